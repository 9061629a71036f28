"""What AWS wants a caller to be allowed for a request: actions, each with a resource's ARN.

moto takes the name of the operation for the action, and knows no resources but those of S3.
AWS says otherwise: https://docs.aws.amazon.com/service-authorization/latest/reference/
What only who deploys asks for is in `control_needs.py`.
"""

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from tests.infrastructure.control_needs import CONTROL, receiver_of_role
from tests.infrastructure.requests import Need, Request

_SINGLE_WRITES = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}


def conditions_of(request: Request, user: str) -> dict[str, str]:
    """What conditions and variables of a policy may refer to.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    """
    prefix = request.query.get("prefix", [])
    return {
        "aws:username": user,
        **({"s3:prefix": prefix[0]} if prefix else {}),
        "iam:PassedToService": receiver_of_role(request.service),
    }


def applicable(policy: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    """A policy with its variables filled in, and without statements whose conditions do not hold.

    A statement with a variable that means nothing for the caller applies to nothing.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    text = json.dumps(policy)
    for name, value in known.items():
        text = text.replace("${" + name + "}", value)
    statements = json.loads(text)["Statement"]
    listed = statements if isinstance(statements, list) else [statements]
    kept = [each for each in listed if _holds(each.get("Condition", {}), known)]
    bare = [{k: v for k, v in each.items() if k != "Condition"} for each in kept]
    return {**policy, "Statement": bare}


def _holds(condition: Mapping[str, Any], known: Mapping[str, str]) -> bool:
    return condition.keys() <= {"StringLike", "StringEquals"} and all(
        name in known and any(fnmatchcase(known[name], pattern) for pattern in patterns)
        for test in condition.values()
        for name, patterns in test.items()
    )


def needs(request: Request) -> list[Need]:
    """All that the caller must be allowed."""
    named = {"s3": _s3, "dynamodb": _dynamodb, "logs": _logs, **CONTROL}
    if request.service in named:
        return sorted(set(named[request.service](request)))
    return [(f"{request.service}:{request.operation}", request.resource)]


def _s3(request: Request) -> Iterator[Need]:
    """Reading a named version is a right of its own; HEAD takes the right to read."""
    version = "Version" if "versionId" in request.query else ""
    versions = "Versions" if "versions" in request.query else ""
    if request.method == "DELETE" and "uploadId" in request.query:
        yield "s3:AbortMultipartUpload", request.resource
    elif "/" in request.resource:
        verbs = {"GET": "Get", "HEAD": "Get", "PUT": "Put", "POST": "Put", "DELETE": "Delete"}
        yield f"s3:{verbs[request.method]}Object{version}", request.resource
    elif request.operation in {"HeadBucket", "ListObjects", "ListObjectsV2"} or versions:
        yield f"s3:ListBucket{versions}", request.resource
    else:
        yield f"s3:{request.operation}", request.resource


def _dynamodb(request: Request) -> Iterator[Need]:
    """A transaction needs the rights of the writes in it.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
    """
    body = json.loads(request.body)
    if request.operation == "TransactWriteItems":
        for write in body["TransactItems"]:
            ((kind, arguments),) = write.items()
            yield f"dynamodb:{_SINGLE_WRITES[kind]}", _table(request, arguments["TableName"])
        return
    for name in body.get("RequestItems") or [body["TableName"]]:
        yield f"dynamodb:{request.operation}", _table(request, name)


def _table(request: Request, name: str) -> str:
    return f"arn:aws:dynamodb:{request.place}:table/{name}"


def _logs(request: Request) -> Iterator[Need]:
    body = json.loads(request.body)
    group, stream = body["logGroupName"], body.get("logStreamName", "")
    place = f"arn:aws:logs:{request.place}:log-group:{group}:log-stream:{stream}"
    yield f"logs:{request.operation}", place
