"""infrastructure.yaml as data; functions such as `!Sub` become `Fn::Sub` and the like."""

from functools import cache
from pathlib import Path
from typing import Any

from handler.cli.infrastructure.stacks import TEMPLATE


@cache
def template(path: Path = TEMPLATE) -> dict[str, Any]:
    """The whole template."""
    # Every worker collects all tests; only those that run these need what takes long to import.
    from cfnlint.decode import decode  # type: ignore[import-untyped]

    found, problems = decode(str(path))
    assert found is not None, problems
    return dict(found)


def properties(resource: str) -> Any:
    """The properties of one resource."""
    return template()["Resources"][resource]["Properties"]


def statements(*, has_desk: bool) -> list[dict[str, Any]]:
    """The statements of the role's policy, with or without the author's desk."""
    found = statements_of("ExecutionRole")
    return [each["Fn::If"][1 if has_desk else 2] if "Fn::If" in each else each for each in found]


def statements_of(role: str) -> list[dict[str, Any]]:
    """The statements of a role's only policy."""
    (policy,) = properties(role)["Policies"]
    return list(policy["PolicyDocument"]["Statement"])


def policy_statements(*, has_desk: bool = False) -> dict[str, list[str]]:
    """The actions of each statement of the role's policy, by its Sid."""
    return {each["Sid"]: _listed(each["Action"]) for each in statements(has_desk=has_desk)}


def _listed(actions: str | list[str]) -> list[str]:
    return [actions] if isinstance(actions, str) else list(actions)
