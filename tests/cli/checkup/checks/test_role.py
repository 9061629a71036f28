"""Checks of what the function's role may do."""

import re
from typing import Any

import yaml
from botocore.session import Session
from botocore.stub import Stubber

from handler.cli.checkup.checks import role
from handler.cli.checkup.cloud import Cloud
from handler.cli.checkup.facts import Statement
from handler.cli.checkup.policies import may, may_invoke, statements_of
from handler.cli.checkup.rights import lacking
from handler.fingerprints import ROOT
from tests.cli.checkup.builders import ACCOUNT, BUCKET_ARN, make_deployment, make_permission

DEV = make_deployment()
PARAMETERS = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "ContentBucketName": "content",
    "FunctionName": "blog-dev",
    "RoleName": "blog",
    "TableName": "index",
}


class _Template(yaml.SafeLoader):
    """A CloudFormation template, without a desk; else only names that stand for others matter."""


def _substituted(
    loader: _Template, function: str, node: yaml.ScalarNode | yaml.SequenceNode
) -> Any:
    if isinstance(node, yaml.SequenceNode):
        values = loader.construct_sequence(node, deep=True)
        return values[2] if function == "If" else values
    text = loader.construct_scalar(node)
    return re.sub(r"\$\{(.*?)\}", lambda match: PARAMETERS.get(match[1], match[0]), str(text))


_Template.add_multi_constructor("!", _substituted)


def template_role() -> dict[str, Any]:
    """The role in infrastructure.yaml."""
    template: Any = yaml.load((ROOT / "infrastructure.yaml").read_text(), _Template)
    properties: dict[str, Any] = template["Resources"]["ExecutionRole"]["Properties"]
    return properties


def template_statements() -> tuple[Statement, ...]:
    (policy,) = template_role()["Policies"]
    return statements_of(policy["PolicyDocument"])


def test_the_role_of_the_template_is_trusted_and_may_do_all_that_is_needed() -> None:
    trusted = statements_of(template_role()["AssumeRolePolicyDocument"])
    assert role.trust(trusted, DEV).mark == "right"
    assert role.lacking(template_statements(), DEV) == ()


def test_nothing_is_allowed_that_is_not_needed() -> None:
    allowed = {action for each in template_statements() for action in each.actions}
    assert allowed == {action for action, _ in role.needs(DEV)}


def test_each_statement_of_the_template_is_missed_if_it_is_gone() -> None:
    statements = template_statements()
    for gone in statements:
        left = [each for each in statements if each is not gone]
        assert {action for action, _ in role.lacking(left, DEV)} == gone.actions


def test_a_role_that_is_not_trusted_says_by_whom() -> None:
    lambda_only = Statement(True, frozenset(), principals=frozenset({"lambda.amazonaws.com"}))
    assert role.trust([lambda_only], DEV).text == (
        "blog does not trust apigateway.amazonaws.com, events.amazonaws.com."
    )


def statement(effect: str, action: str, resource: str = "*", **more: object) -> dict[str, object]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def test_a_denial_wins_unless_it_has_a_condition() -> None:
    allow = statement("Allow", "s3:*", f"{BUCKET_ARN}/*")
    deny, over = statement("Deny", "s3:Put*"), {"Bool": {"aws:SecureTransport": "false"}}

    def may_put(*statements: object) -> bool:
        return may(statements_of({"Statement": statements}), "s3:PutObject", f"{BUCKET_ARN}/a")

    assert may_put(allow)
    assert not may_put(allow, deny)
    assert may_put(allow, {**deny, "Condition": over})


def test_actions_are_compared_without_case_and_resources_with() -> None:
    statements = statements_of({"Statement": statement("Allow", "S3:getobject", BUCKET_ARN)})
    assert may(statements, "s3:GetObject", BUCKET_ARN)
    assert not may(statements, "s3:GetObject", BUCKET_ARN.upper())


def test_a_permission_for_another_account_is_none() -> None:
    permission = make_permission()
    asked = {"service": "s3.amazonaws.com", "source": BUCKET_ARN}
    assert may_invoke([permission], account=ACCOUNT, **asked)
    assert not may_invoke([permission], account="999999999999", **asked)


class CloudWithIAM(Cloud):
    """A cloud whose one client is a stubbed one for IAM."""

    def __init__(self) -> None:
        self.deployment = DEV
        self._iam = Session().create_client(
            "iam", aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1"
        )
        self.stub = Stubber(self._iam)

    def client(self, service: str) -> Any:
        """See `Cloud.client`."""
        return {"iam": self._iam}[service]


def test_what_iam_simulates_is_believed() -> None:
    cloud = CloudWithIAM()
    wanted: dict[str, list[str]] = {}
    for action, resource in role.needs(DEV):
        wanted.setdefault(resource, []).append(action)
    for resource, actions in wanted.items():
        decisions = [
            {
                "EvalActionName": action,
                "EvalDecision": "implicitDeny" if action == "dynamodb:Query" else "allowed",
            }
            for action in actions
        ]
        cloud.stub.add_response(
            "simulate_principal_policy",
            {"EvaluationResults": decisions},
            {
                "PolicySourceArn": DEV.role_arn,
                "ActionNames": actions,
                "ResourceArns": [resource],
            },
        )
    with cloud.stub:
        assert lacking(cloud) == (("dynamodb:Query", DEV.table_arn),)


def test_without_the_right_to_simulate_the_policies_are_read() -> None:
    cloud = CloudWithIAM()
    cloud.stub.add_client_error("simulate_principal_policy", "AccessDenied")
    cloud.stub.add_response("list_role_policies", {"PolicyNames": []})
    attached = {"PolicyName": "all", "PolicyArn": "arn:aws:iam::aws:policy/all"}
    cloud.stub.add_response("list_attached_role_policies", {"AttachedPolicies": [attached]})
    cloud.stub.add_response("get_policy", {"Policy": {"DefaultVersionId": "v7"}})
    document = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
    cloud.stub.add_response("get_policy_version", {"PolicyVersion": {"Document": document}})
    with cloud.stub:
        assert lacking(cloud) == ()
