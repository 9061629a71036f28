"""Running Zappa and the packager, in the repository and with this Python's packages."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from handler.core.model.problems import ColdpressError
from handler.fingerprints import ROOT


class Failed(ColdpressError):
    """A program that was run ended with an error, which it has told itself."""


def package(stage: str) -> None:
    """Build the package of a stage, into dist/."""
    _run(sys.executable, "-m", "tools.package", stage)


def zappa(*arguments: str) -> None:
    """Run Zappa, which wants an active virtual environment."""
    _run(str(Path(sys.executable).parent / "zappa"), *arguments)


def _run(*command: str) -> None:
    if find_spec("zappa") is None:
        raise Failed(
            f"This takes more than serving a blog does: `make setup` in {ROOT} installs it."
        )
    environment = os.environ | {"VIRTUAL_ENV": sys.prefix}
    sys.stdout.flush()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        name = " ".join([Path(command[0]).name, *command[1:]])
        raise Failed(f"`{name}` failed; it says above why.")
