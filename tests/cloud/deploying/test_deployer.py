"""What docs/deployer-policy.json lets a deployer do: all that a deployment takes, and not more.

moto does not ask for the rights with which CloudFormation makes what is in a stack, so these are
asked for as `tests/infrastructure/stack_needs.py` has them, all at once. Which resource an action
takes is said by `control_needs.py` there, as moto takes `*` for most.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from handler.cli.checkup.policies import may, statements_of
from tests.cloud.aws.account import Account, Decision, account
from tests.cloud.deploying.deployer import (
    BUCKET,
    DOMAIN,
    PROBES,
    UPLOADS,
    filled_in,
    keep_going,
    own_project,
    put_online,
    small_blog,
    take_down,
    type_rest,
)
from tests.cloud.deploying.typed import ROOT, lines_of

pytestmark = [pytest.mark.exhaustive, pytest.mark.xdist_group("deployer")]

FILE = ROOT / "docs" / "deployer-policy.json"
STATEMENTS: dict[str, dict[str, Any]] = {
    each["Sid"]: each for each in json.loads(FILE.read_text(encoding="utf-8"))["Statement"]
}
OWN = {
    "ACCOUNT": "123456789012",
    "AWS_DEFAULT_REGION": "us-east-1",
    "BUCKET": BUCKET,
    "UPLOADS": UPLOADS,
    "DOMAIN": DOMAIN,
}
LARGEST_POLICY = 6_144
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
UNSEEN = {"cloudformation:ListStackResources", "lambda:ListFunctionUrlConfigs"}
"""What Zappa asks for on AWS, but not here.

