"""Deployments and facts about them, made of what a test cares for."""

from dataclasses import replace
from typing import Any

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Function, Statement
from handler.cli.infrastructure.stages import Stage

ACCOUNT = "123456789012"
BUCKET_ARN = "arn:aws:s3:::content"
FUNCTION_ARN = f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:blog-dev"
SETTINGS: dict[str, Any] = {
    "lambda_handler": "handler.entry.lambda_handler",
    "runtime": "python3.13",
    "memory_size": 512,
    "timeout_seconds": 60,
    "events": [
        {"function": "handler.entry.on_tick", "expression": "rate(1 minute)"},
    ],
    "callbacks": {"post": "tools.package.callback.connect"},
}
_STAGE = Stage(
    name="dev",
    region="eu-west-1",
    bucket="content",
    table="index",
    role_name="blog",
    function="blog-dev",
    stack="blog-dev-infrastructure",
    deployments="deployments",
    profile_name=None,
    remote=SETTINGS,
)


def make_deployment(*, profile: str | None = None, **settings: object) -> Deployment:
    """The stage `dev`, with some settings of its own."""
    stage = replace(_STAGE, profile_name=profile, remote={**SETTINGS, **settings})
    return Deployment(stage, ACCOUNT)


def make_function(**changes: Any) -> Function:
    """A function that is as the settings say, but for changes."""
    usual = Function(
        state="Active",
        state_reason="",
        update="Successful",
        update_reason="",
        handler="handler.entry.lambda_handler",
        runtime="python3.13",
        memory=512,
        seconds=60,
        role=f"arn:aws:iam::{ACCOUNT}:role/blog",
        sha256="abc=",
    )
    return replace(usual, **changes)


def make_permission(
    service: str = "s3.amazonaws.com", source: str = BUCKET_ARN, **changes: Any
) -> Statement:
    """A statement of a function's policy as Zappa adds it."""
    conditions = {
        "aws:sourcearn": frozenset({source}),
        "aws:sourceaccount": frozenset({ACCOUNT}),
    }
    usual = Statement(
        allows=True,
        actions=frozenset({"lambda:InvokeFunction"}),
        principals=frozenset({service}),
        conditions=conditions,
        sid="A1",
    )
    return replace(usual, **changes)
