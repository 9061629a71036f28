"""What CloudFormation says of a stack's changes, read and put into words. No IO here.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_STORES = {"AWS::S3::Bucket": "bucket", "AWS::DynamoDB::Table": "table"}
_NAMES_OF_STORES = {"ContentBucketName": "bucket", "TableName": "table"}
_HARMLESS = {"add", "import", "modify"}
_UNCHANGED = ("didn't contain changes", "No updates are to be performed")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to happen to one resource; `properties` are those that will differ."""

    action: str
    kind: str
    name: str
    properties: tuple[str, ...] = ()

    def __str__(self) -> str:
        properties = f"  ({', '.join(self.properties)})" if self.properties else ""
        return f"{self.action:<13}  {self.kind:<21}  {self.name}{properties}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that CloudFormation has worked out and that wait to be made.

    `id` is their ARN; `renamed` has the former values of the stack's parameters that differ.
    """

    id: str
    is_new: bool
    changes: tuple[Change, ...]
    renamed: Mapping[str, str]

    @property
    def account(self) -> str:
        """The account in which the changes would be made."""
        return self.id.split(":")[4]


def is_unchanged(reason: str) -> bool:
    """Whether CloudFormation refuses changes only because there are none."""
    return any(words in reason for words in _UNCHANGED)


def read_change(raw: Mapping[str, Any]) -> Change:
    """A change of a change set."""
    resource = raw["ResourceChange"]
    targets = (detail.get("Target", {}) for detail in resource.get("Details", ()))
    properties = {name for target in targets if (name := target.get("Name"))}
    name = resource.get("PhysicalResourceId") or resource["LogicalResourceId"]
    return Change(_action(resource), resource["ResourceType"], name, tuple(sorted(properties)))


def _action(resource: Mapping[str, Any]) -> str:
    replacing = {"True": "replace", "Conditional": "maybe replace"}
    return replacing.get(resource.get("Replacement", ""), str(resource["Action"]).lower())


def losses(proposal: Proposal) -> list[str]:
    """How the changes would part the blog from its bucket or table, if they would."""
    renamed = {
        f"replace the {_NAMES_OF_STORES[name]} {former}"
        for name, former in proposal.renamed.items()
        if name in _NAMES_OF_STORES
    }
    parted = {
        f"{change.action} the {_STORES[change.kind]} {change.name}"
        for change in proposal.changes
        if change.kind in _STORES and change.action not in _HARMLESS
    }
    return sorted(renamed | parted)


def progress(events: Iterable[Mapping[str, Any]], stack: str) -> Iterator[str]:
    """A line for each resource, other than the stack itself, that is done or has failed."""
    for event in events:
        status = event["ResourceStatus"]
        if event["LogicalResourceId"] != stack and status.endswith(("_COMPLETE", "_FAILED")):
            name = event.get("PhysicalResourceId") or event["LogicalResourceId"]
            state = status.lower().replace("_", " ")
            yield f"{state:<15}  {event['ResourceType']:<21}  {name}"


def first_failure(events: Iterable[Mapping[str, Any]]) -> str:
    """Why an operation failed: the first resource that did, as the others only follow it."""
    for event in events:
        reason = event.get("ResourceStatusReason", "")
        if event["ResourceStatus"].endswith("_FAILED") and "cancelled" not in reason:
            return f"{event['ResourceType']} {event['LogicalResourceId']}: {reason.rstrip('.')}."
    return "CloudFormation gave no reason."
