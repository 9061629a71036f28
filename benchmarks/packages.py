"""The packages that are compared: Coldpress's own, and the references as Zappa packages them."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from tools.package.building import ROOT, build
from tools.package.bytecode import compile_tree
from tools.package.stages import read_stage
from tools.pythons import find, lambdas_version

STAGE = "production"
_REFERENCES = Path(__file__).parent / "references"
_BUILT = ROOT / "dist" / "references"


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked package and the function in it that Lambda calls."""

    folder: Path
    handler: str = "handler.lambda_handler"


def coldpress(folder: Path) -> Package:
    """What `make package` makes."""
    archive = folder.with_suffix(".zip")
    build(read_stage(STAGE, ROOT), archive)
    return Package(_unpack(archive, folder), "handler.entry.lambda_handler")


def naive(folder: Path) -> Package:
    """The plain blog; its bytecode is out of date the moment Zappa has packaged it."""
    return Package(_unpack(_reference("naive"), folder))


def empty(folder: Path) -> Package:
    """The empty Flask application, with bytecode that is valid."""
    package = Package(_unpack(_reference("empty"), folder))
    compile_tree(folder, find(lambdas_version()))
    return package


def _unpack(archive: Path, folder: Path) -> Path:
    with ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def _reference(name: str) -> Path:
    """A reference's archive, made by Zappa from an environment of just its requirements."""
    archive = _BUILT / f"{name}-{_digest()}.zip"
    if not archive.exists():
        shutil.rmtree(_BUILT, ignore_errors=True)
        shutil.copytree(_REFERENCES, _BUILT / "source")
        _install(_BUILT / "venv")
        for reference in ("naive", "empty"):
            _package(reference, _BUILT / f"{reference}-{_digest()}.zip")
    return archive


def _digest() -> str:
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(_REFERENCES.rglob("*.*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _install(environment: Path) -> None:
    subprocess.run([find(lambdas_version()), "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    wanted = ["-r", str(_REFERENCES / "requirements.txt"), "-c", str(ROOT / "requirements.lock")]
    subprocess.run([*pip, *wanted], check=True)


def _package(name: str, archive: Path) -> None:
    environment = _BUILT / "venv"
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [str(environment / "bin" / "zappa"), "package", name, "-o", archive.name],
        cwd=_BUILT / "source",
        env={"PATH": path, "VIRTUAL_ENV": str(environment), "LANG": "C.UTF-8"},
        check=True,
        capture_output=True,
    )
    (_BUILT / "source" / archive.name).rename(archive)
