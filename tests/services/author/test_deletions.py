"""Tests of what is noted of deletions."""

from collections.abc import Callable
from io import BytesIO

from handler.core.authoring.deletions import MOST, PLACE
from handler.memory.bucket import MemoryBucket
from handler.services.author.deletions import Deletions
from handler.services.ports import Unavailable
from tests.services.author.places import NOW
from tests.services.blog import StoppedClock


def deletions(on_call: Callable[[str], None] = lambda call: None) -> Deletions:
    return Deletions(MemoryBucket(on_call), StoppedClock(NOW))


def test_the_latest_deletions_are_noted_once_each() -> None:
    found = deletions()
    for number in range(MOST + 5):
        found.note(f"{number}.md", "A", "Ann")
    found.note("54.md", "B")
    assert [each.key for each in found.all()] == [f"{n}.md" for n in range(54, 4, -1)]
    assert [(each.title, each.author, each.at) for each in found.all()[:2]] == [
        ("B", "", NOW),
        ("A", "Ann", NOW),
    ]


def test_two_who_delete_at_once_are_both_noted() -> None:
    bucket = MemoryBucket(lambda call: meanwhile.pop()() if call == "bucket put" else None)
    found = Deletions(bucket, StoppedClock(NOW))
    meanwhile: list[Callable[[], object]] = [lambda: None, lambda: None, lambda: None]
    meanwhile.append(lambda: bucket.replace(PLACE, BytesIO(b"[]"), "", None))
    found.note("a.md", "A")
    assert [each.key for each in found.all()] == ["a.md"]


def test_a_bucket_that_does_not_answer_keeps_nobody_from_deleting() -> None:
    def fail(_call: str) -> None:
        raise Unavailable("bucket: 503")

    deletions(fail).note("a.md", "A")
