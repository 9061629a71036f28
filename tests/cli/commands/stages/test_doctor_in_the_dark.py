"""`coldpress doctor` where AWS or the stage cannot be looked at."""

import re
from types import SimpleNamespace

import pytest

from handler.fingerprints import ROOT
from tests.cli.conftest import Run
from tests.cli.local_server import environment

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The folder of the repository, without anything that leads to AWS."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)
    return monkeypatch


def test_a_stage_that_does_not_exist_is_said_in_one_line(
    run: Run, nowhere: pytest.MonkeyPatch
) -> None:
    result = run("doctor", "moon")
    assert (result.exit_code, result.output) == (
        2,
        "Error: zappa_settings.json has no stage 'moon'. There are: dev, production.\n",
    )


def test_missing_credentials_are_said_in_one_line(run: Run, nowhere: pytest.MonkeyPatch) -> None:
    result = run("doctor")
    assert (result.exit_code, result.output) == (
        2,
        "Error: Unable to locate credentials. Set AWS_PROFILE, or run `aws configure` or "
        "`aws sso login`, until `aws sts get-caller-identity` answers.\n",
    )


def test_aws_out_of_reach_is_said_in_one_line(run: Run, nowhere: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        nowhere.setenv(name, value)
    nowhere.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    result = run("doctor", "dev")
    assert result.exit_code == 2
    assert result.output.startswith("Error: AWS does not answer (")
    assert result.output.count("\n") == 1


def test_an_aws_that_tells_nothing_is_no_blog_that_is_missing(
    run: Run, nowhere: pytest.MonkeyPatch, aws: dict[str, str]
) -> None:
    nowhere.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    for name, value in aws.items():
        nowhere.setenv(name, value)
    nowhere.setenv("AWS_ENDPOINT_URL_STS", aws["AWS_ENDPOINT_URL"])
    nowhere.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    result = run("doctor", "production")
    *_, counts, said = result.output.splitlines()
    assert re.fullmatch(r"\d+ checks: 1 right, \d+ not checked.", counts)
    assert said.startswith("AWS has told nothing of it.")
    assert result.exit_code == 1
