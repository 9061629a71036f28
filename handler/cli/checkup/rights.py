"""Gathering what a role may do: as IAM simulates it, else as its policies say."""

from collections.abc import Iterator, Mapping
from typing import Any

from handler.cli.checkup.checks import role as roles
from handler.cli.checkup.checks.role import Need, needs
from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.checkup.facts import Statement
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.checkup.policies import statements_of

_SIMULATE = "iam:SimulatePrincipalPolicy"
_READ = (
    "iam:ListRolePolicies, iam:GetRolePolicy, iam:ListAttachedRolePolicies, "
    "iam:GetPolicy and iam:GetPolicyVersion"
)


def lacking(cloud: Cloud) -> tuple[Need, ...]:
    """What the function needs and its role may not do."""
    try:
        return _simulated(cloud)
    except Absent:
        raise
    except NotChecked:
        return roles.lacking(_statements(cloud), cloud.deployment)


def _simulated(cloud: Cloud) -> tuple[Need, ...]:
    wanted: dict[str, list[str]] = {}
    for action, resource in needs(cloud.deployment):
        wanted.setdefault(resource, []).append(action)
    with looking_at(f"role {cloud.deployment.stage.role_name}", needs=_SIMULATE):
        return tuple(
            (action, resource)
            for resource, actions in wanted.items()
            for action in _refused(cloud, resource, actions)
        )


def _refused(cloud: Cloud, resource: str, actions: list[str]) -> list[str]:
    answer = cloud.client("iam").simulate_principal_policy(
        PolicySourceArn=cloud.deployment.role_arn, ActionNames=actions, ResourceArns=[resource]
    )
    return [
        result["EvalActionName"]
        for result in answer["EvaluationResults"]
        if result["EvalDecision"] != "allowed"
    ]


def _statements(cloud: Cloud) -> tuple[Statement, ...]:
    role = cloud.deployment.stage.role_name
    with looking_at(f"role {role}", needs=f"{_SIMULATE}, or {_READ}"):
        return tuple(
            statement
            for document in _documents(cloud.client("iam"), role)
            for statement in statements_of(document)
        )


def _documents(iam: Any, role: str) -> Iterator[Mapping[str, Any]]:
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        yield iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = attached["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=arn, VersionId=version)
        yield found["PolicyVersion"]["Document"]
