"""What lets bucket and readers call the function: how it ought to be, and what differs. No IO here.

Zappa would take the bucket's notification away and set it anew at each update, which S3 may heed
only minutes later, and leave a statement behind each time.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications.html
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Statement

EVENTS = {"s3:ObjectCreated:*": "new and changed", "s3:ObjectRemoved:*": "deleted"}
"""What the bucket has to tell the function of, and the files that this means."""
BUCKETS_STATEMENT = "CallForContentBucket"
ADDRESS_STATEMENT = "FunctionURLAllowPublicAccessInvoke"
"""Zappa's own id: it adds no other statement while there is one of that."""
_INVOKE = "lambda:InvokeFunction"
_S3 = "s3.amazonaws.com"
_VIA_ADDRESS = "lambda:invokedviafunctionurl"
_ZAPPAS = re.compile(r"[A-Z0-9]{8}|s3-.+")
"""The ids of statements that Zappa adds for a bucket, two with each of its updates at first."""


@dataclass(frozen=True, slots=True)
class Grants:
    """Ids of statements to remove from a function's policy, and then the statements to add.

    The latter are arguments of Lambda's AddPermission.
    """

    obsolete: tuple[str, ...] = ()
    missing: tuple[Mapping[str, Any], ...] = ()


def differing_grants(statements: Iterable[Statement], deployment: Deployment) -> Grants:
    """How a function's policy has to change."""
    found = tuple(statements)
    bucket, address = _of_bucket(found, deployment), _of_address(found, deployment)
    return Grants(bucket.obsolete + address.obsolete, bucket.missing + address.missing)


def _of_bucket(statements: Iterable[Statement], deployment: Deployment) -> Grants:
    """One statement lets S3 call for the bucket, as long as that belongs to the same account."""
    ours = [each for each in statements if _S3 in each.principals and _is_made_for_us(each.sid)]
    kept = next((each for each in ours if _is_for_bucket(each, deployment)), None)
    wanted = {
        "StatementId": BUCKETS_STATEMENT,
        "Action": _INVOKE,
        "Principal": _S3,
        "SourceArn": deployment.bucket_arn,
        "SourceAccount": deployment.account,
    }
    obsolete = tuple(each.sid for each in ours if each is not kept)
    return Grants(obsolete, () if kept else (wanted,))


def _is_made_for_us(sid: str) -> bool:
    return sid == BUCKETS_STATEMENT or bool(_ZAPPAS.fullmatch(sid))


def _is_for_bucket(statement: Statement, deployment: Deployment) -> bool:
    conditions = {
        "aws:sourcearn": frozenset({deployment.bucket_arn}),
        "aws:sourceaccount": frozenset({deployment.account}),
    }
    is_call = statement.allows and statement.actions == {_INVOKE}
    return is_call and statement.conditions == conditions


def _of_address(statements: Iterable[Statement], deployment: Deployment) -> Grants:
    """Anybody may call through the function's own address, if it has a public one, and only so."""
    ours = [each for each in statements if each.sid == ADDRESS_STATEMENT]
    if any(map(_is_via_address, ours)):
        return Grants()
    wanted = {
        "StatementId": ADDRESS_STATEMENT,
        "Action": _INVOKE,
        "Principal": "*",
        "InvokedViaFunctionUrl": True,
    }
    obsolete = tuple(each.sid for each in ours)
    return Grants(obsolete, (wanted,) if deployment.has_public_address else ())


def _is_via_address(statement: Statement) -> bool:
    return "true" in {value.lower() for value in statement.conditions.get(_VIA_ADDRESS, ())}


def differing_notifications(
    found: Mapping[str, Any], deployment: Deployment
) -> dict[str, Any] | None:
    """What a bucket should notify of instead of what it does; None if nothing differs."""
    entries = found.get("LambdaFunctionConfigurations", [])
    arn = deployment.function_arn
    if _is_told_all([each for each in entries if each["LambdaFunctionArn"] == arn]):
        return None
    others = [each for each in entries if each["LambdaFunctionArn"] != arn]
    name = deployment.stage.function
    wanted = {"Id": name, "LambdaFunctionArn": arn, "Events": list(EVENTS)}
    rest = {name: value for name, value in found.items() if name != "ResponseMetadata"}
    return rest | {"LambdaFunctionConfigurations": [*others, wanted]}


def _is_told_all(entries: Iterable[Mapping[str, Any]]) -> bool:
    told = {event for each in entries if not each.get("Filter") for event in each["Events"]}
    return told >= EVENTS.keys()
