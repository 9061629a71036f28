"""`coldpress provision` says what it would do, asks, does it, and stops short of losing a store."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import botocore.session
import pytest
from click.testing import CliRunner, Result

from handler.cli.infrastructure import stacks
from handler.cli.local.embedded.aws import embedded_aws
from handler.cli.program import main

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("infrastructure")]

STAGE = {
    "project_name": "blog",
    "aws_region": "eu-west-1",
    "s3_bucket": "uploads",
    "role_name": "role",
    "environment_variables": {"COLDPRESS_BUCKET": "content", "COLDPRESS_TABLE": "table"},
}
STACK = "blog-dev-infrastructure"


@pytest.fixture(scope="module")
def aws() -> Iterator[dict[str, str]]:
    """The environment that leads to an embedded AWS."""
    with embedded_aws() as variables:
        yield variables


@pytest.fixture
def account(aws: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty account, and a folder with a stage."""
    monkeypatch.chdir(tmp_path)
    write_settings()
    for name, value in aws.items():
        monkeypatch.setenv(name, value)
    with urlopen(f"{aws['AWS_ENDPOINT_URL']}/moto-api/reset", data=b""):
        pass


def write_settings(**variables: str) -> None:
    """A stage, some of whose environment variables may be others."""
    stage = STAGE | {"environment_variables": STAGE["environment_variables"] | variables}  # type: ignore[operator]
    Path("zappa_settings.json").write_text(json.dumps({"dev": stage}))


def provision(*options: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["provision", "dev", *options], input=answer)


def client(service: str) -> Any:
    return botocore.session.Session().create_client(service, region_name="eu-west-1")


def stack_names() -> list[str]:
    return [stack["StackName"] for stack in client("cloudformation").describe_stacks()["Stacks"]]


def bucket_names() -> set[str]:
    return {bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]}


