"""What the doctor says where it may look at nothing, or cannot."""

import json
import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NoReturn

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from handler.cli.checkup.catalogue import CHECKS, examine
from handler.cli.checkup.cloud import Cloud
from handler.cli.checkup.findings import Finding
from handler.cli.doctor import lines_of, summary
from handler.cli.refusals import POLICY
from tests.cli.checkup.builders import make_deployment

ROOT = Path(__file__).parents[3]
CLI = ROOT / "handler" / "cli"
RIGHT = re.compile(r"\b(?:cloudformation|dynamodb|events|iam|lambda|s3):[A-Z]\w+\b(?!:)")
OF_OTHERS = {"lambda:InvokeFunction", "iam:GetPolicy", "iam:GetPolicyVersion"}
"""The first is S3's; the others see what somebody attached, where simulating is not allowed."""


class FailingCloud(Cloud):
    """A cloud that answers every question with the same error."""

    def __init__(self, error: Exception) -> None:
        self.deployment = make_deployment()
        self._client = _FailingClient(error)

    def client(self, service: str) -> Any:
        """See `Cloud.client`."""
        return self._client


class _FailingClient:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, operation: str) -> Callable[..., NoReturn]:
        def fail(**arguments: object) -> NoReturn:
            raise self._error

        return fail


def findings(error: Exception) -> dict[str, Finding]:
    """What is found in a cloud that fails, but for the settings, which need none."""
    found = dict(examine(FailingCloud(error)))
    assert found.pop("settings").mark == "right"
    return found


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException", "403"])
def test_who_may_see_nothing_is_told_which_rights_it_takes(code: str) -> None:
    found = findings(ClientError({"Error": {"Code": code}}, "Any"))
    assert {finding.mark for finding in found.values()} == {"unknown"}
    assert found["versioning"].text == (
        "not checked: it needs the right s3:GetBucketVersioning (docs/deployer-policy.json has it)."
    )
    assert all("it needs the right " in finding.text for finding in found.values())


def test_every_right_that_commands_ask_an_operator_for_is_a_deployers() -> None:
    actions = [
        action
        for each in json.loads((ROOT / POLICY).read_text(encoding="utf-8"))["Statement"]
        for action in ([each["Action"]] if isinstance(each["Action"], str) else each["Action"])
    ]
    sources = (path for path in CLI.rglob("*.py") if path != CLI / "checkup/checks/role.py")
    named = {right for path in sources for right in RIGHT.findall(path.read_text("utf-8"))}
    assert len(named) > 20
    lacking = {each for each in named if not any(fnmatchcase(each, action) for action in actions)}
    assert lacking == OF_OTHERS


def test_a_cloud_that_stops_answering_fails_no_check() -> None:
    found = findings(ConnectTimeoutError(endpoint_url="https://s3"))
    assert {finding.mark for finding in found.values()} == {"unknown"}
    assert found["bucket"].text.startswith("not checked: AWS does not answer: Connect timeout")


def test_an_error_that_nobody_expects_is_quoted() -> None:
    error = ClientError({"Error": {"Code": "Odd", "Message": "Strange."}}, "GetBucketVersioning")
    assert "(Odd)" in findings(error)["versioning"].text


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(KeyError):
        findings(KeyError("a"))


def test_titles_are_told_apart_and_leave_room() -> None:
    titles = [check.title for check in CHECKS]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) < 16


def test_a_remedy_stands_below_what_is_wrong() -> None:
    assert list(lines_of("tick", Finding("wrong", "It stands still.", "zappa schedule dev"))) == [
        "\x1b[31m✗\x1b[0m tick            It stands still.",
        "                  → zappa schedule dev",
    ]


def test_the_summary_counts_each_kind() -> None:
    found = [
        Finding("right", ""),
        Finding("wrong", ""),
        Finding("right", ""),
        Finding("unknown", ""),
    ]
    assert summary(found) == "4 checks: 2 right, 1 wrong, 1 not checked."
