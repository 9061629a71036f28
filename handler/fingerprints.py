"""Fingerprints of what is deployed: code, templates and static files, read from disk once."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
COMPILED_TEMPLATES = ROOT / "compiled_templates"
"""The templates as Python: only the package has them, so that they are never older than these."""
STATIC = ROOT / "static"
LOCALE = ROOT / "locale"


@cache
def renderer_fingerprint() -> str:
    """Changes with the code that turns files into posts and pages into bodies."""
    return _digest((ROOT / "handler" / "core").rglob("*.py"))


@cache
def templates_fingerprint() -> str:
    """Changes with the templates of the theme."""
    return _digest(TEMPLATES.rglob("*.html"))


@cache
def build_fingerprint() -> str:
    """Changes with anything that may change a rendered page; commands are not deployed."""
    cli = ROOT / "handler" / "cli"
    code = [path for path in (ROOT / "handler").rglob("*.py") if cli not in path.parents]
    return _digest([*code, *TEMPLATES.rglob("*.*"), *STATIC.rglob("*.*"), *LOCALE.rglob("*.mo")])


@cache
def static_files() -> dict[str, str]:
    """Each file of `static/` with its fingerprinted name: `blog.css` is `blog.0a1b2c3d.css`."""
    files = sorted(path for path in STATIC.iterdir() if path.is_file())
    fonts = [path for path in files if path.suffix == ".woff2"]
    # A stylesheet names fonts, whose addresses change with their content.
    return {
        path.name: f"{path.stem}.{_digest([path, *own])}{path.suffix}"
        for path in files
        for own in [fonts if path.suffix == ".css" else []]
    }


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
