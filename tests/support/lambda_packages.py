"""The dependencies for Lambda, fetched and compiled by one worker while the others wait."""

import fcntl
from pathlib import Path

from tools.package.dependencies import install
from tools.pythons import find, lambdas_version

_ROOT = Path(__file__).parents[2]


def fetch_dependencies() -> Path:
    """The folder in which builds of this checkout, and of its copies, find them."""
    cache, version = _ROOT / ".package", lambdas_version()
    cache.mkdir(exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(_ROOT, f"python{version}", "x86_64", find(version))
    return cache
