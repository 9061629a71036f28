"""Tests that need Linux are left out elsewhere, and only these."""

from pathlib import Path, PurePosixPath

from tests.platforms import _LINUX, why_not

ROOT = Path(__file__).parent.parent


def test_linux_runs_all_tests() -> None:
    assert why_not(PurePosixPath("tests/cloud/test_life.py"), "linux") == ""


def test_elsewhere_what_needs_linux_is_left_out_with_a_reason() -> None:
    found = why_not(PurePosixPath("tests/cloud/test_life.py"), "darwin")
    assert found == "Lambda's emulator is a program for Linux"
    assert why_not(PurePosixPath("tests/cli/test_serve.py"), "darwin") == ""


def test_what_needs_linux_exists() -> None:
    assert [part for part in _LINUX if not (ROOT / part).exists()] == []
