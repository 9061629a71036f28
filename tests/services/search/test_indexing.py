"""How the search index follows what is published, whatever happens to the ticks."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from handler.core.index import items
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Delete
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Allowance, StoredObject, Unavailable
from handler.services.search.parts import COMPLETE, PLACE
from tests.services.blog import Blog, StoppedClock, make_services, post_key, post_text
from tests.services.search.blog import index, indexed_keys, titles
from tests.support.open_sandbox import OpenSandbox


class Cut(Exception):
    """A process ends at a call."""


class Slow(OpenSandbox):
    """A sandbox in which each text takes all the time there is."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """See `Sandbox.run`."""
        result = super().run(task, arguments, allowance)
        if task.endswith(":make_document"):
            allowance.seconds = 0
        return result


def test_texts_that_take_long_come_in_one_after_another() -> None:
    blog = Blog(sandbox=Slow())
    for day in range(1, 5):
        blog.post(f"2026-01-0{day}-p", f"P{day}", "word")
    index(blog)
    for day in range(1, 5):
        blog.post(f"2026-01-0{day}-p", f"Q{day}", "word")
    index(blog)
    assert titles(blog, "word") == ["Q4", "Q3", "Q2", "Q1"]


def test_an_edited_post_is_found_by_its_new_words_alone() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", "before")
    index(blog)
    blog.post("2026-01-01-a", "A", "after")
    index(blog)
    assert (titles(blog, "before"), titles(blog, "after")) == ([], ["A"])


def test_a_post_that_is_no_longer_live_is_no_longer_found() -> None:
    blog = Blog()
    for name in ("a", "b"):
        blog.post(f"2026-01-01-{name}", name, "word")
    index(blog)
    blog.delete(post_key("2026-01-01-a"))
    blog.post("2026-01-01-b", "b", "word", published="false")
    index(blog)
    assert titles(blog, "word") == []


def test_a_post_is_found_once_it_is_due() -> None:
    blog = Blog()
    blog.post("2026-06-02-a", "A", "word")
    index(blog)
    assert titles(blog, "word") == []
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    assert titles(blog, "word") == ["A"]


def test_a_broken_upload_leaves_the_live_version_to_be_found() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", "word")
    blog.publish(post_key("2026-01-01-a"), "---\ntitle: [\n---\nbroken\n")
    index(blog)
    assert (titles(blog, "word"), titles(blog, "broken")) == (["A"], [])


def test_text_of_an_include_is_found_after_the_include_changed() -> None:
    blog = Blog()
    blog.publish("_includes/note.html", "before")
    blog.post("2026-01-01-a", "A", "{% include note.html %}")
    index(blog)
    blog.publish("_includes/note.html", "after")
    blog.tick(2)
    assert (titles(blog, "before"), titles(blog, "after")) == ([], ["A"])


def test_a_tick_without_changes_costs_two_calls_and_writes_nothing() -> None:
    calls: list[str] = []
    blog = soon_after(Blog(bucket=MemoryBucket(calls.append), table=MemoryTable(calls.append)))
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    calls.clear()
    index(blog)
    assert calls == ["bucket head", "query"]


def soon_after(blog: Blog) -> Blog:
    """A blog at a time when what its bucket stores is not old yet."""
    blog.clock.time = datetime(2026, 1, 5, tzinfo=UTC)
    return blog


def test_the_same_event_again_does_not_store_the_index_again() -> None:
    blog = soon_after(Blog())
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    before = blog.bucket.head(PLACE)
    blog.services.publisher.publish(post_key("2026-01-01-a"), rewrite=True)
    index(blog)
    assert blog.bucket.head(PLACE) == before
    assert blog.table.query(items.CHANGED) == []


def test_wherever_a_tick_is_cut_off_the_next_ones_complete_it(tmp_path: Path) -> None:
    for number in range(40):
        countdown = [10_000]
        blog = Blog(bucket=MemoryBucket(cut(countdown)), table=MemoryTable(cut(countdown)))
        for day in (1, 2, 3):
            blog.post(f"2026-01-0{day}-p", f"P{day}", "word")
        countdown[0] = number
        try:
            index(blog)
        except Cut:
            countdown[0] = 10_000
            index(blog)
            assert indexed_keys(blog.bucket, tmp_path) == keys("p", 3)
            assert blog.table.query(items.CHANGED) == []
        else:
            assert number > 5
            return


def cut(countdown: list[int]) -> Callable[[str], None]:
    """A hook that ends the process at a call."""

    def on_call(_: str) -> None:
        countdown[0] -= 1
        if countdown[0] < 0:
            raise Cut

    return on_call


def keys(name: str, count: int) -> list[str]:
    return [post_key(f"2026-01-{day:02}-{name}") for day in range(1, count + 1)]


class Interrupted(MemoryBucket):
    """A bucket in which something else happens just before the index is stored."""

    def __init__(self, *, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        while self._meanwhile:
            self._meanwhile.pop()()
        return super().replace(key, file, content_type, etag, author=author)


def test_a_change_during_a_tick_is_left_for_the_next() -> None:
    blog = Blog(bucket=Interrupted(meanwhile=lambda: blog.post("2026-01-01-a", "A", "after")))
    blog.post("2026-01-01-a", "A", "before")
    index(blog)
    assert titles(blog, "before") == ["A"]
    assert len(blog.table.query(items.CHANGED)) == 1
    index(blog)
    assert titles(blog, "after") == ["A"]


def test_of_two_ticks_at_once_one_stores_and_nothing_is_lost() -> None:
    def overtake() -> None:
        blog.post("2026-01-02-b", "B", "word")
        index(blog)

    blog = Blog(bucket=Interrupted(meanwhile=overtake))
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    assert titles(blog, "word") == ["B", "A"]
    index(blog)
    assert titles(blog, "word") == ["B", "A"]
    assert blog.table.query(items.CHANGED) == []


def test_a_lost_index_is_built_again_from_the_table(tmp_path: Path) -> None:
    blog = Blog()
    for key in keys("p", 5):
        blog.publish(key, post_text("P", "word"))
    index(blog)
    blog.bucket.delete(PLACE)
    index(blog)
    assert indexed_keys(blog.bucket, tmp_path) == keys("p", 5)


@pytest.mark.slow
def test_a_large_index_is_built_in_pieces_and_searched_meanwhile() -> None:
    clock = StoppedClock()
    blog = Blog(table=MemoryTable(lambda _: clock.pass_by(timedelta(seconds=2))))
    blog.clock = clock
    blog.services = make_services(blog.bucket, blog.table, clock)
    for number in range(200):
        blog.post(f"2026-01-01-p{number:03}", f"P{number}", "word")
    index_until_complete(blog)
    blog.bucket.delete(PLACE)
    index(blog)
    assert blog.services.searcher.search("word").state == "partial"
    assert titles(blog, "word")
    index_until_complete(blog)
    assert blog.services.searcher.search("p199").state == "ready"
    assert titles(blog, "p199") == ["P199"]


def index_until_complete(blog: Blog) -> None:
    for _ in range(20):
        index(blog)
    held = blog.bucket.head(PLACE)
    assert held
    assert held.content_type == COMPLETE


def test_a_damaged_index_is_built_again() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    blog.bucket.put(PLACE, b"this is no database" * 1000, COMPLETE)
    blog.post("2026-01-02-b", "B", "word")
    index(blog)
    assert set(titles(blog, "word")) == {"A", "B"}


class Full(MemoryBucket):
    """A bucket whose objects do not fit onto the disk."""

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_index_that_no_longer_fits_onto_the_disk_stays_and_the_tick_goes_on() -> None:
    blog = Blog(bucket=Full())
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    before = blog.bucket.head(PLACE)
    blog.post("2026-01-02-b", "B", "word")
    blog.bucket.put(post_key("2026-01-03-c"), post_text("C", "word").encode(), "text/markdown")
    with pytest.raises(ExceptionGroup) as raised:
        blog.tick()
    (failure,) = raised.value.exceptions
    assert "ephemeral_storage" in str(failure)
    assert blog.bucket.head(PLACE) == before
    assert "C" in blog.show("/2026/01/03/c.html")


def test_what_only_a_lost_table_knew_is_not_found() -> None:
    blog = Blog()
    blog.post("2026-01-01-p", "P", "word")
    blog.post("2026-01-02-q", "Q", "word")
    index(blog)
    blog.bucket.delete(post_key("2026-01-02-q"))
    other = Blog(bucket=blog.bucket)
    other.publish(post_key("2026-01-01-p"))
    assert titles(other, "word") == ["P"]


class Forgetful(MemoryBucket):
    """A bucket that has lost all old versions."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        return None if version else super().get(key, limit=limit)


