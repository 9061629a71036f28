"""Which tests only some machines can run, and why."""

from functools import cache
from pathlib import PurePath

from tools.pythons import NoPython, find, lambdas_version

_LINUX = {
    "tests/cloud": "Lambda's emulator is a program for Linux",
    "tests/tools/test_emulator.py": "Lambda's emulator is a program for Linux",
    "tests/package": "a package holds libraries for Linux",
    "tests/sandbox": "no other kernel bounds the memory of a process",
}
_LAMBDAS_PYTHON = (
    *("tests/cloud", "tests/tools/test_emulator.py", "tests/package/test_contents.py"),
    *("tests/package/test_reproducible.py", "tests/package/test_running.py"),
)


@cache
def why_not(path: PurePath, platform: str) -> str:
    """Why a platform cannot run the tests of a file of this repository; empty if it can."""
    if platform != "linux":
        for part, why in _LINUX.items():
            if path.is_relative_to(part):
                return why
    if any(path.is_relative_to(part) for part in _LAMBDAS_PYTHON):
        return no_lambdas_python()
    return ""


@cache
def no_lambdas_python() -> str:
    """How to get the Python that Lambda has; empty if it is here."""
    try:
        find(lambdas_version())
    except NoPython as error:
        return str(error)
    return ""
