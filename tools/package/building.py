"""Puts the package together: the dependencies, our sources, the stage's settings."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from handler.cli.infrastructure.runtimes import REMEDY, runtime_fault
from handler.core.model.problems import ColdpressError
from handler.fingerprints import COMPILED_TEMPLATES
from tools.package.archive import write_archive
from tools.package.bytecode import compile_tree
from tools.package.contents import PROJECT, is_project_file
from tools.package.dependencies import install
from tools.package.stages import Stage
from tools.package.templates import compile_templates
from tools.pythons import NoPython, find

ROOT = Path(__file__).resolve().parents[2]
_KEPT = 4
"""Zips with sources that are kept, of 20 MB each."""


class NoRuntime(ColdpressError):
    """A function's runtime is none of those that are supported, or its Python is not here."""


class Unsettled(ColdpressError):
    """Sources were changed while they were packaged."""


def build(stage: Stage, output: Path) -> None:
    """Write the package of a stage."""
    python = _python_of(stage.runtime)
    dependencies = install(ROOT, stage.runtime, stage.architecture, python)
    unset = _with_sources(dependencies, python)
    with TemporaryDirectory() as folder:
        (Path(folder) / "zappa_settings.py").write_bytes(stage.settings.encode())
        compile_tree(Path(folder), python)
        write_archive(Path(folder), output, after=unset)


def _with_sources(dependencies: Path, python: str) -> Path:
    """A zip of the dependencies and our sources, compiled; made once for each state of these."""
    sources = _sources()
    digest = _digest(sources)
    output = dependencies.with_name(f"{dependencies.stem}-{digest}.zip")
    if not output.is_file():
        with TemporaryDirectory(prefix="unfinished-", dir=output.parent) as folder:
            unfinished, zipped = Path(folder) / "project", Path(folder) / "project.zip"
            _copy(sources, unfinished)
            compile_templates(unfinished / COMPILED_TEMPLATES.name, python)
            compile_tree(unfinished, python)
            write_archive(unfinished, zipped, after=dependencies)
            if _digest(_sources()) != digest:
                raise Unsettled("A source was changed meanwhile. Type the same again.")
            zipped.replace(output)
        _remove_older(output)
    return output


def _sources() -> list[Path]:
    """What of the repository comes along, named relative to it."""
    found = (path for top in PROJECT for path in (ROOT / top).rglob("*") if path.is_file())
    named = (path.relative_to(ROOT) for path in found)
    return sorted(path for path in named if is_project_file(path))


def _digest(sources: Sequence[Path]) -> str:
    """What tells these sources, as this code packages them, from others."""
    digest = hashlib.sha256()
    ours = (path.relative_to(ROOT) for path in Path(__file__).resolve().parent.glob("*.py"))
    for path in [*sources, *sorted(ours)]:
        content = (ROOT / path).read_bytes()
        digest.update(f"{path.as_posix()} {len(content)} ".encode() + content)
    return digest.hexdigest()[:16]


def _remove_older(newest: Path) -> None:
    made = sorted(newest.parent.glob("*-*.zip"), key=lambda path: path.stat().st_mtime)
    for path in made[:-_KEPT]:
        path.unlink(missing_ok=True)


def _python_of(runtime: str) -> str:
    """A Python on this machine that makes the bytecode that a function takes."""
    if fault := runtime_fault(runtime):
        raise NoRuntime(f"{fault}. {REMEDY}.")
    try:
        return find(runtime.removeprefix("python"))
    except NoPython as error:
        raise NoRuntime(str(error)) from error


def _copy(sources: Sequence[Path], folder: Path) -> None:
    for path in sources:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(ROOT / path, folder / path)
