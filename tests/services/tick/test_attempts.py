"""One file that cannot be published does not keep the others waiting."""

from contextlib import suppress
from datetime import timedelta

import pytest

from handler.machine import SystemClock
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.ports import Clock, StoredObject, Unavailable
from handler.services.publish.publishing import Publisher
from handler.services.status import overview
from handler.services.tick.attempts import Attempts, Chore
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox


class PoisonedBucket(MemoryBucket):
    """A bucket in which one key brings out a bug and another never answers."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        if "poison" in key:
            raise ZeroDivisionError
        if "slow" in key:
            raise Unavailable("bucket")
        return super().get(key, version=version, limit=limit)


def make_attempts(table: MemoryTable, clock: Clock | None = None) -> Attempts:
    bucket = PoisonedBucket()
    bucket.put("_posts/2020-01-01-fine.md", b"text", "text/markdown")
    return Attempts(
        Publisher(bucket, table, clock or SystemClock(), Blobs(bucket), OpenSandbox(), "r")
    )


def test_the_others_are_published_and_the_failure_names_its_key() -> None:
    table = MemoryTable()
    attempts = make_attempts(table)
    for key in ("_posts/2020-01-01-poison.md", "_posts/2020-01-01-fine.md"):
        attempts.attempt(key)
    assert len(table.query("list#all")) == 1
    with pytest.raises(ExceptionGroup) as raised:
        attempts.raise_any()
    (failure,) = raised.value.exceptions
    assert failure.__notes__ == ["while publishing _posts/2020-01-01-poison.md"]


def test_nothing_is_raised_if_nothing_failed() -> None:
    attempts = make_attempts(MemoryTable())
    attempts.attempt("_posts/2020-01-01-fine.md")
    attempts.raise_any()


def test_an_aws_that_does_not_answer_stops_at_once() -> None:
    with pytest.raises(Unavailable):
        make_attempts(MemoryTable()).attempt("_posts/2020-01-01-slow.md")


class Killed(BaseException):
    """The process ends."""


def kill() -> None:
    raise Killed


class Chores:
    """Three chores, of which the second ends each process, and what the others did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.clock = StoppedClock()
        self.table = MemoryTable()

    def run(self) -> str:
        """What is done in one round, with a mark where it comes to its end."""
        self.clock.pass_by(timedelta(minutes=1))
        attempts = make_attempts(self.table, self.clock)
        chores: dict[str, Chore] = {
            "a": lambda _: lambda: self.done.append("a"),
            "b": lambda _: kill,
            "c": lambda _: lambda: self.done.append("c"),
        }
        self.done = []
        with suppress(Killed):
            attempts.do_chores(chores, self.clock.now())
            return "".join(self.done)
        return "".join(self.done) + "!"


def test_a_chore_that_ends_the_process_comes_last_and_then_once_an_hour() -> None:
    chores = Chores()
    assert [chores.run() for _ in range(4)] == ["a!", "ac!", "ac", "ac"]
    assert overview(chores.table).left_out == ("b",)
    chores.clock.pass_by(timedelta(hours=1))
    assert [chores.run() for _ in range(2)] == ["ac!", "ac"]


def test_a_chore_that_fails_keeps_no_other_waiting_and_is_named() -> None:
    attempts, done = make_attempts(MemoryTable()), list[str]()
    chores: dict[str, Chore] = {
        "a": lambda _: lambda: 1 / 0,
        "b": lambda _: lambda: done.append("b"),
        "c": lambda _: None,
    }
    attempts.do_chores(chores, StoppedClock().now())
    assert done == ["b"]
    with pytest.raises(ExceptionGroup) as raised:
        attempts.raise_any()
    assert raised.value.exceptions[0].__notes__ == ["with a"]


def test_what_there_is_nothing_to_do_for_costs_no_note() -> None:
    calls: list[str] = []
    attempts = make_attempts(MemoryTable(calls.append))
    attempts.do_chores({"a": lambda _: None, "b": lambda _: None}, StoppedClock().now())
    assert calls == ["query"]