def edit_template(folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    text = stacks.TEMPLATE.read_text()
    assert old in text
    path = folder / "infrastructure.yaml"
    path.write_text(text.replace(old, new))
    monkeypatch.setattr(stacks, "TEMPLATE", path)


@pytest.mark.usefixtures("account")
def test_it_shows_what_it_would_make_asks_and_makes_it() -> None:
    result = provision(answer="y\n")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    assert lines[:5] == [
        f"The stack {STACK} in eu-west-1, account 123456789012, would be created:",
        "add AWS::S3::Bucket ContentBucket",
        "add AWS::S3::BucketPolicy ContentBucketPolicy",
        "add AWS::IAM::Role ExecutionRole",
        "add AWS::DynamoDB::Table Table",
    ]
    assert "ContentBucketName content" in lines
    assert "ExecutionRole arn:aws:iam::123456789012:role/role" in lines
    assert lines[-2].startswith("Next: `coldpress deploy dev`")
    assert bucket_names() == {"content"}
    assert client("dynamodb").list_tables()["TableNames"] == ["table"]


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_left(answer: str) -> None:
    result = provision(answer=answer)
    assert result.exit_code == 1
    assert result.output.endswith("Nothing was changed.\n")
    assert stack_names() == []


@pytest.mark.usefixtures("account")
def test_it_can_be_told_not_to_ask_and_a_second_run_finds_nothing_to_do() -> None:
    first, second = provision("--yes"), provision()
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "[y/N]" not in first.output
    assert second.output.startswith("Nothing to do: it is all as infrastructure.yaml says.")


@pytest.mark.usefixtures("account")
def test_a_template_that_was_edited_updates_the_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provision("--yes")
    edit_template(tmp_path, monkeypatch, "SSEAlgorithm: AES256", "SSEAlgorithm: aws:kms")
    result = provision("--yes")
    assert result.exit_code == 0
    assert "would be updated:\n  modify         AWS::S3::Bucket" in result.output
    encryption = client("s3").get_bucket_encryption(Bucket="content")
    (rule,) = encryption["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert provision().output.startswith("Nothing to do")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("variable", "store"), [("COLDPRESS_BUCKET", "content"), ("COLDPRESS_TABLE", "table")]
)
def test_a_blog_is_not_parted_from_its_bucket_or_table(variable: str, store: str) -> None:
    provision("--yes")
    write_settings(**{variable: "renamed"})
    result = provision("--yes")
    assert result.exit_code == 2
    kind = "bucket" if store == "content" else "table"
    assert f"Error: This would replace the {kind} {store}. The blog would" in result.output
    assert bucket_names() == {"content"}
    write_settings()
    assert provision().output.startswith("Nothing to do")


@pytest.mark.usefixtures("account")
def test_a_template_without_the_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provision("--yes")
    whole = stacks.TEMPLATE.read_text()
    start, end = whole.index("  Table:\n    Type: AWS"), whole.index("Outputs:")
    edit_template(tmp_path, monkeypatch, whole[start:end], "")
    edit_template(tmp_path, monkeypatch, "!Ref Table\n", "!Ref TableName\n")
    result = provision("--yes")
    assert result.exit_code == 2
    assert "This would remove the table Table." in result.output
    assert client("dynamodb").list_tables()["TableNames"] == ["table"]


@pytest.mark.usefixtures("account")
def test_another_bucket_is_taken_if_that_is_what_is_wanted() -> None:
    provision("--yes")
    write_settings(COLDPRESS_BUCKET="renamed")
    result = provision("--yes", "--replace")
    assert result.exit_code == 0
    assert "ContentBucketName  renamed (now content)" in result.output
    assert "renamed" in bucket_names()


@pytest.mark.usefixtures("account")
def test_a_name_that_is_taken_is_said_in_one_line() -> None:
    client("s3").create_bucket(
        Bucket="content", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    result = provision("--yes")
    assert result.exit_code == 2
    error = result.output.splitlines()[-1]
    assert error.startswith("Error: An error occurred (BucketAlready")
    assert error.endswith("Check the credentials, and the stage in zappa_settings.json.")


@pytest.mark.usefixtures("account")
def test_a_profile_that_does_not_exist_is_said_in_one_line() -> None:
    stage = STAGE | {"profile_name": "nobody"}
    Path("zappa_settings.json").write_text(json.dumps({"dev": stage}))
    result = provision()
    assert result.exit_code == 2
    assert result.output.startswith("Error: The config profile (nobody) could not be found. ")


@pytest.mark.usefixtures("account")
def test_an_unknown_stage_is_said_in_one_line() -> None:
    result = CliRunner().invoke(main, ["provision", "nope"])
    wanted = "Error: zappa_settings.json has no stage 'nope'. There are: dev.\n"
    assert (result.exit_code, result.output) == (2, wanted)


@pytest.mark.usefixtures("account")
def test_a_repository_has_a_role_as_long_as_it_is_wanted() -> None:
    provision("--yes")
    assert [role["RoleName"] for role in client("iam").list_roles()["Roles"]] == ["role"]
    result = provision("--yes", "--github", "jo/blog", "--branch", "live")
    assert "PublisherRole" in result.output
    (arn,) = [line.split()[1] for line in result.output.splitlines() if " arn:" in line][-1:]
    role = client("iam").get_role(RoleName=arn.rpartition("/")[2])["Role"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert "repo:jo/blog:ref:refs/heads/live" in json.dumps(statement["Condition"])
    assert provision("--yes").output.startswith("Nothing to do")
    assert "PublisherRole" not in provision("--yes", "--github", "none").output.split("holds:")[1]


@pytest.mark.parametrize("name", ["blog", "jo/blog:ref", "https://github.com/jo/blog", "jo/*"])
@pytest.mark.usefixtures("account")
def test_what_is_no_repository_is_refused(name: str) -> None:
    result = provision("--github", name)
    assert (result.exit_code, stack_names()) == (2, [])
    assert "is no repository. Write it as OWNER/NAME." in result.output
