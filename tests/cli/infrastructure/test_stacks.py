"""Stacks as CloudFormation moves them from state to state, which moto does not do."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from handler.cli.infrastructure import stacks
from handler.cli.infrastructure.stacks import ProvisioningError, Stack

CHANGE_SET = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/coldpress-1/2"
PLANNED: dict[str, Any] = {"ChangeSetId": CHANGE_SET, "Status": "CREATE_COMPLETE", "Changes": []}
EVENTS = [
    ("CREATE_COMPLETE", "AWS::S3::Bucket", "ContentBucket", ""),
    ("CREATE_FAILED", "AWS::IAM::Role", "ExecutionRole", "role already exists"),
    ("CREATE_FAILED", "AWS::DynamoDB::Table", "Table", "Resource creation cancelled"),
]


class ScriptedCloudFormation:
    """A CloudFormation with one stack, whose states follow each other at every look.

    Change sets do so too; what is executed brings one more event at every look.
    """

    def __init__(self, *states: str, change_sets: list[dict[str, Any]] | None = None) -> None:
        self.states = list(states)
        self.change_sets = change_sets or [PLANNED]
        self.kind = ""
        self.happened: list[dict[str, str]] = []
        self.is_executed = False

    def describe_stacks(self, **named: str) -> dict[str, Any]:
        if not self.states:
            error = {"Error": {"Code": "ValidationError", "Message": "Stack does not exist"}}
            raise ClientError(error, "DescribeStacks")
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return {"Stacks": [{"StackStatus": state}]}

    def create_change_set(self, **named: Any) -> dict[str, str]:
        self.kind = named["ChangeSetType"]
        self.states = self.states or ["REVIEW_IN_PROGRESS"]
        return {"Id": CHANGE_SET}

    def describe_change_set(self, **named: str) -> dict[str, Any]:
        return self.change_sets.pop(0)

    def delete_change_set(self, **named: str) -> None:
        self.change_sets.clear()

    def delete_stack(self, **named: str) -> None:
        self.states.clear()

    def get_waiter(self, name: str) -> Any:
        assert name == "stack_delete_complete"
        return self

    def wait(self, **named: str) -> None:
        assert self.states == []

    def execute_change_set(self, **named: str) -> None:
        self.is_executed = True

    def describe_stack_events(self, **named: str) -> dict[str, Any]:
        if self.is_executed and len(self.happened) < len(EVENTS):
            status, kind, name, reason = EVENTS[len(self.happened)]
            event = {"ResourceStatus": status, "ResourceType": kind, "LogicalResourceId": name}
            event |= {"EventId": name, "ResourceStatusReason": reason}
            self.happened.insert(0, event)
        return {"StackEvents": list(self.happened)}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "_POLL_SECONDS", 0)


def make_stack(aws: ScriptedCloudFormation) -> Stack:
    return Stack(aws, "blog-dev-infrastructure", {"TableName": "table"})


def make(aws: ScriptedCloudFormation, *states: str) -> list[str]:
    """The lines reported while the changes that are proposed take the stack through states."""
    stack, lines = make_stack(aws), list[str]()
    proposal = stack.propose()
    assert proposal
    aws.states = list(states)
    stack.make(proposal, lines.append)
    return lines


def test_each_resource_is_reported_once_when_it_is_done() -> None:
    aws = ScriptedCloudFormation()
    lines = make(aws, "CREATE_IN_PROGRESS", "CREATE_IN_PROGRESS", "CREATE_COMPLETE")
    assert [line.split()[-1] for line in lines] == ["ContentBucket", "ExecutionRole", "Table"]


def test_a_creation_that_fails_says_which_resource_and_why() -> None:
    states = ["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"]
    with pytest.raises(ProvisioningError) as caught:
        make(ScriptedCloudFormation(), *states)
    assert str(caught.value) == (
        "The stack blog-dev-infrastructure is in state ROLLBACK_COMPLETE. AWS::IAM::Role "
        "ExecutionRole: role already exists. Mend that (`coldpress init` chooses other names), "
        "then run this again."
    )


def test_what_a_failed_creation_left_makes_way_for_the_next() -> None:
    aws = ScriptedCloudFormation("ROLLBACK_COMPLETE")
    proposal = make_stack(aws).propose()
    assert proposal is not None
    assert (proposal.is_new, aws.kind) == (True, "CREATE")


def test_an_update_that_was_undone_can_be_tried_again() -> None:
    aws = ScriptedCloudFormation("UPDATE_ROLLBACK_COMPLETE")
    proposal = make_stack(aws).propose()
    assert proposal is not None
    assert (proposal.is_new, aws.kind) == (False, "UPDATE")


@pytest.mark.parametrize("state", ["UPDATE_IN_PROGRESS", "ROLLBACK_FAILED", "DELETE_FAILED"])
def test_a_stack_that_takes_no_changes_now_is_left_alone(state: str) -> None:
    aws = ScriptedCloudFormation(state)
    with pytest.raises(ProvisioningError, match=f"is in state {state}. Wait if"):
        make_stack(aws).propose()
    assert aws.kind == ""


def test_changes_that_take_time_to_work_out_are_waited_for() -> None:
    pending = [{"Status": f"CREATE_{state}"} for state in ("PENDING", "IN_PROGRESS")]
    aws = ScriptedCloudFormation(change_sets=[*pending, PLANNED])
    assert make_stack(aws).propose()


def test_a_stack_that_needs_no_changes_is_told_from_one_that_cannot_have_them() -> None:
    reason = "The submitted information didn't contain changes."
    unchanged = [{"Status": "FAILED", "StatusReason": reason}]
    aws = ScriptedCloudFormation("UPDATE_COMPLETE", change_sets=unchanged)
    assert make_stack(aws).propose() is None
    assert (aws.states, aws.change_sets) == (["UPDATE_COMPLETE"], [])


def test_a_template_that_is_refused_leaves_nothing_behind() -> None:
    refused = [{"Status": "FAILED", "StatusReason": "Unresolved resource dependencies"}]
    aws = ScriptedCloudFormation(change_sets=refused)
    with pytest.raises(ProvisioningError, match="refuses the changes: Unresolved resource"):
        make_stack(aws).propose()
    assert (aws.states, aws.change_sets) == ([], [])