The first while a stack is being made, which moto has done at once; the second, which moto lacks,
at each update: tests/cloud/aws/control_plane.py answers it without looking who asks.
"""
ADMINISTRATORS = {"iam", "sns", "cloudwatch", "budgets", "cloudfront"}
"""Services for which the guide wants an administrator."""
SESSION = botocore.session.Session()
DENIED = r"AccessDenied|Access Denied|Forbidden|not authorized"


@dataclass(frozen=True)
class Run:
    """A blog's life at the hands of a deployer: what was printed, and what AWS decided."""

    aws: Account
    printed: str
    decided: list[Decision]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A deployment of a blog with names of its own, from its beginning to its end."""
    folder = tmp_path_factory.mktemp("deployer")
    with account(folder) as aws:
        deployer = aws.with_user("bert", filled_in(**OWN))
        project = own_project(folder, deployer)
        printed = put_online(project)
        printed += keep_going(project, small_blog(folder / "blog"))
        type_rest(deployer)
        printed += take_down(project, deployer)
        yield Run(aws, printed, aws.decided("bert"))


def policy(*, without: str = "") -> dict[str, Any]:
    """The policy for the blog of these tests, perhaps without a statement."""
    found: dict[str, Any] = json.loads(filled_in(**OWN))
    kept = [each for each in found["Statement"] if each["Sid"] != without]
    return {**found, "Statement": kept}


def allows(statement: dict[str, Any], decision: Decision) -> bool:
    """Whether a statement alone allows what was decided."""
    return may(statements_of({"Statement": statement}), decision.action, decision.resource)


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def test_a_deployer_is_denied_nothing(run: Run) -> None:
    assert [each for each in run.decided if not each.allowed] == []


def test_the_doctor_sees_all_with_a_deployers_rights(run: Run) -> None:
    assert "needs the right" not in run.printed
    wrong = [line for line in run.printed.splitlines() if line.startswith("✗")]
    assert [line.split()[1] for line in wrong] == ["address"]  # No name leads to this machine.


@pytest.mark.parametrize("sid", STATEMENTS)
def test_no_other_statement_allows_all_that_one_does(run: Run, sid: str) -> None:
    others = policy(without=sid)["Statement"]
    needed = set(run.decided)
    assert {each for each in needed if not any(allows(other, each) for other in others)}


@pytest.mark.parametrize("sid", STATEMENTS)
def test_without_a_statement_something_is_denied(run: Run, sid: str) -> None:
    service, operation, arguments = PROBES[sid]
    deployer = run.aws.with_user(f"without-{sid}", json.dumps(policy(without=sid)))
    with pytest.raises(ClientError, match=DENIED):
        getattr(deployer.own_client(service), operation)(**arguments)
    denied = [each for each in run.aws.decided(f"without-{sid}") if not each.allowed]
    assert len(denied) == 1
    (statement,) = (each for each in policy()["Statement"] if each["Sid"] == sid)
    assert allows(statement, denied[0])


@pytest.mark.parametrize("sid", STATEMENTS)
def test_nothing_is_allowed_in_vain(run: Run, sid: str) -> None:
    (statement,) = (each for each in policy()["Statement"] if each["Sid"] == sid)
    for part in ("Action", "Resource"):
        for value in set(listed(statement[part])) - UNSEEN:
            narrow = {**statement, part: value}
            assert any(allows(narrow, each) for each in run.decided), value


FOREIGN = [
    ("s3", "list_buckets", {}),
    ("s3", "get_object", {"Bucket": "others", "Key": "a"}),
    ("s3", "delete_object", {"Bucket": BUCKET, "Key": "a", "VersionId": "1"}),
    ("s3", "put_bucket_acl", {"Bucket": BUCKET, "ACL": "public-read"}),
    ("dynamodb", "delete_table", {"TableName": "others"}),
    ("dynamodb", "delete_table", {"TableName": "coldpress-dev"}),
    ("lambda", "delete_function", {"FunctionName": "coldpress-dev"}),
    ("lambda", "invoke", {"FunctionName": "coldpress-production", "Payload": b"{}"}),
    ("iam", "get_role", {"RoleName": "others"}),
    ("iam", "create_user", {"UserName": "others"}),
    (
        "iam",
        "attach_role_policy",
        {"RoleName": "coldpress-production", "PolicyArn": "arn:aws:iam::aws:policy/A"},
    ),
    ("cloudformation", "delete_stack", {"StackName": "coldpress-dev"}),
    ("events", "delete_rule", {"Name": "coldpress-dev-handler.entry.on_tick"}),
    ("events", "delete_rule", {"Name": "coldpress-dev-zappa-keep-warm-handler.a"}),
    ("logs", "delete_log_group", {"logGroupName": "/aws/lambda/others"}),
    ("apigateway", "delete_domain_name", {"domainName": "other.example.org"}),
    ("acm", "delete_certificate", {"CertificateArn": "arn:aws:acm:us-east-1:123456789012:c"}),
    (
        "events",
        "put_rule",
        {
            "Name": "coldpress-production-handler.entry.on_tick",
            "ScheduleExpression": "rate(1 minute)",
            "RoleArn": "arn:aws:iam::123456789012:role/administrator",
        },
    ),
]


@pytest.mark.parametrize(("service", "operation", "arguments"), FOREIGN)
def test_what_is_not_the_blogs_is_not_the_deployers(
    run: Run, service: str, operation: str, arguments: dict[str, Any]
) -> None:
    name = f"curious-{FOREIGN.index((service, operation, arguments))}"
    deployer = run.aws.with_user(name, filled_in(**OWN))
    with pytest.raises(ClientError, match=DENIED):
        getattr(deployer.own_client(service), operation)(**arguments)
    assert [each.allowed for each in run.aws.decided(name)][-1] is False


def test_no_name_of_the_sample_is_left_when_the_policy_is_filled_in() -> None:
    names = {"ACCOUNT": "210987654321", "AWS_DEFAULT_REGION": "eu-central-1", "DOMAIN": "b.org"}
    found = filled_in(**names, BUCKET="b-content-production", UPLOADS="b-deployments")
    assert not re.search("123456789012|us-east-1|coldpress-(content|deployments)|example", found)
    assert list(STATEMENTS) == [each["Sid"] for each in json.loads(found)["Statement"]]


def test_another_stage_is_another_end_of_the_same_names() -> None:
    other = {**OWN, "BUCKET": "my-blog-content-dev"}
    found = filled_in(**other).replace("coldpress-production", "coldpress-dev")
    assert "production" not in found


def test_the_policy_is_no_larger_than_a_managed_policy_may_be() -> None:
    longest = {"BUCKET": "b" * 63, "UPLOADS": "u" * 63, "AWS_DEFAULT_REGION": "ap-southeast-1"}
    found = filled_in(**{**OWN, **longest})
    assert len(re.sub(r"\s", "", found)) <= LARGEST_POLICY


@pytest.mark.parametrize("line", [each for each in lines_of("docs/operator.md") if "aws " in each])
def test_what_the_guide_types_is_a_deployers_or_an_administrators(line: str) -> None:
    service, command, *rest = shlex.split(line[line.index("aws ") :].rstrip(")"))[1:]
    if service in {*ADMINISTRATORS, "sts"} or "coldpress-production-cdn" in rest:
        return
    actions = {action for each in STATEMENTS.values() for action in listed(each["Action"])}
    assert action_of(service, command) in actions


def action_of(service: str, command: str) -> str:
    """The right that a command of Amazon's own tool takes first of all."""
    files = {"cp": "PutObject", "sync": "ListBucket", "rb": "DeleteBucket"}
    if service == "s3":
        return f"s3:{files[command]}"
    known = service.replace("s3api", "s3")
    model = SESSION.get_service_model(known)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    if command == "wait":
        return "acm:DescribeCertificate"
    operation = names[command]
    if service == "apigateway":
        return f"apigateway:{model.operation_model(operation).http['method']}"
    renamed = {
        "PutBucketNotificationConfiguration": "PutBucketNotification",
        "ListObjectVersions": "ListBucketVersions",
    }
    return f"{known}:{renamed.get(operation, operation)}"
