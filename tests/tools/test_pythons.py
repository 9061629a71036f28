"""A Python of some version is found wherever people keep them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import pythons

ROOT = Path(__file__).parents[2]
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
PLACES = ("HOME", "XDG_DATA_HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR", "PYTHON")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home on a machine that has no other Python than the one that runs this."""
    for name in PLACES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "opt" / "python"))
    return tmp_path.resolve() / "home"


def program(path: Path, version: str) -> str:
    """A Python, as far as it tells its version."""
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(0o755)
    return str(path)


def test_the_one_that_runs_this_is_found_without_its_environment() -> None:
    assert pythons.find(OWN) == os.path.realpath(sys.executable)
    assert pythons.version_of(sys.executable) == sys.version_info[:3]


def test_what_does_not_run_has_no_version(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "none")
    assert pythons.version_of(tmp_path / "none") == ()
    assert pythons.version_of(tmp_path / "broken") == ()


def test_what_is_nowhere_is_told_with_how_to_get_it() -> None:
    message = r"no Python 3\.99 here: `uv python install 3\.99` or .*PYTHON=/path/to/python3\.99"
    with pytest.raises(pythons.NoPython, match=message):
        pythons.find("3.99")


@pytest.mark.parametrize(
    "place",
    [
        "path/python3.99",
        "path/python3",
        "path/python",
        "home/.pyenv/versions/3.99.1/bin/python3.99",
        "home/.local/share/uv/python/cpython-3.99.1-linux-x86_64-gnu/bin/python3.99",
        "opt/3.99.1/bin/python3.99",
    ],
)
def test_it_is_found_where_people_have_it(home: Path, place: str) -> None:
    python = program(home.parent / place, "3.99.1")
    assert pythons.find("3.99") == python


@pytest.mark.parametrize(
    ("variable", "below"),
    [
        ("PYENV_ROOT", "versions/3.99.1/bin/python3.99"),
        ("UV_PYTHON_INSTALL_DIR", "cpython-3.99.1-macos-aarch64-none/bin/python3.99"),
        ("XDG_DATA_HOME", "uv/python/cpython-3.99.1-linux-x86_64-gnu/bin/python3.99"),
    ],
)
def test_other_places_may_be_told(
    home: Path, variable: str, below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, str(home / "other"))
    python = program(home / "other" / below, "3.99.1")
    assert pythons.find("3.99") == python


def test_the_one_that_is_named_goes_first_if_it_is_of_that_version(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = program(home.parent / "path/python3.99", "3.99.1")
    monkeypatch.setenv("PYTHON", program(home / "named/python", "3.99.2"))
    assert pythons.find("3.99") == os.environ["PYTHON"]
    monkeypatch.setenv("PYTHON", program(home / "other/python", "3.98.0"))
    assert pythons.find("3.99") == installed


def test_one_of_pyenvs_that_is_not_chosen_does_not_hide_another(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = Path(program(home / "shims/python3.99", ""))
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.99: command not found' >&2\nexit 127\n")
    python = program(home.parent / "path/python3.99", "3.99.1")
    monkeypatch.setenv("PATH", f"{shim.parent}:{os.environ['PATH']}")
    assert pythons.find("3.99") == python


def test_of_several_the_newest_is_taken(home: Path) -> None:
    for patch in (9, 10, 2):
        program(home / f".pyenv/versions/3.99.{patch}/bin/python3.99", f"3.99.{patch}")
    assert pythons.find("3.99") == str(home / ".pyenv/versions/3.99.10/bin/python3.99")


@pytest.mark.parametrize(
    ("changed", "version"),
    [
        ("pass", sys.version_info[:3]),
        ("sys.version_info = (3, 99, 0, 'beta')", ()),
        ("sysconfig.get_config_var = lambda name: name == 'Py_GIL_DISABLED'", ()),
    ],
)
def test_versions_that_take_other_bytecode_or_libraries_are_none(
    home: Path, changed: str, version: tuple[int, ...]
) -> None:
    path = Path(program(home.parent / "path/python3.99", ""))
    start = f"import sys, sysconfig; {changed}"
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -I -c "{start}$3"\n')
    assert pythons.version_of(path) == version


def test_as_a_program_it_prints_the_functions_python_or_one_line() -> None:
    command = [sys.executable, str(ROOT / "tools/pythons.py")]
    found = subprocess.run([*command, OWN], capture_output=True, text=True, check=True)
    assert found.stdout == f"{os.path.realpath(sys.executable)}\n"
    missing = subprocess.run([*command, "3.99"], capture_output=True, text=True, check=False)
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (1, "", 1)
    assert f"python{pythons.lambdas_version()}" in (ROOT / "zappa_settings.json").read_text()
