"""Tests that need Linux or Lambda's Python are left out where it is missing, and only these."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests.support import platforms
from tests.support.platforms import _LAMBDAS_PYTHON, _LINUX, why_not
from tools.pythons import NoPython, lambdas_version

ROOT = Path(__file__).parents[2]
LIFE = PurePosixPath("tests/cloud/deploying/test_life.py")


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The Pythons of this machine, Lambda's among them."""
    known = [lambdas_version()]

    def find(version: str) -> str:
        if version not in known:
            raise NoPython(f"There is no Python {version} here")
        return f"python{version}"

    monkeypatch.setattr(platforms, "find", find)
    forget()
    yield known
    forget()


def forget() -> None:
    """What is known of this machine is found out anew."""
    platforms.no_lambdas_python.cache_clear()
    why_not.cache_clear()


def test_linux_with_lambdas_python_runs_all_tests(versions: list[str]) -> None:
    assert [why_not(PurePosixPath(part), "linux") for part in _LAMBDAS_PYTHON] == [""] * 5


def test_without_lambdas_python_what_needs_it_is_left_out_and_nothing_else(
    versions: list[str],
) -> None:
    versions.clear()
    assert why_not(LIFE, "linux").startswith("There is no Python 3")
    assert why_not(PurePosixPath("tests/package/test_libraries.py"), "linux") == ""
    assert why_not(PurePosixPath("tests/core/html/test_tree.py"), "linux") == ""


def test_elsewhere_what_needs_linux_is_left_out_with_a_reason() -> None:
    found = why_not(LIFE, "darwin")
    assert found == "Lambda's emulator is a program for Linux"
    assert why_not(PurePosixPath("tests/cli/commands/folders/test_serve.py"), "darwin") == ""


def test_what_is_left_out_exists() -> None:
    assert [part for part in (*_LINUX, *_LAMBDAS_PYTHON) if not (ROOT / part).exists()] == []
