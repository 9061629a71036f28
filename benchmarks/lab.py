"""What the benchmarks on Lambda's emulator share, each made when it is first needed.

The packages, an AWS with the same post for each of them, and the events that ask for it.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from benchmarks import packages
from benchmarks.blog import path_of, publish_post, source, text_of
from benchmarks.events import request_event
from benchmarks.packages import STAGE, Package
from handler.aws.clients import connect
from handler.cli.infrastructure.stages import read_stage
from handler.cli.local.embedded.aws import create_stores, embedded_aws
from handler.settings import Settings
from handler.wiring import Services
from tools.emulator import Emulator
from tools.tls import Authority, Endpoint, tls_before

_NAIVE = "naive"
_POSTS = 30
_TICKS = 2
"""After which there is nothing left for a tick to do."""


@dataclass(frozen=True, slots=True)
class Function:
    """A packaged blog, what Lambda sets for it, and an event that asks it for the post."""

    package: Package
    environment: Mapping[str, str]
    event: Mapping[str, Any]

    def emulator(self, memory_mb: int = 512) -> Emulator:
        """A new execution environment, which is told of so much memory."""
        folder, handler = self.package.folder, self.package.handler
        return Emulator(folder, handler, self.environment, memory_mb=memory_mb)


class Lab:
    """A context manager: all that it made ends with it."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    @cached_property
    def _folder(self) -> Path:
        return Path(self._stack.enter_context(TemporaryDirectory()))

    @cached_property
    def aws(self) -> Mapping[str, str]:
        """The environment variables that lead to AWS."""
        return self._stack.enter_context(embedded_aws())

    @cached_property
    def services(self) -> Services:
        """The services of the packaged blog's stage, in this process, over an empty blog."""
        os.environ.update(self.aws)
        stage = read_stage(STAGE)
        services = Services(Settings(stage.bucket, stage.table))
        create_stores(services.settings)
        return services

    @cached_property
    def coldpress(self) -> Function:
        """Our blog, with the post published and its page stored."""
        publish_post(self.services, 0)
        package = packages.coldpress(self._folder / "coldpress")
        return self._warm(Function(package, self.aws, request_event(path_of(0))))

    @cached_property
    def tls(self) -> Endpoint:
        """The same AWS behind TLS, as Lambda meets it."""
        authority = Authority.make(self._folder)
        return self._stack.enter_context(tls_before(self.aws["AWS_ENDPOINT_URL"], authority))

    @cached_property
    def coldpress_over_tls(self) -> Function:
        """Our blog with some more posts, asked for the stored page, with AWS behind TLS."""
        for index in range(1, _POSTS):
            publish_post(self.services, index)
        for _ in range(_TICKS):
            self.services.ticker.tick()
        environment = {**self.aws, **self.tls.environment}
        return self._warm(replace(self.coldpress, environment=environment))

    @cached_property
    def naive(self) -> Function:
        """The plain blog with the same post in its bucket and the page in its table."""
        environment = {**self.aws, "NAIVE_BUCKET": _NAIVE, "NAIVE_TABLE": _NAIVE}
        os.environ.update(self.aws)
        _make_naive_stores()
        package = packages.naive(self._folder / "naive")
        return self._warm(Function(package, environment, request_event("/post-0")))

    @cached_property
    def empty(self) -> Function:
        """The empty Flask application."""
        package = packages.empty(self._folder / "empty")
        return self._warm(Function(package, self.aws, request_event("/post-0")))

    def _warm(self, function: Function) -> Function:
        """Ask once, which stores the page and shows that it is answered."""
        with function.emulator() as emulator:
            answer = emulator.invoke(function.event)
            assert answer["statusCode"] == 200, (answer, emulator.logs())
        return function


def _make_naive_stores() -> None:
    s3, dynamodb = connect("s3"), connect("dynamodb")
    s3.create_bucket(Bucket=_NAIVE)
    s3.put_object(Bucket=_NAIVE, Key="post-0.md", Body=source(0, text_of(0)))
    dynamodb.create_table(
        TableName=_NAIVE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "slug", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "slug", "AttributeType": "S"}],
    )