def test_a_body_that_is_lost_keeps_no_other_out() -> None:
    blog = Blog(bucket=Forgetful())
    for name in ("a", "b"):
        blog.post(f"2026-01-01-{name}", name, "First words.\n\nMore text.")
    blog.table.write(Delete(items.body_key(post_key("2026-01-01-a"))))
    index(blog)
    assert set(titles(blog, "first")) == {"a", "b"}
    assert titles(blog, "more") == ["b"]


@pytest.mark.parametrize("count", [1, 50])
def test_publishing_writes_one_row_for_the_search_whatever_the_blog_holds(count: int) -> None:
    blog = Blog()
    for number in range(count):
        blog.post(f"2026-01-01-p{number}", f"P{number}")
    index(blog)
    blog.post("2026-02-01-new", "New")
    assert [key for key, _ in blog.table.query(items.CHANGED)] == [post_key("2026-02-01-new")]


def test_if_the_bucket_does_not_answer_the_change_is_kept() -> None:
    failures: list[Exception] = []

    def on_call(call: str) -> None:
        if failures and call == "bucket put":
            raise failures[0]

    blog = Blog(bucket=MemoryBucket(on_call))
    blog.post("2026-01-01-a", "A", "word")
    failures.append(Unavailable("bucket: timed out"))
    with pytest.raises(Unavailable):
        index(blog)
    failures.clear()
    index(blog)
    assert titles(blog, "word") == ["A"]
