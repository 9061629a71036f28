"""An AWS that enforces policies, and a stage in it whose function has the template's role."""

import contextlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import botocore.session
import pytest

from handler.cli.infrastructure.stacks import (
    Stack,
    desk_parameters,
    parameters,
    repository_parameters,
)
from handler.cli.local.embedded.aws import embedded_aws
from handler.settings import Settings
from handler.wiring import Services
from tests.support.themed import ThemedServices

POLICY = "coldpress"
_SESSION = botocore.session.Session()
_EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


@dataclass(frozen=True, slots=True)
class Cloud:
    """AWS at an address; `owner` may do everything in it, `decisions` is where it logs."""

    endpoint: str
    owner: Mapping[str, str]
    decisions: Path

    def client(self, service: str, credentials: Mapping[str, str] | None = None) -> Any:
        """A client of somebody, or else of the owner."""
        return _client(service, self.endpoint, **(credentials or self.owner))

    def enforce(self, *, on: bool) -> None:
        """Check rights from now on, or let everybody do everything."""
        url, count = f"{self.endpoint}/moto-api/reset-auth", b"0" if on else b"inf"
        with urlopen(Request(url, count, {"Content-Type": "text/plain"})):
            pass

    def decided(self, caller: str) -> list[tuple[str, str, str]]:
        """The decisions about a caller whose ARN contains a text: decision, action, resource."""
        lines = (line.split() for line in self.decisions.read_text().splitlines())
        return [(line[0], line[2], line[3]) for line in lines if caller in line[1]]


@dataclass(frozen=True, slots=True)
class Deployed:
    """A stage whose function is called as its bucket, table and role; `services` are its own."""

    cloud: Cloud
    name: str
    credentials: Mapping[str, str]
    services: Services

    def upload(self, key: str, data: str | bytes) -> None:
        """Put a file into the bucket, as its author."""
        body = data.encode() if isinstance(data, str) else data
        self.cloud.client("s3").put_object(Bucket=self.name, Key=key, Body=body)

    def remove(self, key: str) -> None:
        """Delete a file from the bucket, as its author."""
        self.cloud.client("s3").delete_object(Bucket=self.name, Key=key)

    def client(self, service: str) -> Any:
        """A client with the rights of the role."""
        return self.cloud.client(service, self.credentials)

    @property
    def policy(self) -> dict[str, Any]:
        """The role's policy as it is now."""
        iam = self.cloud.client("iam")
        found = iam.get_role_policy(RoleName=self.name, PolicyName=POLICY)
        document: dict[str, Any] = found["PolicyDocument"]
        return document

    def allow_only(self, policy: Mapping[str, Any]) -> None:
        """Give the role another policy."""
        self.cloud.client("iam").put_role_policy(
            RoleName=self.name, PolicyName=POLICY, PolicyDocument=json.dumps(policy)
        )

    def decided(self) -> set[tuple[str, str]]:
        """What was decided about the role so far: decision and action."""
        return {(decision, action) for decision, action, _ in self.cloud.decided(f"/{self.name}/")}


@cache
def _client(service: str, endpoint: str, **credentials: str) -> Any:
    return _SESSION.create_client(
        service, region_name="us-east-1", endpoint_url=endpoint, **credentials
    )


@contextlib.contextmanager
def enforcing_cloud(decisions: Path) -> Iterator[Cloud]:
    """An AWS that can check rights, and does not yet."""
    decisions.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DECISIONS", str(decisions))
        with embedded_aws("tests.infrastructure.enforcing") as found:
            anybody = Cloud(found["AWS_ENDPOINT_URL"], _keys("local", "local"), decisions)
            yield Cloud(anybody.endpoint, _make_owner(anybody), decisions)


def _make_owner(cloud: Cloud) -> dict[str, str]:
    iam = cloud.client("iam")
    iam.create_user(UserName="owner")
    document = json.dumps({"Version": "2012-10-17", "Statement": [_EVERYTHING]})
    iam.put_user_policy(UserName="owner", PolicyName="all", PolicyDocument=document)
    key = iam.create_access_key(UserName="owner")["AccessKey"]
    return _keys(key["AccessKeyId"], key["SecretAccessKey"])


def _keys(access: str, secret: str) -> dict[str, str]:
    return {"aws_access_key_id": access, "aws_secret_access_key": secret}


@contextlib.contextmanager
def deployed(cloud: Cloud, *, has_desk: bool = False, repository: str = "") -> Iterator[Deployed]:
    """A new stage, in a process whose rights are those of its role; rights are checked.

    With a repository they are those of its workflows.
    """
    name = f"test-{uuid.uuid4().hex[:12]}"
    names = parameters(bucket=name, table=name, role=name, function=name)
    names |= desk_parameters("https://blog.test", is_on=has_desk)
    names |= repository_parameters(repository, "main")
    stack = Stack(cloud.client("cloudformation"), name, names)
    proposal = stack.propose()
    assert proposal
    stack.make(proposal, print)
    role = stack.outputs()["ExecutionRole"]
    _make_function(cloud, name, role)
    credentials = _assume(cloud, stack.outputs()["PublisherRole"] if repository else role)
    settings = Settings(
        bucket=name,
        table=name,
        url="https://blog.test",
        remembered_seconds=0,
        deadline_factor=20,  # This machine may be busy.
    )
    with _environment(cloud, credentials):
        blog = Deployed(cloud, name, credentials, ThemedServices(settings))
        cloud.enforce(on=True)
        try:
            yield blog
        finally:
            cloud.enforce(on=False)


def _make_function(cloud: Cloud, name: str, role: str) -> None:
    """What Zappa deploys; its code does not matter, as it is not run."""
    cloud.client("lambda").create_function(
        FunctionName=name,
        Role=role,
        Runtime="python3.13",
        Handler="handler.entry.lambda_handler",
        Code={"ZipFile": b"code"},
    )


def _assume(cloud: Cloud, role: str) -> dict[str, str]:
    """The credentials that Lambda gets for the function, as services may assume the role."""
    answer = cloud.client("sts").assume_role(RoleArn=role, RoleSessionName="lambda")
    found = answer["Credentials"]
    keys = _keys(found["AccessKeyId"], found["SecretAccessKey"])
    return keys | {"aws_session_token": found["SessionToken"]}


@contextlib.contextmanager
def _environment(cloud: Cloud, credentials: Mapping[str, str]) -> Iterator[None]:
    """The environment variables that the function's process has."""
    variables = {name.upper(): value for name, value in credentials.items()}
    place = {"AWS_ENDPOINT_URL": cloud.endpoint, "AWS_DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (variables | place).items():
            patch.setenv(name, value)
        yield
