"""Makes Python of the templates, so that no reader waits for that: `python -m` with a folder.

Jinja writes down sets as they come, which differs from one process to the next. So this is a
process of its own, whose texts have no hashes but their own.
"""

import os
import subprocess
import sys
from pathlib import Path

import jinja2

from handler.core.pages.rendering import make_environment
from handler.fingerprints import ROOT, TEMPLATES
from tools.package.bytecode import replace_sources


def compile_templates(folder: Path, python: str) -> None:
    """Put the templates into a folder as bytecode for a Python."""
    subprocess.run(
        [sys.executable, "-m", "tools.package.templates", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=True,
    )
    replace_sources(folder, python)


def main(folder: str) -> None:
    """Write the modules."""
    environment = make_environment(jinja2.FileSystemLoader(TEMPLATES))
    environment.compile_templates(folder, extensions=["html"], zip=None, ignore_errors=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
