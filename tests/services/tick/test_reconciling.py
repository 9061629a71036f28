"""Comparing: whatever events were lost, doubled or late, the index comes to hold the bucket."""

from datetime import timedelta
from itertools import permutations

import pytest

from handler.core.index import items
from handler.core.model.writes import Key, Put
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import StoredObject, Unavailable
from handler.services.status import overview
from tests.services.blog import Blog, Fuse, make_services, post_key, post_text
from tests.support.open_sandbox import OpenSandbox

pytestmark = pytest.mark.slow

A, B, C = (post_key(f"2026-01-0{day}-p{day}") for day in (1, 2, 3))
ALWAYS = timedelta(days=999)
LOOK = ["bucket list", "bucket get"]
"""A comparison that finds nothing: what there is, and whether the desk is on."""


def compare(blog: Blog, budget: timedelta = ALWAYS) -> bool:
    """Compare bucket and index, and say whether that is complete."""
    return blog.services.reconciler.run(blog.clock.now() + budget)


def test_lost_events_are_made_up_for() -> None:
    blog = Blog()
    blog.publish(A, post_text("A"))
    blog.publish(B, post_text("B"))
    blog.bucket.delete(A)
    blog.put(B, post_text("New"))
    blog.put(C, post_text("C"))
    blog.put("images/cat.png", b"png")
    assert compare(blog)
    assert blog.titles("/") == ["C", "New"]
    assert blog.show("/images/cat.png") == "file images/cat.png"


@pytest.mark.parametrize("order", set(permutations([A, A, B, B, C])))
def test_doubled_late_and_reordered_events_come_to_the_same(order: tuple[str, ...]) -> None:
    blog, other = Blog(), Blog()
    for key, title in ((A, "A"), (B, "B"), (C, "C"), (A, "A2")):
        blog.put(key, post_text(title))
        other.publish(key, post_text(title))
    for each in (blog, other):
        each.bucket.delete(B)
    for key in (*order, B):
        blog.publish(key)
    other.publish(B)
    assert blog.titles("/") == other.titles("/") == ["C", "A2"]


def test_a_comparison_that_finds_nothing_costs_nothing_but_the_look() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append), table=MemoryTable())
    for key in (A, B, C):
        blog.publish(key, post_text("P"))
    assert compare(blog)
    before = dict(blog.table.scan())
    calls.clear()
    assert compare(blog)
    assert calls == LOOK
    assert dict(blog.table.scan()) == before


@pytest.mark.parametrize("count", [999, 1000, 1001, 2001])
def test_every_key_of_a_large_bucket_is_compared(count: int) -> None:
    blog = Blog(sandbox=OpenSandbox())
    keys = [f"images/{number:04}.png" for number in range(count)]
    for key in keys:
        blog.put(key, b"png")
    assert compare(blog)
    assert [key for key, _ in blog.table.query(items.MANIFEST)] == ["_config.yml", *keys]
    for key in keys:
        blog.bucket.delete(key)
    assert compare(blog)
    assert [key for key, _ in blog.table.query(items.MANIFEST)] == ["_config.yml"]


def test_a_comparison_goes_on_where_its_time_was_over() -> None:
    blog = Blog(bucket=MemoryBucket(lambda _: clock.pass_by(timedelta(seconds=1))))
    blog.table = MemoryTable()
    clock = blog.clock
    blog.services = make_services(blog.bucket, blog.table, clock)
    for number in range(25):
        blog.put(f"files/{number:02}.bin", b"data")
    results = [compare(blog, timedelta(seconds=10)) for _ in range(3)]
    assert results == [False, False, True]
    assert len(blog.table.query(items.MANIFEST)) == 25


def test_wherever_aws_fails_a_comparison_goes_on_later() -> None:
    for number in range(1, 100):
        fuse = Fuse(Unavailable)
        blog = Blog(bucket=MemoryBucket(fuse), table=MemoryTable(fuse))
        for key in (A, B, C):
            blog.put(key, post_text(key[-4]))
        fuse.calls = number
        try:
            compare(blog)
        except Unavailable:
            fuse.calls = 0
            assert compare(blog)
            assert blog.titles("/") == ["3", "2", "1"], number
        else:
            assert number > 10
            return


def test_an_aws_that_stays_away_is_told_as_it_was_first() -> None:
    failing = ""

    def fail(call: str) -> None:
        if failing and call in {"bucket list", "write"}:
            raise Unavailable(f"{failing} {call}")

    blog = Blog(bucket=MemoryBucket(fail), table=MemoryTable(fail))
    failing = "no"
    with pytest.raises(Unavailable, match="no bucket list"):
        compare(blog)


def test_a_comparison_is_due_once_an_hour() -> None:
    blog = Blog()
    blog.tick()
    blog.put(A, post_text("A"))
    blog.tick(59)
    assert blog.titles("/") == []
    blog.tick()
    assert blog.titles("/") == ["A"]


