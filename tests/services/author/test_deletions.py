"""Tests of what is noted of deletions."""

from handler.core.authoring.deletions import MOST
from handler.memory.bucket import MemoryBucket
from handler.services.author.deletions import Deletions
from handler.services.ports import Unavailable
from tests.services.author.places import NOW
from tests.services.blog import StoppedClock


def deletions(bucket: MemoryBucket) -> Deletions:
    return Deletions(bucket, StoppedClock(NOW))


def test_the_latest_deletions_are_noted_once_each() -> None:
    found = deletions(MemoryBucket())
    for number in range(MOST + 5):
        found.note(f"{number}.md", "A", "Ann")
    found.note("54.md", "B")
    assert [each.key for each in found.all()] == [f"{n}.md" for n in range(54, 4, -1)]
    assert [(each.title, each.author, each.at) for each in found.all()[:2]] == [
        ("B", "", NOW),
        ("A", "Ann", NOW),
    ]


def test_two_who_delete_at_once_are_both_noted() -> None:
    others = ["b.md", "c.md"]

    def meanwhile(call: str) -> None:
        if call == "bucket put" and others:
            deletions(bucket).note(others.pop(), "")

    bucket = MemoryBucket(meanwhile)
    deletions(bucket).note("a.md", "A")
    assert {each.key for each in deletions(bucket).all()} == {"a.md", "b.md", "c.md"}


def test_a_bucket_that_does_not_answer_keeps_nobody_from_deleting() -> None:
    def fail(_call: str) -> None:
        raise Unavailable("bucket: 503")

    deletions(MemoryBucket(fail)).note("a.md", "A")
