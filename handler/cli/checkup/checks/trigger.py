"""Checks of the trigger: what lets S3 call the function when files change. No IO here."""

from collections.abc import Collection, Sequence

from handler.cli.checkup.connection import ADDRESS_STATEMENT, EVENTS, differing_grants
from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import FunctionPolicy, Listener
from handler.cli.checkup.findings import Finding, doubtful, right, wrong
from handler.cli.checkup.policies import is_open_to_all, may_invoke

_LARGE_POLICY = 16_000
_LARGEST_POLICY = 20_480


def notifications(listeners: Sequence[Listener], deployment: Deployment) -> Finding:
    """The bucket tells the function of every file that is uploaded or deleted."""
    own = [each for each in listeners if each.target == deployment.function_arn]
    if not own:
        text = f"Nothing tells {deployment.stage.function} of changes in the bucket."
        return wrong(text, deployment.provision)
    if filters := sorted({rule for each in own for rule in each.filters}):
        text = f"The function hears only of keys with {' and '.join(filters)}."
        return wrong(text, deployment.provision)
    if missing := _missing({event for each in own for event in each.events}):
        files = " and ".join(EVENTS[event] for event in missing)
        return wrong(f"The function does not hear of {files} files.", deployment.provision)
    return right("The bucket tells the function of every uploaded and deleted file.")


def _missing(events: Collection[str]) -> list[str]:
    return [event for event in EVENTS if event not in events]


def others(listeners: Sequence[Listener], deployment: Deployment) -> Finding:
    """Nothing else listens: S3 refuses two configurations for the same keys and events.

    `provision` replaces only those of our function.
    """
    foreign = [each for each in listeners if each.target != deployment.function_arn]
    if not foreign:
        return right("Nothing else listens to the bucket.")
    named = ", ".join(f"{each.id} ({each.target})" for each in foreign)
    text = f"S3 may refuse our trigger, as others listen to the bucket: {named}."
    bucket = deployment.stage.bucket
    forget = deployment.aws(f"s3api put-bucket-notification-configuration --bucket {bucket}")
    nothing = "--notification-configuration '{}'"
    return doubtful(text, f"If nobody needs them: {forget} {nothing} && {deployment.provision}")


def permission(policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """The function's policy lets S3 call it for this bucket."""
    service, source = "s3.amazonaws.com", deployment.bucket_arn
    account = deployment.account
    if may_invoke(policy.statements, service=service, source=source, account=account):
        return right("S3 may call the function.")
    return wrong("S3 may not call the function, so what it tells is lost.", deployment.provision)


def policy_size(policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """There is room for more statements: once each update by Zappa left one for S3 behind."""
    if policy.size <= _LARGE_POLICY:
        return right(f"The function's policy has {policy.size:,} of {_LARGEST_POLICY:,} bytes.")
    text = f"The function's policy has {policy.size:,} bytes; Lambda takes {_LARGEST_POLICY:,}."
    if differing_grants(policy.statements, deployment).obsolete:
        return doubtful(text, deployment.provision)
    command = f"lambda remove-permission --function-name {deployment.stage.function}"
    fix = f"For each statement that nobody needs: {deployment.aws(command)} --statement-id ID"
    return doubtful(text, fix)


def strangers(policy: FunctionPolicy, deployment: Deployment) -> Finding:
    """Nobody outside of the account may call the function past the address that readers use."""
    if opened := [each.sid for each in policy.statements if is_open_to_all(each)]:
        text = f"Any AWS account may call the function directly ({', '.join(opened)})."
        if ADDRESS_STATEMENT in opened:
            return wrong(text, deployment.provision)
        command = f"lambda remove-permission --function-name {deployment.stage.function}"
        return wrong(text, deployment.aws(f"{command} --statement-id {opened[0]}"))
    return right("No other AWS account may call the function directly.")
