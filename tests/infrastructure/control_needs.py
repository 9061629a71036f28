"""What AWS wants a caller to be allowed for setting things up: functions, APIs, rules, roles.

https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlparse

from tests.infrastructure.requests import Need, Request
from tests.infrastructure.stack_needs import api_needs, infrastructure_needs

_RECEIVERS = {"cloudformation": "apigateway"}
"""Which service gets a role if that is not the one that is asked; CloudFormation asks for us."""
_GATEWAYS_ROLE = "ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway"
_MAKES_STACK = {"CreateStack", "UpdateStack", "DeleteStack"}
_parameters: dict[str, Mapping[str, str]] = {}
"""Of stacks for which changes were proposed, by name."""


def receiver_of_role(service: str) -> str:
    """Who gets a role that a request to a service hands on."""
    return f"{_RECEIVERS.get(service, service)}.amazonaws.com"


def _body(request: Request) -> Mapping[str, Any]:
    return dict(json.loads(request.body)) if request.body.strip() else {}


def _passed(body: Mapping[str, Any], name: str) -> Iterator[Need]:
    if body.get(name):
        yield "iam:PassRole", body[name]


def _lambda(request: Request) -> Iterator[Need]:
    """Code that lies in a bucket is read with the caller's rights."""
    body = _body(request) if request.operation != "Invoke" else {}
    parts = unquote(request.path).split("/")
    named = str(body.get("FunctionName") or parts[3])
    name = (named.partition(":function:")[2] or named).removeprefix("function:")
    action = "InvokeFunction" if request.operation == "Invoke" else request.operation
    qualifier = "".join(f":{each}" for each in request.query.get("Qualifier", []))
    yield f"lambda:{action}", f"arn:aws:lambda:{request.place}:function:{name}{qualifier}"
    yield from _passed(body, "Role")
    code = body.get("Code", body)
    if "S3Bucket" in code:
        yield "s3:GetObject", f"arn:aws:s3:::{code['S3Bucket']}/{code['S3Key']}"


def _apigateway(request: Request) -> Iterator[Need]:
    """The action is the method.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
    """
    region, account = request.place.split(":")
    yield f"apigateway:{request.method}", f"arn:aws:apigateway:{region}::{request.path}"
    if request.operation == "CreateDomainName":
        yield "cloudfront:UpdateDistribution", "*"
        role = f"arn:aws:iam::{account}:role/aws-service-role/{_GATEWAYS_ROLE}"
        yield "iam:CreateServiceLinkedRole", role


def _events(request: Request) -> Iterator[Need]:
    body = _body(request)
    if name := body.get("Rule") or body.get("Name"):
        yield f"events:{request.operation}", f"arn:aws:events:{request.place}:rule/{name}"
    else:
        yield f"events:{request.operation}", "*"
    yield from _passed(body, "RoleArn")


def _iam(request: Request) -> Iterator[Need]:
    form, account = request.form, request.place.split(":")[1]
    named = form.get("PolicySourceArn") or form.get("PolicyArn")
    arn = named or f"arn:aws:iam::{account}:role/{form.get('RoleName', '')}"
    yield f"iam:{request.operation}", arn


def _cloudformation(request: Request) -> Iterator[Need]:
    """CloudFormation makes what a stack consists of with the caller's rights."""
    form = request.form
    named = form.get("StackName", "")
    name = named.split("/")[1] if named.startswith("arn:") else named
    stack = f"arn:aws:cloudformation:{request.place}:stack"
    yield f"cloudformation:{request.operation}", f"{stack}/{name}/*"
    if request.operation == "CreateChangeSet":
        _parameters[name] = _parameters_in(form)
    if request.operation == "ExecuteChangeSet" or (
        request.operation == "DeleteStack" and name in _parameters
    ):
        yield from infrastructure_needs(_parameters[name], request.place)
    elif request.operation in _MAKES_STACK:
        yield from api_needs(request.place)
    if "Tags.member.1.Key" in form:
        yield "cloudformation:TagResource", f"{stack}/{name}/*"
    if url := form.get("TemplateURL"):
        yield "s3:GetObject", f"arn:aws:s3:::{urlparse(url).path.removeprefix('/')}"


def _parameters_in(form: Mapping[str, str]) -> dict[str, str]:
    key = "Parameters.member.{}.Parameter{}"
    numbers = (n for n in range(1, 100) if key.format(n, "Key") in form)
    return {form[key.format(n, "Key")]: form[key.format(n, "Value")] for n in numbers}


def _monitoring(request: Request) -> Iterator[Need]:
    yield f"cloudwatch:{request.operation}", "*"


def _acm(request: Request) -> Iterator[Need]:
    yield f"acm:{request.operation}", _body(request).get("CertificateArn", "*")


CONTROL: Mapping[str, Callable[[Request], Iterator[Need]]] = {
    "lambda": _lambda,
    "apigateway": _apigateway,
    "events": _events,
    "iam": _iam,
    "cloudformation": _cloudformation,
    "monitoring": _monitoring,
    "acm": _acm,
}
"""By the service's name in a signature."""
