"""`coldpress init`: asks, writes, and says what comes next."""

import json
from pathlib import Path
from shutil import copy

import pytest

from handler.cli.infrastructure.stages import SETTINGS, read_stage
from handler.fingerprints import ROOT
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the settings of this checkout."""
    monkeypatch.chdir(tmp_path)
    copy(ROOT / SETTINGS, tmp_path)
    return tmp_path


def test_it_asks_until_the_answers_can_be_used(run: Run) -> None:
    answers = "My Blog\nmy-blog\neu-west\neu-west-1\nno domain\nblog.example.org\n"
    result = run("init", input=answers)
    assert result.exit_code == 0
    assert "Error: 'My Blog' has to have 3 to 63" in result.output
    assert "Error: 'eu-west' is no region of AWS; " in result.output
    assert "Error: 'no domain' is no domain such as" in result.output
    assert result.output.endswith("Next: `coldpress deploy`, in the folder of your blog.\n")
    stage = read_stage()
    assert (stage.bucket, stage.region) == ("my-blog-content-production", "eu-west-1")
    assert stage.variables["COLDPRESS_URL"] == "https://blog.example.org"


def test_what_was_answered_is_the_default_the_next_time(run: Run, folder: Path) -> None:
    run("init", "--name", "my-blog", "--region", "eu-west-1", "--domain", "blog.example.org")
    before = (folder / SETTINGS).read_text()
    assert run("init", input="\n\n\n").exit_code == 0
    assert (folder / SETTINGS).read_text() == before


def test_options_are_not_asked_for_and_the_file_is_named(run: Run, folder: Path) -> None:
    result = run("init", "--name", "my-blog", "--region", "us-east-1", "--domain", "")
    assert (result.exit_code, result.output.count("[")) == (0, 0)
    assert result.output.startswith(f"{folder / SETTINGS} says now:\n")
    assert "COLDPRESS_URL" not in read_stage().variables


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--name", "X Y"), "Invalid value for '--name': 'X Y' has to have"),
        (("--name", "x", "--region", "moon"), "Invalid value for '--region': 'moon' is no region"),
        (("--name", "my-blog"), "Nobody answers. Give as options what is asked;"),
    ],
)
def test_where_nobody_answers_what_is_missing_or_wrong_is_said(
    run: Run, folder: Path, options: tuple[str, ...], said: str
) -> None:
    result = run("init", *options)
    assert result.exit_code == 2
    assert said in result.output
    assert json.loads((folder / SETTINGS).read_text()) == json.loads((ROOT / SETTINGS).read_text())
