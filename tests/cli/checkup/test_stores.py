"""Checks of bucket and table."""

import pytest

from handler.cli.checkup.checks import bucket, table
from handler.cli.checkup.facts import TableState
from handler.cli.checkup.findings import Finding
from tests.cli.checkup.builders import make_deployment

DEV = make_deployment()


def make_table(
    *, status: str = "ACTIVE", keys: tuple[str, ...] = table.KEYS, on_demand: bool = True
) -> TableState:
    return TableState(status, keys, on_demand, protected=True)


def test_a_bucket_that_is_missing_can_be_made_without_its_stack() -> None:
    assert bucket.missing(DEV).fix == (
        "coldpress provision dev; if that has nothing to do: aws --region eu-west-1 s3api "
        "create-bucket --bucket content --create-bucket-configuration LocationConstraint=eu-west-1"
    )


def test_a_bucket_in_another_region_cannot_call_the_function() -> None:
    assert bucket.region("us-east-1", DEV) == Finding(
        "wrong",
        "content is in us-east-1, but S3 notifies only functions of its own region.",
        'Set "aws_region": "us-east-1", or name another COLDPRESS_BUCKET.',
    )


def test_a_region_that_is_not_told_is_taken_for_right() -> None:
    assert bucket.region("", DEV).mark == "right"


@pytest.mark.parametrize(("status", "word"), [("Suspended", "suspended"), ("", "off")])
def test_versioning_that_was_never_on_is_told_from_suspended(status: str, word: str) -> None:
    assert bucket.versioning(status, DEV).text.startswith(f"Versioning is {word}: ")


def test_one_switch_that_is_off_makes_a_bucket_unsafe() -> None:
    found = bucket.privacy(frozenset(bucket.PRIVATE) - {"RestrictPublicBuckets"}, DEV)
    assert (found.mark, found.text) == (
        "wrong",
        "Drafts could be made public: RestrictPublicBuckets is off.",
    )


def test_a_key_of_ones_own_needs_rights() -> None:
    found = bucket.encryption("aws:kms", DEV)
    assert found.mark == "doubtful"
    assert "kms:Decrypt" in found.fix


def test_commands_name_the_profile_of_the_stage() -> None:
    fix = bucket.versioning("", make_deployment(profile="blog")).fix
    assert fix.startswith("aws --profile blog --region eu-west-1 s3api put-bucket-versioning ")


@pytest.mark.parametrize("status", ["CREATING", "DELETING", "ARCHIVED"])
def test_a_table_that_does_not_answer_is_wrong(status: str) -> None:
    assert table.status(make_table(status=status), DEV).text == f"index is {status}."


def test_a_table_that_is_updated_answers() -> None:
    assert table.status(make_table(status="UPDATING"), DEV).mark == "right"


def test_a_table_of_something_else_is_recognised_by_its_keys() -> None:
    found = table.keys(make_table(keys=("id HASH N",)), DEV)
    assert found.text == "Its keys are id HASH N; they must be pk HASH S, sk RANGE S."


def test_provisioned_capacity_is_doubtful() -> None:
    found = table.billing(make_table(on_demand=False), DEV)
    assert found.mark == "doubtful"
    assert found.fix.endswith("update-table --table-name index --billing-mode PAY_PER_REQUEST")


def test_expiry_by_another_attribute_must_be_turned_off_first() -> None:
    found = table.expiry("ttl", DEV)
    assert found.text == "Time to live looks at `ttl`, but items carry `expires`."
    off, _, on = found.fix.partition(", and an hour later with ")
    assert off.endswith("Enabled=false,AttributeName=ttl")
    assert on == "Enabled=true,AttributeName=expires"
