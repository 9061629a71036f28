"""The role's policy allows all that the function does, and nothing more."""

from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from handler.services.author.files import HalfDone
from tests.infrastructure.cloud import Cloud, deployed
from tests.infrastructure.life import live, write
from tests.infrastructure.template import policy_statements

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.slow,
    pytest.mark.xdist_group("infrastructure"),
]

STATEMENTS = policy_statements()
ACTIONS = sorted(action for actions in STATEMENTS.values() for action in actions)
WRITING = "WriteContent"
OF_DESK = policy_statements(has_desk=True)


def test_the_policy_allows_just_what_the_function_does(cloud: Cloud) -> None:
    with deployed(cloud) as blog:
        live(blog)
        assert blog.decided() == {("allowed", action) for action in ACTIONS}


def test_a_desk_adds_one_statement_and_its_authors_need_each_of_its_actions(cloud: Cloud) -> None:
    assert {k: v for k, v in OF_DESK.items() if k not in STATEMENTS} == {
        WRITING: ["s3:DeleteObject", "s3:PutObject"]
    }
    with deployed(cloud, has_desk=True) as blog:
        write(blog)
        assert denied(blog.decided()) == set()
        whole = blog.policy
        for action in OF_DESK[WRITING]:
            blog.allow_only(without_action(whole, action))
            with pytest.raises((ClientError, HalfDone)):
                write(blog)
            assert action in denied(blog.decided())


def test_without_a_desk_nothing_of_the_blog_can_be_written(cloud: Cloud) -> None:
    with deployed(cloud) as blog:
        with pytest.raises(ClientError):
            blog.services.authoring.begin("A cup of tea")
        blog.upload("_posts/2026-01-01-a.md", "---\n---\n")
        with pytest.raises(ClientError):
            blog.services.authoring.delete("_posts/2026-01-01-a.md")
        assert denied(blog.decided()) == set(OF_DESK[WRITING])


@pytest.mark.parametrize("sid", STATEMENTS)
def test_each_statement_is_needed(cloud: Cloud, sid: str) -> None:
    with deployed(cloud) as blog:
        blog.allow_only(without_statement(blog.policy, sid))
        with pytest.raises((AssertionError, ClientError, ExceptionGroup)):
            live(blog)
        refused = denied(blog.decided())
        assert refused
        assert refused <= set(STATEMENTS[sid])


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_is_needed(cloud: Cloud, action: str) -> None:
    with deployed(cloud) as blog:
        blog.allow_only(without_action(blog.policy, action))
        with pytest.raises((AssertionError, ClientError, ExceptionGroup)):
            live(blog)
        assert denied(blog.decided()) == {action}


def denied(decided: set[tuple[str, str]]) -> set[str]:
    return {action for decision, action in decided if decision == "denied"}


def without_statement(policy: Mapping[str, Any], sid: str) -> dict[str, Any]:
    kept = [each for each in policy["Statement"] if each["Sid"] != sid]
    return {**policy, "Statement": kept}


def without_action(policy: Mapping[str, Any], action: str) -> dict[str, Any]:
    """The policy without one action, and without a statement that has no other."""
    reduced = [{**each, "Action": others(each["Action"], action)} for each in policy["Statement"]]
    return {**policy, "Statement": [each for each in reduced if each["Action"]]}


def others(actions: str | list[str], action: str) -> list[str]:
    listed = [actions] if isinstance(actions, str) else actions
    return [each for each in listed if each != action]


FOREIGN = [
    ("s3", "put_object", {"Bucket": "{own}", "Key": "_posts/2026-01-01-a.md", "Body": b"a"}),
    ("s3", "delete_object", {"Bucket": "{own}", "Key": ".coldpress/a"}),
    ("s3", "get_object", {"Bucket": "{other}", "Key": "a"}),
    ("s3", "list_objects_v2", {"Bucket": "{other}"}),
    ("dynamodb", "scan", {"TableName": "{own}"}),
    ("dynamodb", "delete_table", {"TableName": "{own}"}),
    ("dynamodb", "delete_item", {"TableName": "{other}", "Key": {"pk": {"S": "a"}}}),
    ("logs", "create_log_group", {"logGroupName": "/aws/lambda/{other}"}),
    ("lambda", "invoke", {"FunctionName": "{other}", "Payload": b"{}"}),
    ("iam", "list_role_policies", {"RoleName": "{own}"}),
]


@pytest.mark.parametrize(("service", "operation", "arguments"), FOREIGN)
def test_nothing_else_is_allowed(
    cloud: Cloud, service: str, operation: str, arguments: dict[str, Any]
) -> None:
    with deployed(cloud) as blog:
        named = {
            name: value.format(own=blog.name, other="other") if isinstance(value, str) else value
            for name, value in arguments.items()
        }
        with pytest.raises(ClientError, match=r"AccessDenied|Access Denied|not authorized"):
            getattr(blog.client(service), operation)(**named)