@pytest.mark.parametrize("key", ["_config.yml", "_includes/note.html", "_data/people.json"])
def test_what_other_files_depend_on_makes_a_comparison_due_at_once(key: str) -> None:
    blog = Blog()
    blog.tick()
    blog.put(A, post_text("A"))
    blog.publish(key, "{}")
    blog.tick()
    assert blog.titles("/") == ["A"]


def test_another_renderer_makes_every_post_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    blog = Blog()
    blog.publish(A, post_text("A"))
    blog.publish("about.md", post_text("About"))
    for module in ("shared", "wiring"):
        monkeypatch.setattr(f"handler.{module}.renderer_fingerprint", lambda: "new")
    blog.services = make_services(blog.bucket, blog.table, blog.clock)
    assert compare(blog)
    rows = dict(blog.table.query(items.MANIFEST))
    assert all(str(rows[key]["stamp"]).startswith("new.") for key in (A, "about.md"))


def test_a_changed_timezone_moves_posts_to_their_new_day() -> None:
    blog = Blog()
    blog.publish(A, post_text("A", date="'2026-01-01 23:30 +0000'"))
    blog.publish("_config.yml", "title: Blog\npermalink: pretty\ntimezone: Asia/Seoul\n")
    blog.tick()
    assert blog.shows("/2026/01/02/p1/", "/2026/01/01/p1/") == {
        "/2026/01/02/p1/": "< A >  | <p>Text.</p> | Blog",
        "/2026/01/01/p1/": "-> /2026/01/02/p1/",
    }


def test_a_post_that_waits_for_a_path_is_tried_again() -> None:
    blog = Blog()
    blog.publish(A, post_text("A", permalink="/p/"))
    blog.publish(B, post_text("B", permalink="/p/"))
    blog.bucket.delete(A)
    assert compare(blog)
    assert blog.titles("/") == ["B"]


def test_a_rejected_file_is_not_tried_again_until_something_changes() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append), table=MemoryTable())
    assert blog.publish(A, post_text("[")).state == "rejected"
    calls.clear()
    assert compare(blog)
    assert calls == LOOK


def test_files_that_are_no_content_are_passed_over() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append), table=MemoryTable())
    for key in ("_layouts/post.html", ".git/config", "node_modules/a.js", ".coldpress/body.br"):
        blog.put(key, b"")
    calls.clear()
    assert compare(blog)
    assert calls == LOOK


def test_a_key_that_cannot_be_served_is_rejected_and_harms_no_other() -> None:
    blog = Blog()
    for key in ("a//b.md", "images\\cat.png", "images/cat\n.png", A):
        blog.put(key, post_text("A"))
    assert compare(blog)
    states = {key: item["state"] for key, item in blog.table.query(items.MANIFEST)}
    assert states == {
        "_config.yml": "live",
        A: "live",
        "a//b.md": "rejected",
        "images\\cat.png": "rejected",
        "images/cat\n.png": "rejected",
    }


def test_an_index_that_knows_another_version_is_corrected() -> None:
    blog = Blog()
    blog.publish(A, post_text("A"))
    place = Key(items.MANIFEST, A)
    row = blog.table.get([place])[place]
    blog.table.write(Put(place, {**row, "etag": "other"}))
    assert compare(blog)
    assert blog.titles("/") == ["A"]


class TimeOut(BaseException):
    """What Lambda does to an event that takes too long."""


class Deadly(MemoryBucket):
    """A bucket with one file that ends every process which reads it."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        if key == A:
            raise TimeOut
        return super().get(key, version=version, limit=limit)


def test_a_file_at_which_two_processes_ended_keeps_no_other_waiting_and_is_told() -> None:
    blog = Blog(bucket=Deadly())
    for key in (A, B):
        blog.put(key, post_text(key[-4]))
    for _ in range(2):
        with pytest.raises(TimeOut):
            blog.tick()
    blog.tick()
    assert blog.titles("/") == ["2"]
    (source,) = overview(blog.table).troubled
    assert (source.key, source.state) == (A, "rejected")
    assert "twice, the process that tried came to its end" in str(source.problems[0])
    blog.tick(3)


def test_a_file_that_was_set_aside_is_tried_again_the_next_day_and_when_it_is_uploaded() -> None:
    blog = Blog(bucket=Deadly())
    blog.put(A, post_text("A"))
    for _ in range(2):
        with pytest.raises(TimeOut):
            blog.tick()
    blog.tick(2)
    blog.clock.pass_by(timedelta(days=1))
    with pytest.raises(TimeOut):
        blog.tick()
    with pytest.raises(TimeOut):
        blog.publish(A, post_text("Anew"))


def test_a_page_that_names_a_hidden_post_in_its_excerpt_follows_with_the_next_tick() -> None:
    blog = Blog()
    blog.publish(A, post_text("Secret"))
    blog.publish("all.md", post_text("All", "{% for p in site.posts %}{{ p.title }}{% endfor %}"))
    blog.tick()
    blog.publish(A, post_text("Secret", published="false"))
    blog.tick()
    found = blog.table.get([items.source_key("all.md")])
    assert found
    assert "Secret" not in str(found)
