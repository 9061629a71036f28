"""Which tests only Linux can run, and why."""

from pathlib import PurePath

_LINUX = {
    "tests/cloud": "Lambda's emulator is a program for Linux",
    "tests/tools/test_emulator.py": "Lambda's emulator is a program for Linux",
    "tests/package": "a package holds libraries for Linux",
    "tests/sandbox": "no other kernel bounds the memory of a process",
}


def why_not(path: PurePath, platform: str) -> str:
    """Why a platform cannot run the tests of a file of this repository; empty if it can."""
    if platform == "linux":
        return ""
    reasons = (why for part, why in _LINUX.items() if path.is_relative_to(part))
    return next(reasons, "")
