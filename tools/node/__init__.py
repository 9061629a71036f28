"""Programs from npm, installed beside this file when they are first needed."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


class MissingProgram(Exception):
    """A program that this machine lacks, and how to get it."""


def module(name: str, needs: tuple[str, ...] = (), place: Path = HERE) -> Path:
    """The folder of an npm package that is asked for at a place; installs it if need be."""
    for program in ("npm", *needs):
        if shutil.which(program) is None:
            raise MissingProgram(f"{program} is missing: install it, then run this again.")
    folder = place / "node_modules" / name
    if not folder.exists():
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--no-package-lock"]
        subprocess.run(command, cwd=place, check=True)
    return folder
