"""`open`, `logs` and `rollback`: what operators look at after a deploy."""

import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.deployed import client_of, write_settings

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture
def stage(aws: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the function of a stage, whose settings stand in the current folder."""
    for variable, value in aws.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
    return write_settings(tmp_path, "https://blog.test").function


def write_log(function: str, *messages: str) -> None:
    logs: Any = client_of("logs")
    names = {"logGroupName": f"/aws/lambda/{function}", "logStreamName": "a"}
    logs.create_log_group(logGroupName=names["logGroupName"])
    logs.create_log_stream(**names)
    now = int(time.time() * 1000)
    logs.put_log_events(
        **names,
        logEvents=[
            {"timestamp": now - 1000 + number, "message": message}
            for number, message in enumerate(messages)
        ],
    )


def test_open_prints_where_the_blog_is(run: Run, stage: str) -> None:
    assert run("open").output == "https://blog.test/\n"


def test_open_before_the_first_deploy_says_deploy(run: Run, stage: str, tmp_path: Path) -> None:
    settings = tmp_path / "zappa_settings.json"
    settings.write_text(settings.read_text().replace("https://blog.test", ""))
    assert run("open").output == (
        "Error: It is not online: `coldpress deploy production` puts it there.\n"
    )


def test_logs_print_what_was_written_and_end(run: Run, stage: str) -> None:
    write_log(stage, '{"status":200}', '{"status":404}\n')
    lines = run("logs").output.splitlines()
    assert [line.partition("  ")[2] for line in lines] == ['{"status":200}', '{"status":404}']
    assert "Nothing was written" in run("logs", "--since", "0s").output


def test_logs_of_what_never_ran_say_so(run: Run, stage: str) -> None:
    result = run("logs")
    assert (result.exit_code, result.output) == (
        2,
        f"Error: {stage} has not written anything, if it is there. "
        "`coldpress deploy production` puts it online.\n",
    )


@pytest.mark.parametrize("since", ["10", "soon", "-1m", "1w", ""])
def test_a_time_that_is_none_is_refused(run: Run, stage: str, since: str) -> None:
    result = run("logs", "--since", since)
    assert result.exit_code == 2
    assert "is no time such as 30s, 10m, 2h or 1d." in result.output


def test_rollback_of_what_is_not_there_is_said_in_one_line(run: Run, stage: str) -> None:
    result = run("rollback", "--yes")
    assert (result.exit_code, result.output) == (
        2,
        "Error: It is not online: `coldpress deploy production` puts it there.\n",
    )


@pytest.mark.parametrize("command", ["deploy", "provision"])
def test_names_that_aws_refuses_are_refused_before_anything_is_made(
    run: Run, stage: str, command: str, tmp_path: Path
) -> None:
    settings = tmp_path / "zappa_settings.json"
    settings.write_text(settings.read_text().replace('"role_name": "', '"role_name": "my '))
    result = run(command, "--yes")
    assert result.exit_code == 2
    assert "role_name 'my " in result.output
    stacks = client_of("cloudformation").describe_stacks()["Stacks"]
    assert [each for each in stacks if stage in each["StackName"]] == []
