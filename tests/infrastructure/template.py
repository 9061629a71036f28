"""infrastructure.yaml as data; functions such as `!Sub` become `Fn::Sub` and the like."""

from functools import cache
from typing import Any

from cfnlint.decode import decode  # type: ignore[import-untyped]

from handler.cli.infrastructure.stacks import TEMPLATE


@cache
def template() -> dict[str, Any]:
    """The whole template."""
    found, problems = decode(str(TEMPLATE))
    assert found is not None, problems
    return dict(found)


def properties(resource: str) -> Any:
    """The properties of one resource."""
    return template()["Resources"][resource]["Properties"]


def policy_statements() -> dict[str, list[str]]:
    """The actions of each statement of the role's policy, by its Sid."""
    (policy,) = properties("ExecutionRole")["Policies"]
    return {
        statement["Sid"]: _listed(statement["Action"])
        for statement in policy["PolicyDocument"]["Statement"]
    }


def _listed(actions: str | list[str]) -> list[str]:
    return [actions] if isinstance(actions, str) else list(actions)
