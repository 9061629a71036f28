"""What an import wrote, so that the next one tells what the author has changed since."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_FOLDER = ".coldpress"
"""No part of a blog, as its name begins with a dot; nor of a repository, as it says itself."""


def read_record(root: Path) -> dict[str, str] | None:
    """The digests of what was written, by key; None if nothing was ever imported there."""
    with suppress(OSError, ValueError, AttributeError):
        record = json.loads(_file(root).read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in record.items()}
    return None


def write_record(root: Path, digests: Mapping[str, str]) -> None:
    """Remember what is written now."""
    place = _file(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    (place.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(dict(digests), indent=0, sort_keys=True), encoding="utf-8")
    beside.replace(place)


def digest_of(data: bytes) -> str:
    """What tells one content of a file from others."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """The digest of what a file holds; empty if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def _file(root: Path) -> Path:
    return root / _FOLDER / "imported.json"
