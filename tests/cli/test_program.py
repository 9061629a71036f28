"""The program `coldpress`, as it is installed and typed, in folders of all kinds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handler.cli.commands import COMMANDS
from handler.fingerprints import ROOT
from tests.cli.local_server import environment

pytestmark = pytest.mark.slow

POST = "---\ntitle: Hello\n---\nText.\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a virtual environment of its own, whose checkout is this one.

    Its folder's name has a space.
    """
    root = tmp_path_factory.mktemp("check out")
    for name in ("handler", "content", "pyproject.toml", "templates", "static", "locale"):
        (root / name).symlink_to(ROOT / name)
    binaries = root / ".venv" / "bin"
    binaries.mkdir(parents=True)
    found = shutil.which("python", path=str(ROOT / ".venv" / "bin"))
    (binaries / "python").write_text(f'#!/bin/sh\nexec "{found}" "$@"\n')
    (binaries / "python").chmod(0o755)
    shutil.copy(ROOT / "tools" / "coldpress", binaries)
    return binaries / "coldpress"


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(program), *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "my blog"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_posts" / "2020-01-01-hello.md").write_text(POST)
    return folder


def test_it_shows_its_own_commands_and_no_others(program: Path, tmp_path: Path) -> None:
    shown = run(program, "--help", folder=tmp_path).stdout
    listed = [line.split()[0] for line in shown.partition("Commands:\n")[2].splitlines()]
    assert listed == [*COMMANDS]
    assert run(program, folder=tmp_path).stderr == shown


def test_flask_has_the_same_commands_and_its_own() -> None:
    command = [sys.executable, "-m", "flask", "--help"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    listed = [line.split()[0] for line in done.stdout.partition("Commands:\n")[2].splitlines()]
    assert listed == sorted([*COMMANDS, "routes", "run", "shell"])


def test_flask_takes_the_short_form_of_help_as_well() -> None:
    command = [sys.executable, "-m", "flask", "purge", "-h"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.stdout.startswith("Usage: ")


def test_each_command_is_called_like_its_module() -> None:
    assert [command.name for command in COMMANDS.values()] == [*COMMANDS]


def test_a_command_that_is_mistyped_is_guessed(program: Path, tmp_path: Path) -> None:
    assert "Did you mean" in run(program, "pussh", folder=tmp_path).stderr


def test_it_tells_its_version(program: Path, tmp_path: Path) -> None:
    assert run(program, "--version", folder=tmp_path).stdout == "coldpress 0.1.0\n"


def test_inside_a_blog_it_works_on_that(program: Path, blog: Path) -> None:
    for folder in (blog, blog / "_posts"):
        done = run(program, "check", folder=folder)
        assert (done.returncode, done.stdout, done.stderr) == (0, "1 post: 1 live.\n", "")


def test_elsewhere_it_says_that_it_works_on_the_sample(program: Path, tmp_path: Path) -> None:
    done = run(program, "check", folder=tmp_path)
    assert done.stderr.startswith("This folder is no blog, so this is the sample, ")
    assert "25 posts" in done.stdout


def test_a_link_to_it_works_as_it_does(program: Path, blog: Path) -> None:
    link = blog / "coldpress"
    link.symlink_to(program)
    assert run(link, "check", folder=blog).stdout == "1 post: 1 live; 1 other file: 1 live.\n"


def test_nothing_in_the_folder_of_a_blog_is_run(program: Path, blog: Path) -> None:
    evil = f"open({str(blog / 'ran')!r}, 'w').close()\n"
    (blog / "handler").mkdir()
    for name in (
        "yaml.py",
        "re.py",
        "zappa_settings.py",
        "sitecustomize.py",
        "handler/__init__.py",
    ):
        (blog / name).write_text(evil)
    (blog / ".env").write_text("COLDPRESS_URL=https://evil.test\n")
    done = run(program, "check", folder=blog)
    assert (done.returncode, (blog / "ran").exists()) == (0, False)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("coldpress re", {"plain,reindex", "plain,render"}), ("coldpress serve --", {"plain,--port"})],
)
def test_shells_complete_what_is_typed_and_nothing_else_is_said(
    program: Path, tmp_path: Path, typed: str, completed: set[str]
) -> None:
    asked = {
        "_COLDPRESS_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
    }
    done = subprocess.run(
        [program],
        env=os.environ | asked,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert completed <= set(done.stdout.split())
    assert done.stderr == ""
