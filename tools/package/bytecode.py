"""Compiles sources so that Lambda need not: its task folder is read-only."""

import subprocess
from pathlib import Path

from handler.core.model.problems import ColdpressError

_OPTIMIZED = ".opt-2.pyc"
_TASK_FOLDER = "/var/task"  # Where Lambda unpacks the zip; tracebacks name files in it.


class BytecodeError(ColdpressError):
    """A source cannot be compiled."""


def compile_tree(folder: Path, python: str) -> None:
    """Put bytecode without docstrings and assertions beside every source in a folder.

    A Python takes it for what it makes itself, and never checks it against its source again, so
    this must not be a folder that is worked in.
    """
    _compile(folder, python, "-o", "2")
    for made in folder.rglob(f"*{_OPTIMIZED}"):
        made.replace(made.with_name(made.name.removesuffix(_OPTIMIZED) + ".pyc"))


def replace_sources(folder: Path, python: str) -> None:
    """Put bytecode without docstrings and assertions in place of every source in a folder."""
    _compile(folder, python, "-b", "-o", "2")
    for source in folder.rglob("*.py"):
        source.unlink()


def _compile(folder: Path, python: str, *options: str) -> None:
    # Bytecode marks the strings that something else in its process holds too. So it is made in a
    # process of its own, which neither the environment nor site-packages reach.
    compiler = [python, "-I", "-S", "-B", "-m", "compileall", "-q", "-f", *options]
    paths = ["-s", str(folder), "-p", _TASK_FOLDER, str(folder)]
    done = subprocess.run(
        [*compiler, "--invalidation-mode", "unchecked-hash", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BytecodeError(f"Not every source compiles:\n{(done.stdout + done.stderr).strip()}")
