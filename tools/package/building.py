"""Puts the package together: our sources, the stage's settings, the dependencies."""

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


class NoRuntime(ColdpressError):
    """A function's runtime is none of those that are supported, or its Python is not here."""


def build(stage: Stage, output: Path) -> None:
    """Write the package of a stage."""
    python = _python_of(stage.runtime)
    dependencies = install(ROOT, stage.runtime, stage.architecture, python)
    with TemporaryDirectory() as folder:
        project = Path(folder)
        _copy_project(project)
        compile_templates(project / COMPILED_TEMPLATES.name, python)
        (project / "zappa_settings.py").write_bytes(stage.settings.encode())
        compile_tree(project, python)
        write_archive(project, output, after=dependencies)


def _python_of(runtime: str) -> str:
    """A Python on this machine that makes the bytecode that a function takes."""
    if fault := runtime_fault(runtime):
        raise NoRuntime(f"{fault}. {REMEDY}.")
    try:
        return find(runtime.removeprefix("python"))
    except NoPython as error:
        raise NoRuntime(str(error)) from error


def _copy_project(folder: Path) -> None:
    for top in PROJECT:
        for source in (ROOT / top).rglob("*"):
            path = source.relative_to(ROOT)
            if source.is_file() and is_project_file(path):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                copyfile(source, folder / path)
