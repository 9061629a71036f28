"""The same sources give the same package, whoever makes it, and a build leaves no traces."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tools.package.building import ROOT, NoRuntime, build
from tools.package.stages import Stage

pytestmark = [pytest.mark.exhaustive, pytest.mark.xdist_group("package")]

CHECKOUT = (
    *("handler", "locale", "static", "templates", "tools"),
    *("requirements.txt", "requirements.lock", "zappa_settings.json"),
)
ZAPPA = str(Path(sys.executable).with_name("zappa"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a fresh clone has of what the package is made of, elsewhere and without bytecode."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in CHECKOUT:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def run(
    checkout: Path, *command: str, umask: int = 0o022, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as in an active virtual environment, with neither credentials nor AWS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(
        command,
        cwd=checkout,
        env=kept | {"VIRTUAL_ENV": sys.prefix} | variables,
        umask=umask,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def is_never_checked(bytecode: Path) -> bool:
    return bytecode.read_bytes()[4:8] == b"\1\0\0\0"


def make(checkout: Path, umask: int = 0o022, **variables: str) -> bytes:
    """What `make package STAGE=dev` makes."""
    done = run(checkout, sys.executable, "-m", "tools.package", "dev", umask=umask, **variables)
    assert done.returncode == 0, done.stderr
    assert "MB zipped" in done.stdout
    return (checkout / "dist" / "coldpress-dev.zip").read_bytes()


@pytest.fixture(scope="module")
def first(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The package of a checkout that has made none, with another umask and environment."""
    bytecode = str(tmp_path_factory.mktemp("bytecode"))
    variables = {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONOPTIMIZE": "1", "TZ": "Asia/Seoul"}
    return make(checkout, umask=0o077, PYTHONHASHSEED="7", **variables)


@pytest.fixture(scope="module")
def second(checkout: Path, first: bytes) -> bytes:
    """The package that is made of dependencies from the cache, and of sources anew."""
    _, with_sources = sorted((checkout / ".package").iterdir(), key=lambda path: len(path.name))
    with_sources.unlink()
    return make(checkout)


def test_another_folder_umask_and_environment_give_the_same_bytes(
    package: Path, first: bytes
) -> None:
    assert first == package.read_bytes()


def test_dependencies_from_the_cache_give_the_same_bytes(package: Path, second: bytes) -> None:
    assert second == package.read_bytes()


@pytest.mark.usefixtures("second")
def test_zappa_makes_the_same_package(package: Path, checkout: Path) -> None:
    done = run(checkout, ZAPPA, "package", "dev", "--output", "zappas.zip")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (checkout / "zappas.zip").read_bytes() == package.read_bytes()


@pytest.mark.usefixtures("second")
def test_no_bytecode_is_left_that_python_would_not_check(checkout: Path) -> None:
    folders = [checkout / "handler", checkout / "tools", Path(sysconfig.get_path("purelib"))]
    bytecode = [path for folder in folders for path in folder.rglob("*.pyc")]
    assert len(bytecode) > 100
    assert [path for path in bytecode if is_never_checked(path)] == []


@pytest.mark.parametrize("runtime", ["python3.11", "python3.99"])
def test_a_runtime_that_is_not_supported_is_refused_with_a_way_out(
    checkout: Path, runtime: str
) -> None:
    settings = json.loads((checkout / "zappa_settings.json").read_text())
    settings["production"]["runtime"] = runtime
    (checkout / "other.json").write_text(json.dumps(settings))
    done = run(checkout, ZAPPA, "package", "dev", "--settings_file", "other.json")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Error: {runtime} ")
    assert 'Set "runtime": "python3.13" in zappa_settings.json.' in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_where_the_functions_python_is_missing_one_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = f"3.{14 if sys.version_info[:2] < (3, 14) else 12}"
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    for name in ("PATH", "HOME", "XDG_DATA_HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(NoRuntime, match=f"no Python {missing} here: `uv python install {missing}`"):
        build(Stage("blog-dev", f"python{missing}", "x86_64", ""), tmp_path / "package.zip")


def test_a_pin_that_cannot_be_installed_is_named(checkout: Path) -> None:
    lock = checkout / "requirements.lock"
    pins = lock.read_text()
    try:
        lock.write_text(pins.replace("brotli==", "brotli==9999."))
        done = run(checkout, sys.executable, "-m", "tools.package", "dev")
    finally:
        lock.write_text(pins)
    assert done.returncode == 2
    assert "pip cannot install for Lambda" in done.stderr
    assert "brotli" in done.stderr
