"""Errors that one must expect: one line that says what to do, exit code 2, no traceback."""

import subprocess
from collections.abc import Iterator

import pytest

from handler.entry import services
from handler.wiring import Services
from tests.cli.conftest import Run, Tree
from tests.cli.local_server import environment, flask

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


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    services.cache_clear()
    yield monkeypatch
    services.cache_clear()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_missing_settings_are_named(
    run: Run, variables: pytest.MonkeyPatch, command: list[str]
) -> None:
    result = run(*command)
    assert (result.exit_code, result.output) == (
        2,
        "Error: COLDPRESS_BUCKET is not set. Set it in zappa_settings.json or the shell; "
        "`make serve` needs none.\n",
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
        "Error: Unable to locate credentials. "
        "Check credentials, region, COLDPRESS_BUCKET and COLDPRESS_TABLE.\n",
    )


def test_a_bucket_that_does_not_exist_is_said_in_one_line(
    run: Run, tree: Tree, deployment: Services, variables: pytest.MonkeyPatch, aws: dict[str, str]
) -> None:
    for name, value in {**aws, "COLDPRESS_BUCKET": "none", "COLDPRESS_TABLE": "none"}.items():
        variables.setenv(name, value)
    services.cache_clear()
    result = run("push", tree({"about.md": "Me."}))
    assert result.exit_code == 2
    assert "NoSuchBucket" in result.output
    assert result.output.count("\n") == 1


def test_an_unusable_number_is_named(run: Run, variables: pytest.MonkeyPatch) -> None:
    for name, value in {**ELSEWHERE, "COLDPRESS_S_MAXAGE": "soon"}.items():
        variables.setenv(name, value)
    assert "COLDPRESS_S_MAXAGE is 'soon'." in run("status").output


def test_a_mistake_of_ours_still_shows_its_traceback(
    run: Run, deployment: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deployment, "table", None)
    assert isinstance(run("purge").exception, AttributeError)


def test_a_real_process_prints_no_traceback() -> None:
    done = subprocess.run(flask("status"), capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"Error: COLDPRESS_BUCKET is not set.")
