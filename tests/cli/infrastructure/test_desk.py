"""A desk gives the function the rights to write, and takes them back; nothing else changes."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from handler.cli.infrastructure.desk import set_desk
from handler.cli.infrastructure.stacks import ProvisioningError
from handler.cli.infrastructure.stages import Stage, read_stage
from tests.cli.infrastructure.test_provisioning import (  # noqa: F401 - fixtures
    STACK,
    account,
    aws,
    client,
    edit_template,
    provision,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("infrastructure"),
    pytest.mark.usefixtures("account"),
]
ORIGIN = "https://blog.example"


@pytest.fixture
def stage(account: None) -> Stage:  # noqa: F811
    """A stage that is provisioned."""
    provision("--yes")
    return read_stage("dev")


def given() -> dict[str, str]:
    """The parameters of the stack."""
    (stack,) = client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    return {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}


def has_desk() -> bool:
    """Whether the function may write the blog's files."""
    return given().get("AuthorsDesk") == "on"


def statements() -> list[Any]:
    """The names of what the role may do."""
    found = client("iam").get_role_policy(RoleName="role", PolicyName="coldpress")
    return [each["Sid"] for each in found["PolicyDocument"]["Statement"]]


def test_it_is_on_and_off_as_it_was_told_and_all_else_stays(stage: Stage) -> None:
    before, allowed = given(), statements()
    assert not has_desk()
    set_desk(stage, ORIGIN, on=True)
    assert has_desk()
    assert given() == before | {"AuthorsDesk": "on", "DeskOrigin": ORIGIN}
    assert set(statements()) - set(allowed) == {"WriteContent"}
    set_desk(stage, ORIGIN, on=False)
    assert not has_desk()
    assert (given(), statements()) == (before, allowed)


def test_browsers_may_put_pictures_there_from_the_blogs_origin_alone(stage: Stage) -> None:
    set_desk(stage, ORIGIN, on=True)
    (allowed,) = client("s3").get_bucket_cors(Bucket="content")["CORSRules"]
    assert allowed == {"AllowedMethods": ["POST"], "AllowedOrigins": [ORIGIN]}
    set_desk(stage, ORIGIN, on=False)
    with pytest.raises(ClientError, match="CORS"):
        client("s3").get_bucket_cors(Bucket="content")


def test_what_is_so_already_changes_nothing(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    set_desk(stage, ORIGIN, on=False)
    assert capsys.readouterr().out == ""
    set_desk(stage, ORIGIN, on=True)
    assert "gets the rights to write" in capsys.readouterr().out
    set_desk(stage, ORIGIN, on=True)
    assert capsys.readouterr().out == ""


def test_who_provisions_again_leaves_it_as_it_is(
    stage: Stage, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_desk(stage, ORIGIN, on=True)
    assert provision("--yes").output.startswith("Nothing to do")
    edit_template(tmp_path, monkeypatch, "NoncurrentDays: 90", "NoncurrentDays: 30")
    assert "would be updated" in provision("--yes").output
    assert has_desk()
    assert given()["DeskOrigin"] == ORIGIN


def test_without_a_stack_it_says_what_makes_one() -> None:
    with pytest.raises(ProvisioningError, match="coldpress provision dev"):
        set_desk(read_stage("dev"), ORIGIN, on=True)
