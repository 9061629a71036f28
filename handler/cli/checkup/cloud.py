"""Asking AWS, reading only: what may go wrong with a question becomes `NotChecked`."""

import contextlib
import threading
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session

from handler.aws.bucket import S3Bucket
from handler.aws.clients import Patience
from handler.aws.errors import CredentialsExpired, code_of, unavailable
from handler.aws.table import DynamoTable
from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.infrastructure import clients
from handler.cli.infrastructure.stages import Stage
from handler.cli.refusals import DENIED, POLICY, SIGN_IN, expired, explained
from handler.core.model.problems import ColdpressError
from handler.services.ports import Unavailable

_ABSENT = {
    "404",
    "NoSuchBucket",
    "NoSuchEntity",
    "ResourceNotFoundException",
    "TableNotFoundException",
    "ValidationError",  # CloudFormation's word for a stack or resource that it does not have.
}
_PATIENCE = Patience(to_connect=5, to_read=10, attempts=2)
"""Less than other commands have: of a dozen questions some wait for others."""


class CloudError(ColdpressError):
    """AWS cannot be asked anything at all."""


class Cloud:
    """AWS as the operator of a stage sees it; raises `CloudError` if nothing can be seen."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._session = Session(profile=stage.profile_name)
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        self.deployment = self._identify()

    def _identify(self) -> Deployment:
        try:
            with unavailable("AWS"):
                caller = self.client("sts").get_caller_identity()
        except CredentialsExpired as error:
            raise CloudError(expired(error.code)) from error
        except Unavailable as error:
            advice = "Check the network, and aws_region in zappa_settings.json."
            raise CloudError(f"AWS does not answer ({error}). {advice}") from error
        except (BotoCoreError, ClientError) as error:
            advice = f"Set AWS_PROFILE, or {SIGN_IN}."
            said = explained(error) or f"{str(error).rstrip('.')}. {advice}"
            raise CloudError(said) from error
        return Deployment(self._stage, caller["Account"], caller["Arn"].split(":")[1])

    def client(self, service: str) -> Any:
        """A client of the stage's region."""
        with self._lock:
            if service not in self._clients:
                made = clients.client(service, self._stage.region, self._session, _PATIENCE)
                self._clients[service] = made
            return self._clients[service]

    @cached_property
    def bucket(self) -> S3Bucket:
        """The content bucket."""
        return S3Bucket(lambda: self.client("s3"), self.deployment.stage.bucket)

    @cached_property
    def table(self) -> DynamoTable:
        """The table."""
        return DynamoTable(lambda: self.client("dynamodb"), self.deployment.stage.table)


@contextlib.contextmanager
def looking_at(what: str, *, needs: str) -> Iterator[None]:
    """Turn AWS's failures into `NotChecked`, and its not knowing the thing into `Absent`.

    `needs` is the permission that the look takes.
    """
    try:
        with unavailable("AWS does not answer"):
            yield
    except Unavailable as error:
        raise NotChecked(f"{error}") from error
    except ClientError as error:
        if code_of(error) in _ABSENT:
            raise Absent(f"there is no {what}") from error
        if code_of(error) in DENIED:
            raise NotChecked(f"it needs the right {needs} ({POLICY} has it)") from error
        raise NotChecked(f"{error}") from error
