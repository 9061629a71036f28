"""Servers that tests run beside themselves: moto's and SeaweedFS's, each on ports of its own."""

import contextlib
import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from handler.aws.bucket import S3Bucket
from handler.aws.clients import connect
from handler.aws.table import DynamoTable
from handler.cli.local.embedded.aws import create_stores, embedded_aws
from handler.cli.local.embedded.ports import free_ports
from handler.services.ports import Unavailable
from handler.settings import Settings

MOTO = pytest.param("moto", marks=[pytest.mark.slow, pytest.mark.xdist_group("moto")])
"""What a fixture of several stores is asked for if it is to be moto's."""
_LONG = 300
_CONNECTING = threading.Lock()
"""Held while a client is made, as the environment is of the whole process."""
_WEED_SERVERS = ("master", "volume", "filer", "s3")


@contextlib.contextmanager
def moto_server() -> Iterator[str]:
    """The address of an embedded S3 and DynamoDB, as the local server runs it."""
    with embedded_aws() as found:
        yield found["AWS_ENDPOINT_URL"]


@contextlib.contextmanager
def seaweed_server(folder: Path) -> Iterator[str]:
    """The address of a SeaweedFS in a folder, once it takes objects."""
    endpoint, settings = _weed_settings(folder)
    command = [str(Path(sys.executable).with_name("weed")), "server", *settings]
    with _process(command, folder / "log") as is_running:
        _until(lambda: client("s3", endpoint).list_buckets(), is_running)
        _until(lambda: make_bucket(endpoint).put("first", b"1", "text/plain"), is_running)
        yield endpoint


def _weed_settings(folder: Path) -> tuple[str, list[str]]:
    names = [f"{server}.port{suffix}" for server in _WEED_SERVERS for suffix in ("", ".grpc")]
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    settings = ["ip=127.0.0.1", "ip.bind=127.0.0.1", "s3", f"s3.config={_identities(folder)}"]
    settings += ["s3.port.iceberg=0", "s3.port.lance=0", "volume.max=1000", f"dir={folder}"]
    settings += [f"{name}={port}" for name, port in ports.items()]
    return f"http://127.0.0.1:{ports['s3.port']}", [f"-{setting}" for setting in settings]


def _identities(folder: Path) -> Path:
    access = {"accessKey": "local", "secretKey": "local"}
    identity = {"name": "tests", "credentials": [access], "actions": ["Admin"]}
    path = folder / "identities.json"
    path.write_text(json.dumps({"identities": [identity]}))
    return path


@contextlib.contextmanager
def _process(command: list[str], log: Path) -> Iterator[Callable[[], None]]:
    """A server while it is needed, and what fails with what it printed once it has ended."""
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out)

    def is_running() -> None:
        assert server.poll() is None, log.read_text()

    try:
        yield is_running
    finally:
        server.kill()
        server.wait()


def _until(attempt: Callable[[], object], is_running: Callable[[], None] = lambda: None) -> None:
    deadline = time.monotonic() + _LONG
    while True:
        try:
            attempt()
        except (BotoCoreError, ClientError, Unavailable):
            if time.monotonic() > deadline:
                raise
            is_running()
            time.sleep(0.1)
        else:
            return


@contextlib.contextmanager
def environment(endpoint: str) -> Iterator[None]:
    """The environment of a process whose AWS is at an address."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables(endpoint).items():
            patch.setenv(name, value)
        yield


def variables(endpoint: str) -> dict[str, str]:
    """The environment variables that lead a process to an AWS at an address."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def new_client(service: str, endpoint: str) -> Any:
    """A client as the application makes it, for a server at an address."""
    with _CONNECTING, environment(endpoint):
        return connect(service)


production_client = cache(new_client)
"""One of these, made once: that takes ten times as long as a call."""


def patient_client(service: str, endpoint: str) -> Any:
    """A client that is like one of the application but waits longer: this machine may be busy."""
    patient = Config(connect_timeout=_LONG, read_timeout=_LONG)
    config = new_client(service, endpoint).meta.config.merge(patient)
    with _CONNECTING, environment(endpoint):
        made = botocore.session.get_session().create_client(service, config=config)
    made.meta.events.register("after-call.s3.ListObjectVersions", _tell_whole_seconds)
    return made


client = cache(patient_client)
"""One of these, made once."""


def _tell_whole_seconds(parsed: dict[str, Any], **_: object) -> None:
    """S3's versions know no fractions of a second, as moto's and SeaweedFS's do."""
    for version in [*parsed.get("Versions", []), *parsed.get("DeleteMarkers", [])]:
        version["LastModified"] = version["LastModified"].replace(microsecond=0)


def make_stores(endpoint: str) -> Settings:
    """A bucket and a table of their own, as the local server creates them."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    settings = Settings(bucket=name, table=name, url="https://blog.test")
    create_stores(settings, client("cloudformation", endpoint))
    return settings


def make_table(endpoint: str) -> DynamoTable:
    """An empty table."""
    return DynamoTable(lambda: client("dynamodb", endpoint), make_stores(endpoint).table)


def make_bucket(endpoint: str) -> S3Bucket:
    """An empty versioned bucket."""
    bucket, enable_versioning = make_unversioned_bucket(endpoint)
    enable_versioning()
    return bucket


def make_unversioned_bucket(endpoint: str) -> tuple[S3Bucket, Callable[[], object]]:
    """An empty bucket, and what makes it a versioned one."""
    name, s3 = f"test-{uuid.uuid4().hex[:12]}", client("s3", endpoint)
    _until(lambda: s3.create_bucket(Bucket=name))  # The first call waits for moto's imports.
    enabled = {"Status": "Enabled"}
    return S3Bucket(lambda: s3, name), lambda: s3.put_bucket_versioning(
        Bucket=name, VersioningConfiguration=enabled
    )
