"""Finds Pythons: `python tools/pythons.py 3.13` prints where one is, or how to get it.

Without a version it is Lambda's that is looked for, as zappa_settings.json names it. It is written
for any Python, as it runs before there is an environment.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Free-threaded and unfinished versions, and PyPy, take other bytecode and libraries.
_TELL_VERSION = """
import sys, sysconfig
usual = sys.version_info[3] == "final" and sys.implementation.name == "cpython"
if usual and not sysconfig.get_config_var("Py_GIL_DISABLED"):
    print("%d.%d.%d" % sys.version_info[:3])
"""


class NoPython(Exception):
    """There is no Python of a version; it is said how to get one."""


def lambdas_version() -> str:
    """The version that the function has, such as 3.13."""
    stages = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    return str(stages["production"]["runtime"]).replace("python", "", 1)


def find(version: str) -> str:
    """A Python of a version such as 3.13: the one named PYTHON, this one, or one that is installed.

    Raises `NoPython` if there is none.
    """
    for python in _candidates(version):
        if ".".join(str(part) for part in version_of(python)[:2]) == version:
            return os.path.realpath(python)  # That of an environment goes with it.
    raise NoPython(
        "There is no Python %s here: `uv python install %s` or `pyenv install %s` gets it; "
        "PYTHON=/path/to/python%s names one that is elsewhere." % ((version,) * 4)
    )


def version_of(python: "Path | str") -> "tuple[int, ...]":
    """The version of a Python that runs; empty for one that does not."""
    try:
        done = subprocess.run(
            [str(python), "-I", "-c", _TELL_VERSION],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return tuple(int(part) for part in done.stdout.decode().split(".")) if done.stdout else ()
    except (OSError, ValueError):
        return ()


def _candidates(version: str) -> "Iterator[str]":
    if os.environ.get("PYTHON"):
        yield os.environ["PYTHON"]
    yield sys.executable
    # The first on the PATH may be one of pyenv's, which do not run unless they are chosen.
    for name in ("python" + version, "python3", "python"):
        for folder in os.get_exec_path():
            if os.access(os.path.join(folder, name), os.X_OK):
                yield os.path.join(folder, name)
    for folder in _collections():
        found = Path(folder).glob("*/bin/python" + version)
        yield from map(str, sorted(found, key=_by_number, reverse=True))


def _collections() -> "list[str]":
    """Where pyenv and uv put Pythons, and where the one that runs this has neighbours."""
    home = os.path.expanduser("~")
    data = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    return [
        os.path.join(os.environ.get("PYENV_ROOT") or os.path.join(home, ".pyenv"), "versions"),
        os.environ.get("UV_PYTHON_INSTALL_DIR") or os.path.join(data, "uv", "python"),
        os.path.dirname(sys.base_prefix),
    ]


def _by_number(path: Path) -> "list[int]":
    return [int(digits) for digits in re.findall("[0-9]+", str(path))]


if __name__ == "__main__":
    try:
        print(find(sys.argv[1] if len(sys.argv) > 1 else lambdas_version()))
    except NoPython as error:
        sys.exit(str(error))
