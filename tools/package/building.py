"""Puts the package together: our sources, the stage's settings, the dependencies."""

import sys
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from handler.core.model.problems import ColdpressError
from handler.fingerprints import COMPILED_TEMPLATES
from tools.package.archive import write_archive
from tools.package.bytecode import compile_tree
from tools.package.contents import PROJECT, is_project_file
from tools.package.dependencies import install
from tools.package.stages import Stage
from tools.package.templates import compile_templates

ROOT = Path(__file__).resolve().parents[2]


class RuntimeMismatch(ColdpressError):
    """This Python makes bytecode that the Lambda function's Python does not take."""


def build(stage: Stage, output: Path) -> None:
    """Write the package of a stage."""
    _check_python(stage.runtime)
    dependencies = install(ROOT, stage.runtime, stage.architecture)
    with TemporaryDirectory() as folder:
        project = Path(folder)
        _copy_project(project)
        compile_templates(project / COMPILED_TEMPLATES.name)
        (project / "zappa_settings.py").write_bytes(stage.settings.encode())
        compile_tree(project)
        write_archive(project, output, after=dependencies)


def _check_python(runtime: str) -> None:
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if own != runtime:
        advice = f"Make it anew: `make clean`, then `make package PYTHON={runtime}`."
        raise RuntimeMismatch(
            f"zappa_settings.json has the runtime {runtime}, the virtual environment {own}, whose "
            f"bytecode does not fit. {advice}"
        )


def _copy_project(folder: Path) -> None:
    for top in PROJECT:
        for source in (ROOT / top).rglob("*"):
            path = source.relative_to(ROOT)
            if source.is_file() and is_project_file(path):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                copyfile(source, folder / path)
