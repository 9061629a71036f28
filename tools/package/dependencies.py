"""Installs the dependencies for Lambda's platform, apart from any virtual environment."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.core.model.problems import ColdpressError
from tools.package.archive import write_archive
from tools.package.bytecode import replace_sources
from tools.package.contents import LINKED_ONLY, SERVICES, is_needed
from tools.package.libraries import without_code, without_debugging
from tools.pythons import version_of

_MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
# Amazon Linux 2023, on which all of Lambda's runtimes are that we support, has glibc 2.34.
# https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html
_GLIBC_MINORS = range(17, 35)


class InstallError(ColdpressError):
    """pip could not install the dependencies."""


def install(root: Path, runtime: str, architecture: str, python: str) -> Path:
    """A zip of the dependencies, trimmed and compiled; made once for each set of pins.

    `python` is one of the runtime's version. Builds that make it at the same time do not meet, and
    have the same outcome.
    """
    cache = root / ".package"
    output = cache / f"{_key(root, architecture, python)}.zip"
    if not output.is_file():
        cache.mkdir(exist_ok=True)
        with TemporaryDirectory(prefix="unfinished-", dir=cache) as folder:
            unfinished, zipped = Path(folder) / "dependencies", Path(folder) / "dependencies.zip"
            _fill(unfinished, root, _platform_options(runtime, architecture), python)
            write_archive(unfinished, zipped)
            zipped.replace(output)
    return output


def _key(root: Path, architecture: str, python: str) -> str:
    digest = hashlib.sha256(f"{architecture} {version_of(python)}".encode())
    ours = sorted(Path(__file__).parent.glob("*.py"))
    for path in (root / "requirements.txt", root / "requirements.lock", *ours):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _fill(folder: Path, root: Path, platform: Sequence[str], python: str) -> None:
    options = ["--target", str(folder), "--constraint", str(root / "requirements.lock")]
    _pip_install(python, *platform, *options, "--requirement", str(root / "requirements.txt"))
    _trim(folder)
    _blank_libraries(folder)
    _shorten_metadata(folder)
    _narrow_endpoints(folder / "botocore" / "data" / "endpoints.json")
    # Wheels and bytecode fit one Python only anyway, and sources would be a quarter of the package.
    replace_sources(folder, python)


def _platform_options(runtime: str, architecture: str) -> list[str]:
    machine = _MACHINES[architecture]
    tags = ["manylinux2014", *(f"manylinux_2_{minor}" for minor in _GLIBC_MINORS)]
    platforms = [f"--platform={tag}_{machine}" for tag in tags]
    version = runtime.removeprefix("python")
    return [*platforms, "--implementation=cp", f"--python-version={version}", "--only-binary=:all:"]


def _pip_install(python: str, *arguments: str) -> None:
    # Run by the function's Python, of which requirements speak that hold for some versions only.
    pip = [sys.executable, "-m", "pip", "--python", python, "install"]
    done = subprocess.run(
        [*pip, "-qq", "--no-input", "--no-compile", *arguments],
        env=os.environ | {"PIP_REQUIRE_VIRTUALENV": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        advice = "If the network is not to blame, see whether requirements.lock still fits."
        raise InstallError(f"pip cannot install for Lambda:\n{done.stderr.strip()}\n{advice}")


def _trim(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif not is_needed(path.relative_to(folder)):
            path.unlink()


def _blank_libraries(folder: Path) -> None:
    for library in folder.rglob("*.so*"):
        data = without_debugging(library.read_bytes())
        for name, called in LINKED_ONLY.items():
            data = without_code(data, called) if library.name.startswith(name) else data
        library.write_bytes(data)


def _shorten_metadata(folder: Path) -> None:
    """Leave names and versions, not the descriptions that registries show."""
    for path in folder.glob("*.dist-info/METADATA"):
        path.write_bytes(path.read_bytes().partition(b"\n\n")[0] + b"\n")


def _narrow_endpoints(path: Path) -> None:
    """Leave only our services: botocore parses the whole list for its first client, in 8 ms."""
    endpoints = json.loads(path.read_bytes())
    for partition in endpoints["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in services if name in SERVICES}
    path.write_text(json.dumps(endpoints, separators=(",", ":")), encoding="utf-8")
