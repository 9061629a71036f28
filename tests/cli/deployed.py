"""A blog as `coldpress provision` and `zappa deploy` leave it, on an embedded AWS."""

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.cli.checkup.checks.bucket import PRIVATE
from handler.cli.deployment.connecting import connect
from handler.cli.infrastructure.stages import Stage, read_stage
from handler.fingerprints import ROOT
from handler.settings import Settings
from handler.wiring import Services
from tests.contracts.servers import client

if TYPE_CHECKING:
    from zappa.core import Zappa

_SERVICES = ["lambda.amazonaws.com", "apigateway.amazonaws.com", "events.amazonaws.com"]
_TRUST = {"Effect": "Allow", "Principal": {"Service": _SERVICES}, "Action": "sts:AssumeRole"}
_KEEP_WARM = {
    "name": "zappa-keep-warm",
    "function": "handler.keep_warm_callback",
    "expression": "rate(4 minutes)",
}


def client_of(service: str) -> Any:
    """A client of the AWS that the environment leads to."""
    return _client(service, os.environ["AWS_ENDPOINT_URL"])


@cache
def _client(service: str, endpoint: str) -> Any:
    return client(service, endpoint)


@cache
def _zappa(endpoint: str) -> "Zappa":
    from zappa.core import Zappa

    return Zappa(aws_region="us-east-1")


@dataclass(frozen=True)
class DeployedBlog:
    """A stage whose settings stand in a folder, and what AWS has of it."""

    stage: Stage
    folder: Path

    @cached_property
    def services(self) -> Services:
        """What publishes its files, as the function does."""
        settings = Settings(self.stage.bucket, self.stage.table)
        return Services(
            settings,
            bucket=S3Bucket(lambda: client_of("s3"), settings.bucket),
            table=DynamoTable(lambda: client_of("dynamodb"), settings.table),
        )

    @cached_property
    def arn(self) -> str:
        """The function."""
        return str(self.to_function("get_function_configuration")["FunctionArn"])

    def call(self, service: str, operation: str, **arguments: Any) -> Any:
        """Do something to AWS."""
        return getattr(client_of(service), operation)(**arguments)

    def to_bucket(self, operation: str, **arguments: Any) -> Any:
        """Do something to the content bucket."""
        return self.call("s3", operation, Bucket=self.stage.bucket, **arguments)

    def to_table(self, operation: str, **arguments: Any) -> Any:
        """Do something to the table."""
        return self.call("dynamodb", operation, TableName=self.stage.table, **arguments)

    def to_function(self, operation: str, **arguments: Any) -> Any:
        """Do something to the function."""
        return self.call("lambda", operation, FunctionName=self.stage.function, **arguments)

    def change_settings(self, **variables: str) -> None:
        """Edit environment variables in zappa_settings.json, and deploy nothing."""
        known = self.stage.remote["environment_variables"]
        changed = {**self.stage.remote, "environment_variables": known | variables}
        (self.folder / "zappa_settings.json").write_text(json.dumps({self.stage.name: changed}))

    def allow(self, *actions: str) -> None:
        """Let the role do just these things."""
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        self.call(
            "iam",
            "put_role_policy",
            RoleName=self.stage.role_name,
            PolicyName="coldpress",
            PolicyDocument=_policy_of(statement),
        )

    def publish(self, key: str, text: str) -> None:
        """Upload a file, and let the event publish it."""
        self.to_bucket("put_object", Key=key, Body=text.encode())
        self.services.publisher.publish(key)

    def schedule(self) -> None:
        """What `zappa schedule` does, by its own code."""
        zappa = _zappa(os.environ["AWS_ENDPOINT_URL"])
        role = self.call("iam", "get_role", RoleName=self.stage.role_name)
        zappa.credentials_arn = role["Role"]["Arn"]
        events = [*self.stage.remote["events"], _KEEP_WARM]
        zappa.schedule_events(self.arn, self.stage.function, events)


def deploy_blog(folder: Path, *, url: str) -> DeployedBlog:
    """A new blog with one post, as its first tick leaves it."""
    blog = DeployedBlog(write_settings(folder, url), folder)
    _make_bucket(blog)
    _make_table(blog)
    _make_function(blog, _make_role(blog))
    blog.schedule()
    connect(blog.stage)
    blog.publish("_posts/2020-01-01-a.md", "---\ntitle: A\n---\nText.")
    blog.services.ticker.tick()
    return blog


def write_settings(folder: Path, url: str) -> Stage:
    """The settings of this checkout, under names of their own."""
    name = f"blog-{uuid4().hex[:12]}"
    text = (ROOT / "zappa_settings.json").read_text()
    production = json.loads(text)["production"]
    text = text.replace(production["environment_variables"]["COLDPRESS_BUCKET"], name)
    settings = json.loads(text)["production"]
    variables = {"COLDPRESS_BUCKET": name, "COLDPRESS_TABLE": name, "COLDPRESS_URL": url}
    settings |= {"project_name": name, "role_name": name, "environment_variables": variables}
    path = folder / "zappa_settings.json"
    path.write_text(json.dumps({"production": settings}))
    return read_stage("production", path)


def _make_bucket(blog: DeployedBlog) -> None:
    blog.to_bucket("create_bucket")
    blog.to_bucket("put_bucket_versioning", VersioningConfiguration={"Status": "Enabled"})
    private = dict.fromkeys(PRIVATE, True)
    blog.to_bucket("put_public_access_block", PublicAccessBlockConfiguration=private)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    encrypted = {"Rules": [rule]}
    blog.to_bucket("put_bucket_encryption", ServerSideEncryptionConfiguration=encrypted)


def _make_table(blog: DeployedBlog) -> None:
    keys = {"pk": "HASH", "sk": "RANGE"}
    blog.to_table(
        "create_table",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
        DeletionProtectionEnabled=True,
    )
    expiry = {"Enabled": True, "AttributeName": "expires"}
    blog.to_table("update_time_to_live", TimeToLiveSpecification=expiry)
    recovery = {"PointInTimeRecoveryEnabled": True}
    blog.to_table("update_continuous_backups", PointInTimeRecoverySpecification=recovery)


def _policy_of(*statements: Mapping[str, Any]) -> str:
    """A policy's JSON."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _make_role(blog: DeployedBlog) -> str:
    name, trust = blog.stage.role_name, _policy_of(_TRUST)
    role = blog.call("iam", "create_role", RoleName=name, AssumeRolePolicyDocument=trust)
    blog.allow("s3:*", "dynamodb:*", "logs:*", "lambda:InvokeFunction")
    return str(role["Role"]["Arn"])


def _make_function(blog: DeployedBlog, role: str) -> None:
    settings = blog.stage.remote
    package = package_of(settings["environment_variables"])
    (blog.folder / "dist").mkdir()
    (blog.folder / "dist" / f"{blog.stage.function}.zip").write_bytes(package)
    blog.to_function(
        "create_function",
        Role=role,
        Handler=settings["lambda_handler"],
        Runtime=settings["runtime"],
        Timeout=settings["timeout_seconds"],
        MemorySize=settings["memory_size"],
        Code={"ZipFile": package},
    )


def package_of(variables: Mapping[str, str], module: str = "handler/core/model/terms.py") -> bytes:
    """A package of a single module of ours, and the one that Zappa writes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.write(ROOT / module, module)
        package.writestr("zappa_settings.py", f"ENVIRONMENT_VARIABLES={dict(variables)}\n")
    return data.getvalue()
