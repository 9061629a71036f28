"""The tick: what is due is published within a minute, and what was interrupted is finished."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest

from handler.core.index import items
from handler.core.index.invalidations import Invalidation
from handler.core.model.writes import Key, Put
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.tick.republishing import Republishing
from tests.services.blog import NOW, Blog, Fuse, copy_of, post_key, post_text

PATHS = ["/", "/tags/", "/tags/red/", "/feed.json", "/2026/01/01/a/", "/2026/01/02/b/", "/b/"]


@pytest.mark.parametrize("seconds", [1, 59, 60, 61, 119])
def test_a_scheduled_post_is_live_within_60_seconds_of_its_date(seconds: int) -> None:
    blog = Blog()
    due = NOW + timedelta(seconds=seconds)
    assert blog.post("2026-06-01-a", "A", date=f"'{due}'").due == due
    while blog.clock.now() < due:
        assert blog.titles("/") == []
        blog.tick()
    assert blog.titles("/") == ["A"]
    assert blog.clock.now() - due < timedelta(seconds=60)
    assert blog.table.query(items.SCHEDULED) == []


def test_a_scheduled_post_that_was_changed_or_deleted_in_time_stays_away() -> None:
    blog = Blog()
    for name in "abc":
        blog.post(f"2026-06-01-{name}", name, date="2026-06-02")
    blog.post("2026-06-01-a", "a", date="2026-07-01")
    blog.post("2026-06-01-b", "b", date="2026-06-02", published="false")
    blog.delete(post_key("2026-06-01-c"))
    blog.clock.pass_by(timedelta(days=2))
    blog.tick()
    assert blog.titles("/") == []
    assert [item["key"] for _, item in blog.table.query(items.SCHEDULED)] == [
        post_key("2026-06-01-a")
    ]


def test_a_live_post_that_gets_a_future_date_goes_and_comes_back() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A")
    blog.post("2026-01-01-a", "A", date="2026-06-02")
    assert blog.titles("/") == []
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    assert blog.titles("/") == ["A"]


def test_a_scheduled_post_whose_next_version_is_broken_is_published_as_it_was() -> None:
    blog = Blog()
    blog.post("2026-06-01-a", "A", date="2026-06-02")
    assert blog.publish(post_key("2026-06-01-a"), post_text("[")).state == "rejected"
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    assert blog.titles("/") == ["A"]


@pytest.mark.slow
def test_more_posts_than_one_tick_takes_are_all_published() -> None:
    blog = Blog()
    for number in range(120):
        blog.post(f"2026-06-01-p{number}", f"p{number}", date="2026-06-02")
    blog.clock.pass_by(timedelta(days=1))
    blog.tick(2)
    assert blog.table.query(items.SCHEDULED) == []
    assert len(blog.table.query(items.ALL)) == 120


@pytest.mark.slow
def test_a_tick_stops_at_its_budget_and_goes_on_in_the_next() -> None:
    blog = Blog(bucket=MemoryBucket(lambda call: slow(call)), table=MemoryTable())
    slow: Callable[[str], None] = lambda _: blog.clock.pass_by(timedelta(seconds=1))  # noqa: E731
    for number in range(60):
        blog.post(f"2026-06-01-p{number}", f"p{number}", date="2026-06-02")
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    assert len(blog.table.query(items.ALL)) == 40
    blog.tick()
    assert len(blog.table.query(items.ALL)) == 60


class Crash(BaseException):
    """The process ends at once."""


def make_blog(fuse: Fuse) -> Blog:
    """A blog whose process ends at some call; three posts, of which all pages were read."""
    return copy_of(_read_blog(), fuse)


@cache
def _read_blog() -> Blog:
    blog = Blog()
    blog.post("2026-01-01-a", "A", tags="[Red]")
    blog.post("2026-01-02-b", "B", tags="[Red]")
    blog.post("2026-01-03-c", "C", permalink="/2026/01/02/b/")
    blog.tick()
    blog.shows(*PATHS)
    return blog


def edit(blog: Blog) -> str:
    """Move a post, so that another one gets its path, and say which key that is."""
    return blog.put(post_key("2026-01-02-b"), post_text("New", tags="[Blue]", permalink="/b/"))


@pytest.mark.slow
def test_whatever_call_publishing_is_interrupted_at_the_ticks_finish_it() -> None:
    expected = make_blog(Fuse(Crash))
    expected.publish(edit(expected))
    assert expected.titles("/") == ["C", "New", "A"]
    for number in range(1, 100):
        fuse = Fuse(Crash)
        blog = make_blog(fuse)
        key = edit(blog)
        fuse.calls = number
        try:
            blog.publish(key)
        except Crash:
            blog.shows(*PATHS)
            blog.clock.pass_by(timedelta(hours=1))
            blog.tick(2)
            assert blog.shows(*PATHS) == expected.shows(*PATHS), number
            assert blog.table.query(items.PENDING) == []
        else:
            assert number > 20
            return
    raise AssertionError("publishing takes more calls than expected")


def test_an_invalidation_that_nobody_finished_is_finished_by_the_tick() -> None:
    blog = make_blog(Fuse(Crash))
    place = Key(items.PENDING, "somebody#000000000001")
    left = Invalidation(place, frozenset({"list#all"}), frozenset(), frozenset())
    blog.table.write(Put(place, left.to_item()))
    generation = items.generation_key("list#all")
    before = int(blog.table.get([generation])[generation]["n"])
    blog.tick()
    assert blog.table.get([generation]) == {generation: {"n": before + 1}}
    assert blog.table.query(items.PENDING) == []


def test_what_no_time_is_left_for_is_done_by_the_next_tick() -> None:
    blog = make_blog(Fuse(Crash))
    blog.publish("all.md", post_text("All", "{% for p in site.posts %}{{ p.title }} {% endfor %}"))
    place = Key(items.PENDING, "somebody#000000000001")
    blog.table.write(Put(place, Invalidation(place, frozenset({"list#all"})).to_item()))
    blog.post("2026-01-01-a", "Anew", tags="[Red]")
    blog.services.ticker.tick(timedelta())
    assert len(blog.table.query(items.PENDING)) == 1
    work = Republishing(blog.table, blog.clock, blog.services.publisher).work
    if late := work(blog.clock.now()):
        late()
    assert work(blog.clock.now()) is not None
    blog.tick()
    assert blog.table.query(items.PENDING) == []
    assert work(blog.clock.now()) is None
    assert "Anew" in blog.show("/all/")


def test_an_idle_tick_changes_nothing() -> None:
    blog = make_blog(Fuse(Crash))
    before = dict(blog.table.scan())
    blog.tick(3)
    assert dict(blog.table.scan()) == before
