"""How long readers wait for an AWS that hangs, with the time-outs of production."""

from types import SimpleNamespace

import pytest

from tests.faults import faults
from tests.faults.aws import Fault, FaultyAWS
from tests.faults.blog import (
    BOTH,
    BUCKET,
    LISTING,
    POST,
    TABLE,
    UNREAD,
    FaultyBlog,
    at_call,
    get,
    of_service,
    outcome,
)
from tests.faults.simulated_time import SimulatedClock, SimulatedServices


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog."""
    return FaultyBlog(aws)


@pytest.fixture
def clock(blog: FaultyBlog, aws: FaultyAWS, monkeypatch: pytest.MonkeyPatch) -> SimulatedClock:
    """The time of readers, faults, and pauses that the SDK makes before it tries again."""
    blog.reconnect()
    clock = SimulatedClock()
    monkeypatch.setattr(aws, "pass_time", clock.sleep)
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=clock.sleep))
    return clock


def start(blog: FaultyBlog, clock: SimulatedClock) -> SimulatedServices:
    """A new process as Lambda starts it, but for the way to AWS and the time it takes."""
    return SimulatedServices(
        clock, settings=blog.settings, bucket=blog.bucket(), table=blog.table()
    )


def timed(services: SimulatedServices, path: str) -> tuple[str, float]:
    """What a reader gets, and after how many seconds."""
    started = services.clock.now()
    got = outcome(get(services, path))
    return got, (services.clock.now() - started).total_seconds()


@pytest.mark.slow
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
    blog: FaultyBlog, clock: SimulatedClock, down: tuple[str, ...], fault: Fault
) -> None:
    with blog.aws.faults(of_service(*down, fault=fault)):
        answers = {path: timed(start(blog, clock), path) for path in UNREAD[down]}
    assert {path: got for path, (got, _) in answers.items()} == UNREAD[down]
    waits = [seconds for path, (_, seconds) in answers.items()]
    assert 2 <= max(waits) < 5


def test_while_a_call_hangs_the_next_readers_do_not_wait_for_the_table(
    blog: FaultyBlog, clock: SimulatedClock
) -> None:
    process = start(blog, clock)
    with blog.aws.faults(of_service(*TABLE, fault=faults.silent)):
        assert timed(process, POST)[1] > 2
        calls = len(blog.aws.calls)
        answers = [timed(process, path) for path in (POST, LISTING)]
        asked = {call.service for call in blog.aws.calls[calls:]}
    assert [got for got, _ in answers] == ["from the bucket", "503"]
    assert max(seconds for _, seconds in answers) < 1
    assert asked == {"s3"}


def test_a_table_that_is_slow_but_answers_is_waited_for(
    blog: FaultyBlog, clock: SimulatedClock
) -> None:
    blog.touch("site")
    with blog.aws.faults(of_service(*TABLE, fault=faults.slow)):
        got, seconds = timed(start(blog, clock), LISTING)
    assert got == "served"
    assert 1 < seconds < 5


def test_a_table_that_hangs_while_a_process_starts_is_not_waited_for_again(
    blog: FaultyBlog, clock: SimulatedClock
) -> None:
    process = start(blog, clock)
    with blog.aws.faults(of_service(*TABLE, fault=faults.silent)):
        process.reader.prepare()
        got, seconds = timed(process, POST)
    assert (got, seconds < 1) == ("from the bucket", True)


def test_a_connection_that_died_unnoticed_keeps_nobody_from_the_page(
    blog: FaultyBlog, clock: SimulatedClock
) -> None:
    blog.touch("site")
    process = start(blog, clock)
    with blog.aws.faults(at_call(1, faults.silent, attempts=1)):
        got, seconds = timed(process, LISTING)
    assert (got, seconds < 1.5) == ("served", True)
