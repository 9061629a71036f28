"""Checks of the role that the function runs with. No IO here."""

from collections.abc import Sequence

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Statement
from handler.cli.checkup.findings import Finding, right, wrong
from handler.cli.checkup.policies import may
from handler.core.model.addressing.keys import PRIVATE

TRUSTED = ("lambda.amazonaws.com", "apigateway.amazonaws.com", "events.amazonaws.com")
"""Zappa hands the role to all three."""
Need = tuple[str, str]
"""An action, and the ARN of something that the function does it to."""


def needs(deployment: Deployment) -> tuple[Need, ...]:
    """All that the function does to AWS; infrastructure.yaml allows the same."""
    bucket, table = deployment.bucket_arn, deployment.table_arn
    items = ("BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem")
    return (
        ("s3:GetObject", f"{bucket}/*"),
        ("s3:GetObjectVersion", f"{bucket}/*"),
        ("s3:ListBucket", bucket),
        ("s3:ListBucketVersions", bucket),
        ("s3:PutObject", f"{bucket}/{PRIVATE}*"),
        *((f"dynamodb:{action}", table) for action in items),
        ("lambda:InvokeFunction", deployment.function_arn),
        ("logs:CreateLogGroup", deployment.log_arn),
        ("logs:CreateLogStream", deployment.log_arn),
        ("logs:PutLogEvents", deployment.log_arn),
    )


def missing(deployment: Deployment) -> Finding:
    """There is no role."""
    return wrong(f"There is no role {deployment.stage.role_name}.", _mend(deployment))


def trust(trusted: Sequence[Statement], deployment: Deployment) -> Finding:
    """Those to which Zappa hands the role may take it on."""
    name = deployment.stage.role_name
    allowed = {service for each in trusted if each.allows for service in each.principals}
    if refused := [service for service in TRUSTED if service not in allowed]:
        return wrong(f"{name} does not trust {', '.join(refused)}.", _mend(deployment))
    return right(f"{name} trusts {', '.join(TRUSTED)}.")


def lacking(statements: Sequence[Statement], deployment: Deployment) -> tuple[Need, ...]:
    """What the function needs and these statements of its role do not allow."""
    return tuple(need for need in needs(deployment) if not may(statements, *need))


def permissions(lacking: Sequence[Need], deployment: Deployment) -> Finding:
    """The role may do all that the function does."""
    if not lacking:
        return right("It may do all that the function needs.")
    named = ", ".join(f"{action} on {resource}" for action, resource in lacking)
    return wrong(f"It lacks {named}.", _mend(deployment))


def _mend(deployment: Deployment) -> str:
    return deployment.provision_or("in the console, give the role what infrastructure.yaml says")
