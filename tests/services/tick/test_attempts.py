"""One file that cannot be published does not keep the others waiting."""

import pytest

from handler.memory.bucket import MemoryBucket
from handler.memory.sandbox import OpenSandbox
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.ports import StoredObject, Unavailable
from handler.services.publish.publishing import Publisher
from handler.services.tick.attempts import Attempts
from handler.wiring import SystemClock


class PoisonedBucket(MemoryBucket):
    """A bucket in which one key brings out a bug and another never answers."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        if "poison" in key:
            raise ZeroDivisionError
        if "slow" in key:
            raise Unavailable("bucket")
        return super().get(key, version=version, limit=limit)


def make_attempts(table: MemoryTable) -> Attempts:
    bucket = PoisonedBucket()
    bucket.put("_posts/2020-01-01-fine.md", b"text", "text/markdown")
    return Attempts(Publisher(bucket, table, SystemClock(), Blobs(bucket), OpenSandbox(), "r"))


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
