"""Clients of AWS for commands: whoever types one may be on a train, and waits."""

from typing import Any

from botocore.session import Session

from handler.aws.bucket import S3Bucket
from handler.aws.clients import Patience, connect
from handler.aws.table import DynamoTable
from handler.settings import Settings
from handler.wiring import Services

_PATIENCE = Patience(to_connect=10, to_read=20, attempts=3)


def client(
    service: str,
    region: str | None = None,
    session: Session | None = None,
    patience: Patience = _PATIENCE,
) -> Any:
    """A client; region and credentials are the environment's unless they are given."""
    return connect(service, region, session, patience)


def services_of(
    settings: Settings, region: str | None = None, profile: str | None = None
) -> Services:
    """The services of a deployment, over AWS."""

    def connected(service: str) -> Any:
        return client(service, region, Session(profile=profile))  # No two threads may share one.

    return Services(
        settings,
        bucket=S3Bucket(lambda: connected("s3"), settings.bucket),
        table=DynamoTable(lambda: connected("dynamodb"), settings.table),
    )
