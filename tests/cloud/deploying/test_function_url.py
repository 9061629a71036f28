"""A stage that readers reach at the function's own address, and strangers only there."""

import json
from pathlib import Path
from typing import Any

import pytest

from handler.cli.checkup.connection import ADDRESS_STATEMENT
from tests.cloud.aws.account import Account
from tests.cloud.deploying.project import Project, copy_project

pytestmark = pytest.mark.xdist_group("life")

OPTION = '"apigateway_enabled": false, "function_url_enabled": true, "memory_size"'
BY_ADDRESS_ALONE = {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}}
FUNCTION = "address-dev"


def opened(aws: Account) -> list[dict[str, Any]]:
    """The statements by which anybody may call the function."""
    policy = json.loads(aws.client("lambda").get_policy(FunctionName=FUNCTION)["Policy"])
    return [each for each in policy["Statement"] if each["Principal"] == "*"]


def project_with_address(folder: Path, aws: Account) -> Project:
    """The stage `dev` under a name of its own, without an API."""
    project = copy_project(folder, aws)
    project.edit("zappa_settings.json", '"memory_size"', OPTION)
    project.edit("zappa_settings.json", '"project_name": "coldpress"', '"project_name": "address"')
    text = (folder / "zappa_settings.json").read_text()
    text = text.replace("coldpress-content-dev", "address-content-dev")
    (folder / "zappa_settings.json").write_text(text.replace("coldpress-dev", "address-dev"))
    return project


def test_zappa_deploys_and_updates_it_and_strangers_call_it_by_its_address_alone(
    aws: Account, tmp_path: Path
) -> None:
    project = project_with_address(tmp_path / "project", aws)
    project.coldpress("provision", "dev", "--yes")
    for operation in ("deploy", "update"):
        printed = project.zappa(operation, "dev")
        assert "function URL address: https://" in printed
        invoke = [each for each in opened(aws) if each["Action"] == "lambda:InvokeFunction"]
        assert [(each["Sid"], each["Condition"]) for each in invoke] == [
            (ADDRESS_STATEMENT, BY_ADDRESS_ALONE)
        ]
        assert len(opened(aws)) == 2
    project.zappa("undeploy", "dev", "--yes")
