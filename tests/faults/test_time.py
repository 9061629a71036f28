"""How long readers wait for an AWS that hangs, with the time-outs and threads of production."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.wiring import Services
from tests.faults import faults
from tests.faults.blog import (
    BOTH,
    BUCKET,
    LISTING,
    POST,
    TABLE,
    UNREAD,
    FaultyBlog,
    get,
    of_service,
    outcome,
    production_client,
)
from tests.faults.proxy import Fault, FaultProxy
from tests.services.blog import NOW


class RunningClock:
    """Time that begins when the other tests take place."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def now(self) -> datetime:
        """See `Clock.now`."""
        return NOW + timedelta(seconds=time.monotonic() - self._started)

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        time.sleep(seconds)


@pytest.fixture(scope="module")
def blog(proxy: FaultProxy) -> FaultyBlog:
    """A blog."""
    return FaultyBlog(proxy)


def start(blog: FaultyBlog) -> Services:
    """A new process as Lambda starts it, but for the way to AWS."""
    endpoint, settings = blog.proxy.endpoint, blog.settings
    return Services(
        settings,
        bucket=S3Bucket(lambda: production_client("s3", endpoint), settings.bucket),
        table=DynamoTable(lambda: production_client("dynamodb", endpoint), settings.table),
        clock=RunningClock(),
    )


def timed(services: Services, path: str) -> tuple[str, float]:
    """What a reader gets, and after how many seconds."""
    started = time.monotonic()
    return outcome(get(services, path)), time.monotonic() - started


@pytest.mark.parametrize(
    ("down", "fault"),
    [
        (TABLE, faults.silent),
        (TABLE, faults.busy),
        (BUCKET, faults.silent),
        (BUCKET, faults.trickle),
        (BOTH, faults.silent),
        (BOTH, faults.trickle),
    ],
)
def test_readers_have_their_answer_within_5_seconds(
    blog: FaultyBlog, down: tuple[str, ...], fault: Fault
) -> None:
    paths = list(UNREAD[down])
    with blog.proxy.faults(of_service(*down, fault=fault)), ThreadPoolExecutor() as readers:
        answers = list(readers.map(lambda path: timed(start(blog), path), paths))
    assert {path: got for path, (got, _) in zip(paths, answers, strict=True)} == UNREAD[down]
    assert max(seconds for _, seconds in answers) < 5


def test_while_a_call_hangs_the_next_readers_do_not_wait_for_the_table(blog: FaultyBlog) -> None:
    process = start(blog)
    with blog.proxy.faults(of_service(*TABLE, fault=faults.silent)):
        assert timed(process, POST)[1] > 2
        calls = len(blog.proxy.calls)
        answers = [timed(process, path) for path in (POST, LISTING)]
        asked = {call.service for call in blog.proxy.calls[calls:]}
    assert [got for got, _ in answers] == ["from the bucket", "503"]
    assert max(seconds for _, seconds in answers) < 1
    assert asked == {"s3"}


def test_a_table_that_is_slow_but_answers_is_waited_for(blog: FaultyBlog) -> None:
    with blog.proxy.faults(of_service(*TABLE, fault=faults.slow)):
        got, seconds = timed(start(blog), LISTING)
    assert (got, seconds < 5) == ("served", True)
