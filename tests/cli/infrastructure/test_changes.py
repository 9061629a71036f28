"""What is made of CloudFormation's answers, in words."""

from typing import Any

import pytest

from handler.cli.infrastructure.changes import (
    Change,
    Proposal,
    first_failure,
    is_unchanged,
    losses,
    progress,
    read_change,
)

ARN = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/coldpress-1/2"


def make_raw(action: str, *properties: str, **named: str) -> dict[str, Any]:
    resource = {"Action": action, "LogicalResourceId": "Table", **named}
    resource.setdefault("ResourceType", "AWS::DynamoDB::Table")
    details = [{"Target": {"Attribute": "Properties", "Name": name}} for name in properties]
    return {"Type": "Resource", "ResourceChange": {**resource, "Details": details}}


def make_proposal(*raw: dict[str, Any], **renamed: str) -> Proposal:
    return Proposal(ARN, is_new=False, changes=tuple(map(read_change, raw)), renamed=renamed)


def make_event(status: str, resource: str = "Table", reason: str = "") -> dict[str, str]:
    return {
        "ResourceStatus": status,
        "ResourceType": "AWS::DynamoDB::Table",
        "LogicalResourceId": resource,
        "ResourceStatusReason": reason,
    }


def test_a_change_names_the_properties_that_will_differ() -> None:
    raw = make_raw("Modify", "Tags", "BillingMode", "Tags", PhysicalResourceId="coldpress-dev")
    wanted = Change("modify", "AWS::DynamoDB::Table", "coldpress-dev", ("BillingMode", "Tags"))
    assert read_change(raw) == wanted
    assert str(wanted).endswith("coldpress-dev  (BillingMode, Tags)")


@pytest.mark.parametrize(
    ("replacement", "action"),
    [("True", "replace"), ("Conditional", "maybe replace"), ("False", "modify")],
)
def test_a_modification_that_replaces_is_called_so(replacement: str, action: str) -> None:
    assert read_change(make_raw("Modify", Replacement=replacement)).action == action


def test_what_is_added_has_its_name_in_the_template() -> None:
    assert read_change(make_raw("Add")) == Change("add", "AWS::DynamoDB::Table", "Table")


def test_the_account_stands_in_the_proposals_name() -> None:
    assert make_proposal().account == "123456789012"


@pytest.mark.parametrize("action", ["Add", "Modify", "Import"])
def test_what_keeps_bucket_and_table_is_no_loss(action: str) -> None:
    assert losses(make_proposal(make_raw(action))) == []


def test_a_store_that_is_removed_replaced_or_renamed_is_lost() -> None:
    removed = make_raw("Remove", ResourceType="AWS::S3::Bucket", PhysicalResourceId="old")
    replaced = make_raw("Modify", Replacement="Conditional")
    proposal = make_proposal(removed, replaced, TableName="was", RoleName="role")
    wanted = ["maybe replace the table Table", "remove the bucket old", "replace the table was"]
    assert losses(proposal) == wanted


def test_a_role_that_is_replaced_is_no_loss() -> None:
    raw = make_raw("Modify", Replacement="True", ResourceType="AWS::IAM::Role")
    assert losses(make_proposal(raw)) == []


def test_progress_tells_of_each_resource_that_is_done_or_has_failed() -> None:
    events = [
        make_event("CREATE_IN_PROGRESS"),
        make_event("CREATE_COMPLETE") | {"PhysicalResourceId": "coldpress-dev"},
        make_event("CREATE_FAILED", "Role"),
        make_event("CREATE_COMPLETE", "the-stack"),
    ]
    words = [line.split() for line in progress(events, "the-stack")]
    assert words == [
        ["create", "complete", "AWS::DynamoDB::Table", "coldpress-dev"],
        ["create", "failed", "AWS::DynamoDB::Table", "Role"],
    ]


def test_the_first_failure_is_the_reason_of_all_others() -> None:
    events = [
        make_event("CREATE_FAILED", "ContentBucket", "Resource creation cancelled"),
        make_event("CREATE_FAILED", "Table", "coldpress-dev already exists"),
        make_event("ROLLBACK_FAILED", "the-stack", "no"),
    ]
    assert first_failure(events) == "AWS::DynamoDB::Table Table: coldpress-dev already exists."
    assert first_failure([]) == "CloudFormation gave no reason."


@pytest.mark.parametrize(
    ("reason", "unchanged"),
    [
        ("The submitted information didn't contain changes. Submit different information", True),
        ("No updates are to be performed.", True),
        ("Template error: instance of Fn::GetAtt references undefined resource", False),
    ],
)
def test_a_change_set_without_changes_is_told_from_a_failure(reason: str, unchanged: bool) -> None:
    assert is_unchanged(reason) == unchanged
