"""Compiles sources so that Lambda need not: its task folder is read-only."""

import subprocess
import sys
from pathlib import Path

from handler.core.model.problems import ColdpressError

_TASK_FOLDER = "/var/task"  # Where Lambda unpacks the zip; tracebacks name files in it.


class BytecodeError(ColdpressError):
    """A source cannot be compiled."""


def compile_tree(folder: Path) -> None:
    """Put valid bytecode beside every source in a folder.

    It is never checked against its source again, so this must not be a folder that is worked in.
    """
    _compile(folder)


def replace_sources(folder: Path) -> None:
    """Put bytecode without docstrings and assertions in place of every source in a folder."""
    _compile(folder, "-b", "-o", "2")
    for source in folder.rglob("*.py"):
        source.unlink()


def _compile(folder: Path, *options: str) -> None:
    # Bytecode marks the strings that something else in its process holds too. So it is made in a
    # process of its own, which neither the environment nor site-packages reach.
    python = [sys.executable, "-I", "-S", "-B", "-m", "compileall", "-q", "-f", *options]
    paths = ["-s", str(folder), "-p", _TASK_FOLDER, str(folder)]
    done = subprocess.run(
        [*python, "--invalidation-mode", "unchecked-hash", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BytecodeError(f"Not every source compiles:\n{(done.stdout + done.stderr).strip()}")
