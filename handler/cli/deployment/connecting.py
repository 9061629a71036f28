"""Connecting bucket, readers and function, where something differs from what ought to be."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import click
from botocore.exceptions import ClientError

from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.checkup.connection import Grants, differing_grants, differing_notifications
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.checkup.gathering import function_policy
from handler.cli.infrastructure.stages import Stage
from handler.core.model.problems import ColdpressError

_WAITS = (1, 2, 4, 8)
"""Seconds until S3 may know of a permission that Lambda just got."""


class NotConnected(ColdpressError):
    """Bucket and function could not be connected."""


def connect(stage: Stage) -> None:
    """Let changes of the bucket call the function, if it is there yet, and say what changed."""
    cloud = Cloud(stage)
    try:
        for line in _connect(cloud):
            click.echo(line)
    except NotChecked as error:
        advice = f"`coldpress doctor {stage.name}` tells more."
        raise NotConnected(f"Bucket and function cannot be connected: {error}. {advice}") from error


def _connect(cloud: Cloud) -> Iterator[str]:
    try:
        policy = function_policy(cloud)
    except Absent:
        return
    grants = differing_grants(policy.statements, cloud.deployment)
    if grants != Grants():
        _mend_policy(cloud, grants)
        added = " and ".join(each["StatementId"] for each in grants.missing) or "nothing"
        yield f"The function's policy: {len(grants.obsolete)} removed, {added} added."
    if wanted := differing_notifications(_notifications(cloud), cloud.deployment):
        _notify(cloud, wanted)
        yield "The bucket tells the function of its changes from now on, within five minutes."


def _mend_policy(cloud: Cloud, grants: Grants) -> None:
    client, name = cloud.client("lambda"), cloud.deployment.stage.function
    with looking_at(f"function {name}", needs="lambda:RemovePermission and lambda:AddPermission"):
        for sid in grants.obsolete:
            client.remove_permission(FunctionName=name, StatementId=sid)
        for statement in grants.missing:
            client.add_permission(FunctionName=name, **statement)


def _notifications(cloud: Cloud) -> Mapping[str, Any]:
    name = cloud.deployment.stage.bucket
    with looking_at(f"bucket {name}", needs="s3:GetBucketNotification"):
        found = cloud.client("s3").get_bucket_notification_configuration(Bucket=name)
    return dict(found)


def _notify(cloud: Cloud, wanted: Mapping[str, Any]) -> None:
    name = cloud.deployment.stage.bucket
    with looking_at(f"bucket {name}", needs="s3:PutBucketNotification"):
        for seconds in (*_WAITS, 0):
            try:
                cloud.client("s3").put_bucket_notification_configuration(
                    Bucket=name, NotificationConfiguration=wanted
                )
                return
            except ClientError as error:
                if not seconds or "Unable to validate" not in str(error):
                    raise
                time.sleep(seconds)
