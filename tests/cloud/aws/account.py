"""An AWS account on this machine: a control plane in a process of its own, and clients of it."""

import contextlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import botocore.session
from botocore.config import Config

from handler.cli.local.embedded.ports import free_port
from tests.cli.local_server import environment, wait_until

ACCOUNT, REGION = "123456789012", "us-east-1"
_ROOT = Path(__file__).parents[3]
_FUNCTION = "lambda-session"
OPERATOR = "operator"


class Decision(NamedTuple):
    """Whether somebody may do an action to a resource."""

    allowed: bool
    action: str
    resource: str


@dataclass(frozen=True)
class Account:
    """The account: its address, where it writes down which rights it checked, and whose keys.

    The operator may do everything, and nothing that an operator does is written down.
    """

    address: str
    decisions: Path
    keys: tuple[str, str] = (OPERATOR, OPERATOR)

    def client(self, service: str) -> Any:
        """A client of a service, as the operator."""
        return _client(service, self.address, OPERATOR, OPERATOR)

    def own_client(self, service: str) -> Any:
        """A client of a service, as whose keys these are."""
        return _client(service, self.address, *self.keys)

    def environment(self) -> dict[str, str]:
        """The environment of a process that the operator starts."""
        access, secret = self.keys
        return environment(
            AWS_ENDPOINT_URL=self.address,
            AWS_DEFAULT_REGION=REGION,
            AWS_ACCESS_KEY_ID=access,
            AWS_SECRET_ACCESS_KEY=secret,
        )

    def with_user(self, name: str, policy: str) -> "Account":
        """The same account for a new user, who may do what a managed policy says."""
        iam = self.client("iam")
        iam.create_user(UserName=name)
        arn = iam.create_policy(PolicyName=name, PolicyDocument=policy)["Policy"]["Arn"]
        iam.attach_user_policy(UserName=name, PolicyArn=arn)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return replace(self, keys=(key["AccessKeyId"], key["SecretAccessKey"]))

    def decided(self, user: str) -> list[Decision]:
        """What was decided so far about a user."""
        lines = [line.split() for line in self.decisions.read_text().splitlines()]
        return [
            Decision(line[0] == "allowed", line[2], line[3])
            for line in lines
            if line[1].endswith(f":user/{user}")
        ]

    def denied(self, session: str = _FUNCTION) -> list[str]:
        """What was denied so far to those who assumed a role, in a session of that name."""
        lines = [line.split() for line in self.decisions.read_text().splitlines()]
        return [" ".join(line) for line in lines if line[0] == "denied" and session in line[1]]

    def read_policies_of(self, role: str) -> None:
        """Let moto heed the policies of a role, as it does not if they came from a template."""
        iam = self.client("iam")
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            found = iam.get_role_policy(RoleName=role, PolicyName=name)
            document = json.dumps(found["PolicyDocument"])
            iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)

    def assume(self, role: str, session: str = _FUNCTION) -> dict[str, str]:
        """Credentials of a role, as Lambda gives them to a function."""
        sts = self.client("sts")
        given = sts.assume_role(RoleArn=role, RoleSessionName=session)["Credentials"]
        return {
            "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
            "AWS_SESSION_TOKEN": given["SessionToken"],
        }


@cache
def _client(service: str, address: str, access: str, secret: str) -> Any:
    return botocore.session.get_session().create_client(
        service,
        region_name=REGION,
        endpoint_url=address,
        aws_access_key_id=access,
        aws_secret_access_key=secret,
        config=Config(connect_timeout=300, read_timeout=300, retries={"total_max_attempts": 1}),
    )


@contextlib.contextmanager
def account(folder: Path) -> Iterator[Account]:
    """A new account, until the end; it logs into a folder."""
    log, decisions = folder / "log", folder / "decisions"
    decisions.touch()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.cloud.aws.control_plane", str(port)],
            cwd=_ROOT,
            env=environment(DECISIONS=str(decisions), INITIAL_NO_AUTH_ACTION_COUNT="0"),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: process.poll() is not None or _answers(address))
        assert process.poll() is None, log.read_text()
        yield Account(address, decisions)
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/moto-api/config").close()
    except OSError:
        return False
    return True
