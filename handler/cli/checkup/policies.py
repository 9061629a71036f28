"""IAM policies read as far as the checks need it. No IO here.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from handler.cli.checkup.facts import Statement


def statements_of(document: Mapping[str, Any]) -> tuple[Statement, ...]:
    """The statements of a policy's JSON."""
    found = document.get("Statement", [])
    return tuple(map(_statement, [found] if isinstance(found, dict) else found))


def _statement(raw: Mapping[str, Any]) -> Statement:
    principal = raw.get("Principal", {})
    named = principal.values() if isinstance(principal, dict) else [principal]
    conditions = {
        key.lower(): _texts(value)
        for test in raw.get("Condition", {}).values()
        for key, value in test.items()
    }
    return Statement(
        allows=raw["Effect"] == "Allow",
        actions=_texts(raw.get("Action", ())),
        resources=_texts(raw.get("Resource", ())),
        principals=frozenset().union(*map(_texts, named)),
        conditions=conditions,
        sid=raw.get("Sid", ""),
    )


def _texts(value: Any) -> frozenset[str]:
    return frozenset(map(str, value if isinstance(value, list | tuple) else [value]))


def may(statements: Iterable[Statement], action: str, resource: str) -> bool:
    """Whether a role with these statements may do something.

    A condition is taken for met when its statement allows, and for not met when it denies;
    `NotAction` and `NotResource` say nothing.
    """
    matching = [each for each in statements if _matches(each, action, resource)]
    denied = any(not each.allows and not each.conditions for each in matching)
    return not denied and any(each.allows for each in matching)


def _matches(statement: Statement, action: str, resource: str) -> bool:
    actions = any(fnmatchcase(action.lower(), each.lower()) for each in statement.actions)
    return actions and any(fnmatchcase(resource, each) for each in statement.resources)


def may_invoke(statements: Iterable[Statement], *, service: str, source: str, account: str) -> bool:
    """Whether a function's policy lets a service call it in the name of a source, an ARN."""
    return any(
        each.allows
        and {service, "*"} & each.principals
        and any(fnmatchcase("lambda:InvokeFunction", action) for action in each.actions)
        and _is_met(each, "aws:sourcearn", source)
        and _is_met(each, "aws:sourceaccount", account)
        for each in statements
    )


def is_open_to_all(statement: Statement) -> bool:
    """Whether a statement of a function's policy lets any AWS account call it directly."""
    calls = any(fnmatchcase("lambda:InvokeFunction", each) for each in statement.actions)
    return statement.allows and calls and "*" in statement.principals and not statement.conditions


def _is_met(statement: Statement, condition: str, value: str) -> bool:
    wanted = statement.conditions.get(condition)
    return wanted is None or any(fnmatchcase(value, each) for each in wanted)
