"""Errors that one must expect: one line that says what to do, exit code 2, no traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handler.aws.errors import CredentialsExpired
from handler.cli.arguments import SAMPLE
from handler.wiring import Services
from tests.cli.conftest import Run, Tree
from tests.cli.local_server import coldpress, environment
from tests.contracts import servers
from tests.contracts.broken_aws import broken_aws

pytestmark = pytest.mark.xdist_group("cli")

ELSEWHERE = {
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "COLDPRESS_BUCKET": "nowhere",
    "COLDPRESS_TABLE": "nowhere",
}
COMMANDS = (["status"], ["reindex"], ["purge"], ["push", "content"])


class BrokenStore:
    """A table or bucket that answers everything with the same error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def fail(*arguments: Any, **named: Any) -> Any:
            raise self._error

        return fail


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"production": {"extends": 5}}', "\xff"])
def test_broken_settings_are_said_in_one_line(
    run: Run, variables: pytest.MonkeyPatch, tmp_path: Path, command: list[str], text: str
) -> None:
    (tmp_path / "zappa_settings.json").write_text(text, encoding="latin-1")
    variables.chdir(tmp_path)
    result = run(*[str(SAMPLE) if each == "content" else each for each in command])
    assert result.exit_code == 2
    assert result.output.startswith("Error: zappa_settings.json")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_credentials_that_expired_are_not_a_matter_of_the_network(
    run: Run, deployment: Services, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    expired = BrokenStore(CredentialsExpired("table", "ExpiredTokenException"))
    monkeypatch.setattr("handler.cli.infrastructure.clients.DynamoTable", lambda *_: expired)
    monkeypatch.setattr("handler.cli.infrastructure.clients.S3Bucket", lambda *_: expired)
    result = run(*command)
    assert (result.exit_code, result.output) == (
        2,
        "Error: Your AWS credentials have expired (ExpiredTokenException). Get new ones: "
        "run `aws configure` or `aws sso login`, until `aws sts get-caller-identity` answers.\n",
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_aws_out_of_reach_is_said_in_one_line(
    run: Run, variables: pytest.MonkeyPatch, command: list[str]
) -> None:
    for name, value in ELSEWHERE.items():
        variables.setenv(name, value)
    result = run(*command)
    assert result.exit_code == 2
    assert result.output.startswith("Error: AWS does not answer (")
    assert result.output.count("\n") == 1


def test_missing_credentials_are_said_in_one_line(run: Run, variables: pytest.MonkeyPatch) -> None:
    for name in ("COLDPRESS_BUCKET", "COLDPRESS_TABLE", "AWS_DEFAULT_REGION"):
        variables.setenv(name, ELSEWHERE[name])
    result = run("status")
    assert (result.exit_code, result.output) == (
        2,
        "Error: Unable to locate credentials. Set AWS_PROFILE, or run `aws configure` or "
        "`aws sso login`, until `aws sts get-caller-identity` answers.\n",
    )


@pytest.mark.slow
def test_a_bucket_that_does_not_exist_is_said_in_one_line(
    run: Run, tree: Tree, deployment: Services, variables: pytest.MonkeyPatch, aws: dict[str, str]
) -> None:
    for name, value in {**aws, "COLDPRESS_BUCKET": "none", "COLDPRESS_TABLE": "none"}.items():
        variables.setenv(name, value)
    result = run("push", tree({"about.md": "Me."}))
    assert result.exit_code == 2
    assert result.output.startswith("Error: There is no bucket none in the region that the shell")
    assert "(NoSuchBucket)" in result.output
    assert result.output.count("\n") == 1
    result = run("status")
    assert result.output.startswith("Error: There is no table none in the region that the shell")


@pytest.mark.slow
def test_what_a_stage_lacks_is_named_with_what_makes_it(
    run: Run, variables: pytest.MonkeyPatch, aws: dict[str, str]
) -> None:
    for name, value in aws.items():
        variables.setenv(name, value)
    result = run("status", "dev")
    assert (result.exit_code, result.output) == (
        2,
        "Error: There is no table coldpress-dev in us-east-1 (ResourceNotFoundException). "
        "`coldpress deploy dev` makes it; `coldpress doctor dev` looks at the rest.\n",
    )


def test_an_unusable_number_is_named(run: Run, variables: pytest.MonkeyPatch) -> None:
    for name, value in {**ELSEWHERE, "COLDPRESS_S_MAXAGE": "soon"}.items():
        variables.setenv(name, value)
    assert "COLDPRESS_S_MAXAGE is 'soon'." in run("status").output


def test_a_mistake_of_ours_still_shows_its_traceback(
    run: Run, deployment: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handler.cli.infrastructure.clients.DynamoTable", lambda *_: object())
    assert isinstance(run("purge").exception, AttributeError)


@pytest.mark.parametrize("command", ["logs", "provision --yes", "open", "status", "history a.md"])
def test_an_answer_that_was_cut_off_is_said_in_one_line(
    run: Run, variables: pytest.MonkeyPatch, command: str
) -> None:
    variables.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
    with broken_aws() as aws:
        endpoint = aws.answering(200, '{"e', missing_bytes=500)
        for name, value in servers.variables(endpoint).items():
            variables.setenv(name, value)
        result = run(*command.split())
    assert result.exit_code == 2
    assert result.output.startswith("Error: AWS does not answer (")
    assert result.output.count("\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a device that is full")
def test_a_full_disk_is_said_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            coldpress("check", str(SAMPLE)), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert b"Error: No space left on device.\n" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_real_process_prints_no_traceback() -> None:
    done = subprocess.run(coldpress("status"), capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"Error: Unable to locate credentials.")
