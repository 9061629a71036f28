"""Checks of the trigger: what lets S3 call the function when files change. No IO here."""

from collections.abc import Collection, Sequence

from handler.cli.checkup.deployment import CONTENT_CHANGE, Deployment
from handler.cli.checkup.facts import FunctionPolicy, Listener
from handler.cli.checkup.findings import Finding, doubtful, right, wrong
from handler.cli.checkup.policies import may_invoke

EVENTS = {"s3:ObjectCreated:*": "new and changed", "s3:ObjectRemoved:*": "deleted"}
_LARGE_POLICY = 16_000
_LARGEST_POLICY = 20_480


def notifications(listeners: Sequence[Listener], deployment: Deployment) -> Finding:
    """The bucket tells the function of every file that is uploaded or deleted."""
    own = [each for each in listeners if each.target == deployment.function_arn]
    if not own:
        text = f"Nothing tells {deployment.stage.function} of changes in the bucket."
        return wrong(text, deployment.schedule)
    source = f"event_source of {CONTENT_CHANGE} in zappa_settings.json"
    if filters := sorted({rule for each in own for rule in each.filters}):
        text = f"The function hears only of keys with {' and '.join(filters)}."
        return wrong(text, f"Remove it from {source}, then {deployment.schedule}")
    if missing := _missing({event for each in own for event in each.events}):
        files = " and ".join(EVENTS[event] for event in missing)
        named = " and ".join(f'"{event}"' for event in missing)
        fix = f'Add {named} to "events" in {source}, then {deployment.schedule}'
        return wrong(f"The function does not hear of {files} files.", fix)
    return right("The bucket tells the function of every uploaded and deleted file.")


def _missing(events: Collection[str]) -> list[str]:
    return [event for event in EVENTS if event not in events]


def others(listeners: Sequence[Listener], deployment: Deployment) -> Finding:
    """Nothing else listens: S3 refuses two configurations for the same keys and events.

    Zappa replaces only the configuration whose id is the function's name.
    """
    own = (deployment.function_arn, deployment.stage.function)
    foreign = [each for each in listeners if (each.target, each.id) != own]
    if not foreign:
        return right("Nothing else listens to the bucket.")
    named = ", ".join(f"{each.id} ({each.target})" for each in foreign)
    text = f"Zappa's update may fail to set our trigger, as others listen to the bucket: {named}."
    bucket = deployment.stage.bucket
    forget = deployment.aws(f"s3api put-bucket-notification-configuration --bucket {bucket}")
    nothing = "--notification-configuration '{}'"
    return doubtful(text, f"If nobody needs them: {forget} {nothing} && {deployment.schedule}")


def permission(policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """The function's policy lets S3 call it for this bucket."""
    service, source = "s3.amazonaws.com", deployment.bucket_arn
    account = deployment.account
    if may_invoke(policy.statements, service=service, source=source, account=account):
        return right("S3 may call the function.")
    return wrong("S3 may not call the function, so what it tells is lost.", deployment.schedule)


def policy_size(policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """There is room for more statements: each update by Zappa leaves one for S3 behind."""
    if policy.size <= _LARGE_POLICY:
        return right(f"The function's policy has {policy.size:,} of {_LARGEST_POLICY:,} bytes.")
    text = f"The function's policy has {policy.size:,} bytes; Lambda takes {_LARGEST_POLICY:,}."
    kept = f"s3-{deployment.stage.bucket}"
    old = [
        each.sid
        for each in policy.statements
        if "s3.amazonaws.com" in each.principals and each.sid != kept
    ]
    name = deployment.stage.function
    command = deployment.aws(f"lambda remove-permission --function-name {name}")
    return doubtful(text, f"for id in {' '.join(old)}; do {command} --statement-id $id; done")
