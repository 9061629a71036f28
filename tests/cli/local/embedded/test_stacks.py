"""The local server's bucket and table are the template's."""

import uuid
from typing import Any

import botocore.session
import pytest

from handler.cli.local.embedded.aws import create_stores
from handler.settings import Settings
from tests.infrastructure.template import properties
from tests.infrastructure.template import statements as wanted

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("infrastructure")]


@pytest.fixture
def name(aws: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a bucket, a table and a role that were just made are called."""
    for variable, value in aws.items():
        monkeypatch.setenv(variable, value)
    made = f"test-{uuid.uuid4().hex[:12]}"
    create_stores(Settings(bucket=made, table=made))
    return made


def client(service: str) -> Any:
    return botocore.session.Session().create_client(service)


def test_the_bucket_keeps_every_version_of_a_file(name: str) -> None:
    s3 = client("s3")
    first = s3.put_object(Bucket=name, Key="a", Body=b"first")["VersionId"]
    s3.put_object(Bucket=name, Key="a", Body=b"second")
    s3.delete_object(Bucket=name, Key="a")
    assert s3.get_object(Bucket=name, Key="a", VersionId=first)["Body"].read() == b"first"
    wanted = properties("ContentBucket")["VersioningConfiguration"]["Status"]
    assert s3.get_bucket_versioning(Bucket=name)["Status"] == wanted == "Enabled"


def test_the_bucket_is_encrypted_and_private(name: str) -> None:
    s3 = client("s3")
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]
    (rule,) = encryption["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    wanted = properties("ContentBucket")["PublicAccessBlockConfiguration"]
    assert s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"] == wanted
    assert set(wanted.values()) == {True}


def test_the_table_is_on_demand_and_protected(name: str) -> None:
    table = client("dynamodb").describe_table(TableName=name)["Table"]
    assert table["KeySchema"] == properties("Table")["KeySchema"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["DeletionProtectionEnabled"] is True


def test_items_expire_and_the_table_can_be_set_back(name: str) -> None:
    dynamodb = client("dynamodb")
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = backups["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_the_role_has_the_templates_policy(name: str) -> None:
    found = client("iam").get_role_policy(RoleName=name, PolicyName="coldpress")
    sids = [each["Sid"] for each in wanted(has_desk=False)]
    statements = {each["Sid"]: each["Resource"] for each in found["PolicyDocument"]["Statement"]}
    assert list(statements) == sids
    assert statements["UseTable"].endswith(f":table/{name}")
