"""A stack of infrastructure.yaml in CloudFormation: proposing changes to it, and making them."""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session

from handler.aws.errors import unavailable
from handler.cli.infrastructure import clients
from handler.cli.infrastructure.changes import (
    Proposal,
    first_failure,
    is_unchanged,
    progress,
    read_change,
)
from handler.cli.refusals import explained
from handler.core.model.problems import ColdpressError

TEMPLATE = Path(__file__).parents[3] / "infrastructure.yaml"
DESK = "AuthorsDesk"
_OPTIONAL = (DESK, "DeskOrigin", "GitHubRepository", "GitHubBranch")
"""Parameters that have a default, and are not the names of a stage."""
_POLL_SECONDS = 2.0
_DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
_UPDATABLE = _DONE | {"IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}
_ABSENT = "REVIEW_IN_PROGRESS"
"""The state of a stack for which changes were proposed and never made: it has no resources."""


class ProvisioningError(ColdpressError):
    """The infrastructure of a stage cannot be created or updated."""


def connect(region: str | None = None, profile: str | None = None) -> Any:
    """A client for CloudFormation; without arguments as the environment says."""
    with _said_plainly():
        return clients.client("cloudformation", region, Session(profile=profile))


def parameters(*, bucket: str, table: str, role: str, function: str) -> dict[str, str]:
    """The parameters of the template."""
    return {
        "ContentBucketName": bucket,
        "TableName": table,
        "RoleName": role,
        "FunctionName": function,
    }


def desk_parameters(origin: str, *, is_on: bool) -> dict[str, str]:
    """The parameters that say whether the author's desk is on, and where its authors are."""
    return {DESK: "on" if is_on else "off", "DeskOrigin": origin if is_on else ""}


def repository_parameters(repository: str, branch: str) -> dict[str, str]:
    """The parameters that say which branch of which repository may push; none if it is empty."""
    return {"GitHubRepository": repository, "GitHubBranch": branch}


class Stack:
    """One stack, which may not exist yet; what fails raises `ProvisioningError`.

    A parameter that is not given stays as it is.
    """

    def __init__(self, client: Any, name: str, parameters: Mapping[str, str]) -> None:
        self.name = name
        self.parameters = parameters
        self._client = client

    def propose(self) -> Proposal | None:
        """The changes that template and parameters ask for, to be made or discarded; if any."""
        with _said_plainly():
            before = self._before()
            former = _parameters_of(before)
            kept = {name: former[name] for name in _OPTIONAL if name in former}
            kind = "CREATE" if before is None else "UPDATE"
            described = self._change_set(kind, {**kept, **self.parameters})
        if described is None:
            return None
        return Proposal(
            id=described["ChangeSetId"],
            is_new=before is None,
            changes=tuple(map(read_change, described["Changes"])),
            renamed={k: v for k, v in former.items() if self.parameters.get(k, v) != v},
        )

    def _before(self) -> Mapping[str, Any] | None:
        """The stack that is to be updated; None if it is to be created."""
        found = self._describe()
        if found and found["StackStatus"] == "ROLLBACK_COMPLETE":
            # What a creation that failed leaves behind: it is empty and can only be deleted.
            self._client.delete_stack(StackName=self.name)
            self._client.get_waiter("stack_delete_complete").wait(StackName=self.name)
            found = None
        if found is None or found["StackStatus"] == _ABSENT:
            return None
        if found["StackStatus"] not in _UPDATABLE:
            raise ProvisioningError(
                f"The stack {self.name} is in state {found['StackStatus']}. Wait if it is being "
                "changed; else mend or delete it in the console: bucket and table stay."
            )
        return found

    def _describe(self) -> Mapping[str, Any] | None:
        try:
            stacks: Any = self._client.describe_stacks(StackName=self.name)
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        found: Mapping[str, Any] = stacks["Stacks"][0]
        return found

    def _change_set(self, kind: str, given: Mapping[str, str]) -> Mapping[str, Any] | None:
        """A new change set, described as soon as it is worked out; None if it is empty."""
        try:
            created = self._client.create_change_set(
                StackName=self.name,
                ChangeSetName=f"coldpress-{uuid.uuid4().hex}",
                ChangeSetType=kind,
                TemplateBody=TEMPLATE.read_text(encoding="utf-8"),
                Parameters=[
                    {"ParameterKey": name, "ParameterValue": value} for name, value in given.items()
                ],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
        except ClientError as error:
            if is_unchanged(str(error)):
                return None
            raise
        return self._worked_out(created["Id"])

    def _worked_out(self, change_set: str) -> Mapping[str, Any] | None:
        names = {"StackName": self.name, "ChangeSetName": change_set}
        described: Mapping[str, Any] = self._client.describe_change_set(**names)
        while described["Status"] in {"CREATE_PENDING", "CREATE_IN_PROGRESS"}:
            time.sleep(_POLL_SECONDS)
            described = self._client.describe_change_set(**names)
        if described["Status"] != "FAILED":
            return described
        self._delete(change_set)
        reason = described.get("StatusReason", "")
        if is_unchanged(reason):
            return None
        raise ProvisioningError(f"CloudFormation refuses the changes: {reason}")

    def discard(self, proposal: Proposal) -> None:
        """Leave nothing of a proposal behind."""
        with _said_plainly():
            self._delete(proposal.id)

    def _delete(self, change_set: str) -> None:
        """Delete a change set, and the stack if it was made for that alone."""
        self._client.delete_change_set(StackName=self.name, ChangeSetName=change_set)
        found = self._describe()
        if found and found["StackStatus"] == _ABSENT:
            self._client.delete_stack(StackName=self.name)

    def make(self, proposal: Proposal, report: Callable[[str], object]) -> None:
        """Make the proposed changes, reporting each resource that is done."""
        with _said_plainly():
            seen = {event["EventId"] for event in self._events()}
            self._client.execute_change_set(StackName=self.name, ChangeSetName=proposal.id)
            events = self._wait(seen, report)
            status = (self._describe() or {}).get("StackStatus", "deleted")
        if status not in _DONE:
            raise ProvisioningError(
                f"The stack {self.name} is in state {status}. {first_failure(events)} "
                "Mend that (`coldpress init` chooses other names), then run this again."
            )

    def _wait(self, seen: set[str], report: Callable[[str], object]) -> list[Mapping[str, Any]]:
        """All events until nothing is in progress any more, oldest first."""
        events: list[Mapping[str, Any]] = []
        while True:
            status = (self._describe() or {}).get("StackStatus", "deleted")
            new = [event for event in self._events() if event["EventId"] not in seen]
            seen |= {event["EventId"] for event in new}
            events += new
            for line in progress(new, self.name):
                report(line)
            if not status.endswith("_IN_PROGRESS"):
                return events
            time.sleep(_POLL_SECONDS)

    def _events(self) -> list[Mapping[str, Any]]:
        """The latest events, oldest first."""
        found: Any = self._client.describe_stack_events(StackName=self.name)
        return list(reversed(found["StackEvents"]))

    def given(self) -> dict[str, str]:
        """The parameters that the stack has now, none if there is no stack."""
        with _said_plainly():
            return _parameters_of(self._describe())

    def outputs(self) -> dict[str, str]:
        """What the stack says of its resources."""
        with _said_plainly():
            found = self._describe() or {}
        return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}


def _parameters_of(described: Mapping[str, Any] | None) -> dict[str, str]:
    given = described.get("Parameters", []) if described else []
    return {each["ParameterKey"]: each["ParameterValue"] for each in given}


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        with unavailable("CloudFormation"):
            yield
    except (BotoCoreError, ClientError) as error:
        advice = "Check the credentials, and the stage in zappa_settings.json."
        said = explained(error) or f"{str(error).rstrip('.')}. {advice}"
        raise ProvisioningError(said) from error
