"""Reindexing: everything in the table made anew from the bucket, while readers go on reading."""

import re

import pytest

from handler.core.index import counters, items
from handler.core.model.writes import Delete, Item, Key, Put, Update, Value
from handler.core.search.query import Phrase, Reading
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Conflict, StoredObject
from handler.services.tick.reindexing import Reindexer, correct
from tests.services.blog import Blog, make_services, post_key, post_text

VOLATILE = ("generation#", "page#", "job#", "search#", "pending")
COUNTERS = {"revision", "shared", "links", "stamp"}
PATHS = ["/", "/tags/", "/tags/red/", "/2026/", "/feed.json", "/sitemap.xml", "/about/", "/old/"]


def make_blog() -> Blog:
    """A blog with a file of each kind, of which some were edited and deleted."""
    blog = Blog()
    blog.publish("_includes/note.html", "note")
    blog.publish("_data/people.yml", "- name: Mara\n")
    blog.publish("about.md", post_text("About"))
    blog.publish("images/cat.png", b"png")
    for day in range(1, 6):
        blog.post(f"2026-01-0{day}-p", f"p{day}", "{% include note.html %}", tags="[Red]")
    blog.post("2026-01-01-p", "p1", tags="[Blue]", redirect_from="/old/")
    blog.post("2026-01-06-p", "late", date="2027-01-01")
    blog.publish(post_key("2026-01-02-p"), post_text("["))
    blog.delete(post_key("2026-01-03-p"))
    return blog


def reindex(blog: Blog) -> int:
    """Rebuild everything and say how much was corrected."""
    return make_reindexer(blog).run(lambda _: None)


def make_reindexer(blog: Blog) -> Reindexer:
    return Reindexer(blog.bucket, blog.table, blog.services.publisher)


def index_of(blog: Blog) -> dict[Key, Item]:
    """What the table says, without caches and counters of what happened."""
    return {
        key: {name: _plain(value) for name, value in item.items() if name not in COUNTERS}
        for key, item in blog.table.scan()
        if not key.pk.startswith(VOLATILE) and "expires" not in item and item.get("count") != 0
    }


def _plain(value: Value) -> Value:
    return re.sub(r'"stamp":"[^"]*"', "", value) if isinstance(value, str) else value


def on_empty_table(blog: Blog) -> Blog:
    """The same bucket with a table that was lost."""
    other = Blog(bucket=blog.bucket, table=MemoryTable())
    other.clock = blog.clock
    return other


def test_an_index_rebuilt_from_the_bucket_is_the_one_that_grew() -> None:
    blog = make_blog()
    rebuilt = on_empty_table(blog)
    assert reindex(rebuilt) == 0
    assert rebuilt.shows(*PATHS) == blog.shows(*PATHS)
    assert index_of(rebuilt) == index_of(blog)


def test_reindexing_what_is_right_corrects_nothing() -> None:
    blog = make_blog()
    before = index_of(blog)
    assert reindex(blog) == 0
    assert index_of(blog) == before


def test_strays_are_removed_and_counts_mended() -> None:
    blog = make_blog()
    before, shown = index_of(blog), blog.shows(*PATHS)
    row = blog.table.query(items.ALL)[0][1]
    strays = [
        Key(items.ALL, "2020-01-01T00:00:00Z#/stray/"),
        Key("list#tag#stray", "2020-01-01T00:00:00Z#/stray/"),
        Key("path#/stray"),
        Key("name#stray", "stray"),
        Key("waiting#/stray", "stray"),
    ]
    for key in strays:
        blog.table.write(Put(key, row))
    terms = blog.table.query("terms#tag")
    for sk, _ in terms:
        blog.table.write(Update(Key("terms#tag", sk), add={"count": 7}))
    languages = [place for place in counters.language_keys() if blog.table.get([place])]
    for place in languages:
        blog.table.write(Update(place, add={"und": 7}))
    assert reindex(blog) == len(strays) + len(terms) + len(languages)
    assert index_of(blog) == before
    assert blog.shows(*PATHS) == shown


@pytest.mark.parametrize("pk", [items.ALL, "list#tag#red", items.MANIFEST, items.PAGES])
def test_rows_that_were_lost_come_back(pk: str) -> None:
    blog = make_blog()
    before = index_of(blog)
    for sk, _ in blog.table.query(pk):
        blog.table.write(Delete(Key(pk, sk)))
    reindex(blog)
    assert index_of(blog) == before


def test_what_was_deleted_from_the_bucket_unheard_goes() -> None:
    blog = make_blog()
    blog.bucket.delete(post_key("2026-01-04-p"))
    reindex(blog)
    assert blog.titles("/") == ["p5", "p2", "p1"]


@pytest.mark.slow
def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    blog = make_blog()
    for number in range(1_500):
        blog.put(f"images/{number:04}.png", b"png")
    done: list[int] = []

    def interrupt(count: int) -> None:
        done.append(count)
        raise KeyboardInterrupt

    reindexer = make_reindexer(blog)
    everything = reindexer.objects()
    with pytest.raises(KeyboardInterrupt):
        reindexer.run(interrupt)
    assert reindexer.objects() == everything - 1000
    assert reindexer.run(done.append) == 0
    assert done == [1000, everything - 1000]
    assert len(blog.table.query(items.MANIFEST)) == everything
    assert reindexer.objects() == everything


class TimeOut(BaseException):
    """What ends a process from outside."""


class Ending(MemoryBucket):
    """A bucket with a file that ends a process which reads it, while it is named."""

    ends = ""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        if key == self.ends:
            raise TimeOut
        return super().get(key, version=version, limit=limit)


def test_a_file_at_which_a_run_ended_comes_alone_in_the_next() -> None:
    blog = Blog(bucket=(bucket := Ending()))
    key = blog.put(post_key("2026-01-01-a"), post_text("A"))
    bucket.ends = key
    with pytest.raises(TimeOut):
        reindex(blog)
    bucket.ends = ""
    assert reindex(blog) == 0
    assert blog.titles("/") == ["A"]


def test_an_empty_bucket_makes_an_empty_index() -> None:
    assert reindex(Blog(bucket=MemoryBucket())) == 0


def test_what_is_published_meanwhile_is_not_corrected() -> None:
    scans = 0
    failing = False

    def meanwhile(call: str) -> None:
        nonlocal scans
        scans += call == "scan"
        if call == "scan" and scans == 2:
            table.write(Put(Key("list#all", "just published"), {"record": "{}"}))
        if failing and call == "write":
            raise Conflict([])

    table = MemoryTable(meanwhile)
    for pk in ("list#all", "list#tag#x"):
        table.write(Put(Key(pk, "stray"), {"record": "{}"}))
    assert correct(table) == 2
    failing = True
    assert correct(table) == 0


def test_readers_go_on_reading_while_everything_is_rebuilt() -> None:
    blog = make_blog()
    shown = blog.shows(*PATHS)
    blog.services = make_services(blog.bucket, blog.table, blog.clock)
    seen: list[dict[str, str]] = []
    make_reindexer(blog).run(lambda _: seen.append(blog.shows(*PATHS)))
    assert seen == [shown]
    assert blog.shows(*PATHS) == shown


def test_after_it_nothing_that_is_gone_can_be_searched() -> None:
    blog = make_blog()
    blog.tick()
    blog.bucket.delete(post_key("2026-01-05-p"))
    other = on_empty_table(blog)
    reindex(other)
    other.tick()
    with other.services.searcher._copy.reading() as index:
        assert index
        assert index.find(Reading((Phrase(("p5",)),)), (), 0, 1).count == 0
