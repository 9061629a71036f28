"""Setting up: with which Python, and when there is nothing to do."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tools import set_up
from tools.pythons import version_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with requirements of its own, and an environment without anything."""
    for name in (*set_up.FILES["dev"], set_up.LOCK):
        (tmp_path / name).write_text(name)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "coldpress").write_text("#!/bin/sh")
    venv.create(tmp_path / ".venv", symlinks=True)
    (tmp_path / ".venv/bin/pip").write_text(f"#!{tmp_path / '.venv/bin/python'}")
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    return tmp_path


def program(folder: Path, name: str, version: str) -> None:
    """A Python, as far as it tells its version."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {version}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("version", "supported"),
    [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((), False)],
)
def test_some_versions_of_python_do(version: tuple[int, ...], supported: bool) -> None:
    assert set_up.is_supported(version) == supported


def test_in_place_of_an_old_python_another_that_does_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "NEWEST", (3, 12))
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    for name in ("PATH", "HOME", "XDG_DATA_HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    program(tmp_path, "python3", "3.9.6")
    with pytest.raises(SystemExit, match=r"needs Python 3.11 to 3.12; .* is 3\.9\.6\."):
        set_up.supported_python()
    program(tmp_path, "python3.11", "3.11.2")
    assert set_up.supported_python() == str(tmp_path / "python3.11")


def test_there_is_nothing_to_do_until_requirements_change(root: Path) -> None:
    environment = root / ".venv"
    assert not set_up.is_done(environment, "serve")
    (environment / ".set-up-serve").write_text(set_up.stamp("serve"))
    assert set_up.is_done(environment, "serve")
    assert not set_up.is_done(environment, "dev")
    set_up.main("serve")
    assert (environment / "bin" / "coldpress").read_text() == "#!/bin/sh"
    (root / set_up.LOCK).write_text("another")
    assert not set_up.is_done(environment, "serve")


def test_the_python_that_is_named_makes_an_environment_of_another_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".venv/.set-up-serve").write_text(set_up.stamp("serve"))
    monkeypatch.setattr(set_up, "version_of", lambda _: (3, 99, 0))
    monkeypatch.setattr(set_up, "NEWEST", (3, 99))
    monkeypatch.setattr(set_up, "install", lambda *_: None)
    monkeypatch.delenv("PYTHON", raising=False)
    set_up.main("serve")
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("PYTHON", sys.executable)
    set_up.main("serve")
    assert capsys.readouterr().out.startswith(".venv is of Python 3.99; it is made anew.\nMaking")


def test_the_tests_of_the_core_have_an_environment_beside_the_other(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "install", lambda *_: None)
    set_up.main("core")
    assert capsys.readouterr().out.startswith("Making .venv/core with ")
    assert version_of(root / ".venv/core/bin/python") == sys.version_info[:3]
    assert not (root / ".venv/core/bin/coldpress").exists()


def test_what_developing_needs_is_all_that_serving_needs(root: Path) -> None:
    (root / ".venv/.set-up-dev").write_text(set_up.stamp("dev"))
    assert set_up.is_done(root / ".venv", "serve")


def test_an_environment_that_was_moved_does_not_run(root: Path) -> None:
    assert set_up.runs_here(root / ".venv")
    (root / ".venv").rename(root / "moved")
    assert not set_up.runs_here(root / "moved")
    assert not set_up.runs_here(root / ".venv")


def test_of_a_broken_environment_that_lies_elsewhere_the_link_goes(root: Path) -> None:
    (root / ".venv").rename(root / "elsewhere")
    (root / ".venv").symlink_to(root / "elsewhere")
    set_up.remove(root / ".venv")
    assert not (root / ".venv").exists()
    assert (root / "elsewhere/bin").is_dir()
    set_up.remove(root / "elsewhere")
    assert not (root / "elsewhere").exists()


@pytest.mark.parametrize(
    ("content", "opened"),
    [
        ("../my blog", "../my blog"),
        ("", "content"),
        ("it's $HOME", "it's $HOME"),
        ("~/blog", f"{os.environ.get('HOME', '')}/blog"),
    ],
)
def test_make_serves_a_folder_whatever_its_name(tmp_path: Path, content: str, opened: str) -> None:
    (tmp_path / "bin").mkdir()
    coldpress = tmp_path / "bin/coldpress"
    coldpress.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    coldpress.chmod(0o755)
    command = ["make", "-s", "serve", f"VENV={tmp_path}", "PYTHON=true", "PORT=", "CONTENT"]
    command[-1] += f"={content}"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"serve|--content|{opened}|--port|8000|"


def test_whoever_interrupts_sees_no_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(set_up, "install", interrupted)
    monkeypatch.setattr(set_up, "version_of", lambda _: (3, 12))
    with pytest.raises(SystemExit, match="The same again goes on from here"):
        set_up.main("serve")
