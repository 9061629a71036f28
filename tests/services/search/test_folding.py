"""How what changed comes into the large parts of the search index, whatever happens meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import apsw
import pytest

from handler.core.index import items
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.search.folding import Sizes
from handler.services.search.parts import COMPLETE, PARTS, PLACE
from tests.services.blog import Blog, copy_of, post_key
from tests.services.search.blog import (
    index,
    indexed_keys,
    keep_in_parts,
    search,
    stored,
    stored_parts,
    titles,
)

pytestmark = pytest.mark.slow

SMALL = Sizes(300, 1)
"""Two posts are folded, and each part has one of them in the end."""
Hook = Callable[[str], None]


class Cut(Exception):
    """A process ends at a call."""


class Calls:
    """Does something before the call number `countdown` of a bucket and table."""

    def __init__(self) -> None:
        self.countdown = 0
        self.done = False
        self.act: Callable[[], object] = lambda: None

    def __call__(self, _: str) -> None:
        self.countdown -= 1
        if self.countdown == 0:
            self.done = True
            self.act()

    def at(self, number: int, act: Callable[[], object]) -> None:
        """Do that before the call of this number from now."""
        self.countdown, self.done, self.act = number, False, act


def grown_blog(calls: Hook) -> Blog:
    """A blog whose index has several parts, with changes that are not in it yet."""
    blog = copy_of(_grown(), calls)
    keep_in_parts(blog, SMALL)
    return blog


@cache
def _grown() -> Blog:
    blog = Blog(bucket=MemoryBucket(), table=MemoryTable())
    keep_in_parts(blog, SMALL)
    for day in range(1, 6):
        blog.post(f"2026-01-0{day}-p", f"P{day}", "word")
        index(blog)
    for day in (1, 3, 4):
        blog.post(f"2026-01-0{day}-p", f"Q{day}", "word")
    blog.delete(post_key("2026-01-02-p"))
    blog.post("2026-01-06-p", "P6", "word")
    return blog


NOW = ["P6", "P5", "Q4", "Q3", "Q1"]


def another_process(blog: Blog) -> Blog:
    """The same blog in a process that knows nothing yet."""
    other = Blog(bucket=blog.bucket, table=blog.table)
    keep_in_parts(other, SMALL)
    return other


def fail() -> None:
    raise Cut


def occupied(bucket: MemoryBucket) -> set[str]:
    """Where parts lie, be they in use or not."""
    return {info.key for info in bucket.objects(prefix=PARTS) if info.size}


def test_an_index_grows_in_parts_that_have_no_key_twice(tmp_path: Path) -> None:
    blog = grown_blog(Calls())
    index(blog)
    assert len(stored_parts(blog.bucket, tmp_path)) > 2
    keys = indexed_keys(blog.bucket, tmp_path)
    assert keys == [post_key(f"2026-01-0{day}-p") for day in (1, 3, 4, 5, 6)]


def test_wherever_a_tick_is_cut_off_readers_find_what_is_live_and_the_next_one_completes_it(
    tmp_path: Path,
) -> None:
    number, calls = 0, Calls()
    calls.done = True
    while calls.done:
        number += 1
        blog = grown_blog(calls)
        calls.at(number, fail)
        with suppress(Cut):
            index(blog)
        calls.countdown = 0
        found = titles(another_process(blog), "word")
        assert set(found) <= {*NOW}
        assert len(set(found)) == len(found)
        assert {"P5", "Q1", "Q3", "Q4"} <= set(found)
        index(another_process(blog))
        assert titles(blog, "word") == titles(another_process(blog), "word") == NOW
        assert blog.table.query(items.CHANGED) == []
    assert number > 15


def test_another_tick_at_any_moment_of_one_harms_nothing(tmp_path: Path) -> None:
    number, calls = 0, Calls()
    calls.done = True
    while calls.done:
        number += 1
        blog = grown_blog(calls)
        other = another_process(blog)

        def tick(other: Blog = other) -> None:
            other.post("2026-01-07-p", "P7", "word")
            index(other)

        calls.at(number, tick)
        index(blog)
        done = calls.done
        if done:
            assert set(titles(another_process(blog), "word")) >= {"P5", "Q1", "Q3", "Q4"}
            index(blog)
            assert titles(another_process(blog), "word") == ["P7", *NOW]
            named = {part.place for part in stored_parts(blog.bucket, tmp_path)}
            assert named <= occupied(blog.bucket)
        calls.done = done
    assert number > 15


def test_a_tick_at_any_moment_of_a_readers_first_search_harms_nothing() -> None:
    number, calls = 0, Calls()
    calls.done = True
    while calls.done:
        number += 1
        blog = grown_blog(calls)
        reader = another_process(blog)
        calls.at(number, partial(index, blog))
        found = titles(reader, "word")
        assert set(found) <= {*NOW}
        assert {"P5", "Q1", "Q3", "Q4"} <= set(found)
    assert number > 4


def test_what_was_stored_in_vain_is_gone_once_something_is_folded_again(tmp_path: Path) -> None:
    calls = Calls()
    blog = grown_blog(calls)
    calls.at(9, fail)
    with pytest.raises(Cut):
        index(blog)
    for day in range(1, 5):
        blog.post(f"2026-02-0{day}-p", "P", "other")
        index(blog)
    named = {part.place for part in stored_parts(blog.bucket, tmp_path)}
    assert occupied(blog.bucket) == named


def test_parts_that_have_nothing_any_more_are_given_up(tmp_path: Path) -> None:
    blog = grown_blog(Calls())
    index(blog)
    keep_in_parts(blog, Sizes(0, 1))
    for day in range(1, 7):
        blog.delete(post_key(f"2026-01-0{day}-p"))
    blog.post("2026-04-01-p", "P", "word")
    index(blog)
    assert len(stored_parts(blog.bucket, tmp_path)) <= 2
    assert titles(another_process(blog), "word") == ["P"]


def test_a_part_that_is_lost_makes_the_next_tick_build_the_index_anew(tmp_path: Path) -> None:
    blog = grown_blog(Calls())
    index(blog)
    assert titles(blog, "word") == NOW
    blog.bucket.delete(stored_parts(blog.bucket, tmp_path)[1].place)
    cold = another_process(blog)
    assert search(cold, "word").state == "unavailable"
    assert titles(blog, "word") == NOW
    index(blog)
    assert titles(cold, "word") == titles(blog, "word") == NOW


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_part_that_somebody_replaced_is_not_read(tmp_path: Path, data: bytes) -> None:
    blog = grown_blog(Calls())
    index(blog)
    blog.bucket.put(stored_parts(blog.bucket, tmp_path)[1].place, data, COMPLETE)
    cold = another_process(blog)
    assert search(cold, "word").state == "unavailable"
    index(blog)
    assert titles(cold, "word") == NOW


HOSTILE = {
    "a file of the blog": "UPDATE parts SET place = '_config.yml'",
    "a folder above": "UPDATE parts SET place = '.coldpress/search/2/../../x.sqlite'",
    "no text": "UPDATE parts SET place = x'ff'",
    "nothing": "UPDATE parts SET place = NULL",
    "the same twice": "UPDATE parts SET place = (SELECT place FROM parts)",
    "no first key": "UPDATE parts SET start = 'a' || start",
    "another object": "UPDATE parts SET etag = 'x'",
    "thousands": "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n LIMIT 5000)"
    " INSERT INTO parts SELECT 'x' || i, printf('.coldpress/search/2/%03d.sqlite', i), 'e' FROM n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_index_that_names_what_is_no_part_is_built_anew(
    blog: Blog, tmp_path: Path, name: str
) -> None:
    spoil(blog, tmp_path, HOSTILE[name])
    cold = another_process(blog)
    assert search(cold, "word").state == "unavailable"
    index(blog)
    assert titles(cold, "word") == NOW


OTHERS = {
    "no text": "UPDATE texts SET others = x'ff'",
    "nothing": "UPDATE texts SET others = NULL",
    "no entry": "UPDATE texts SET record = '[]'",
    "another key": "UPDATE documents SET key = 'x' || key",
    "no title": 'UPDATE texts SET record = replace(record, \'"title":"\', \'"title":7,"x":"\')',
    "bytes": "UPDATE documents SET key = CAST(x'ff' || id AS BLOB)",
}


@pytest.mark.parametrize("name", OTHERS)
def test_changes_that_cannot_be_folded_are_had_again(blog: Blog, tmp_path: Path, name: str) -> None:
    spoil(blog, tmp_path, OTHERS[name])
    for day in range(1, 6):
        blog.post(f"2026-02-0{day}-p", "P", "other")
        index(blog)
    search(another_process(blog), "word")
    index(blog)
    assert titles(another_process(blog), "word") == NOW


def test_where_there_is_no_room_for_a_part_readers_find_what_they_found(blog: Blog) -> None:
    for number in range(1_000):
        place = f"{PARTS}{number:03}.sqlite"
        if place not in occupied(blog.bucket):
            blog.bucket.put(place, b"somebody's", "text/plain")
    blog.post("2026-02-01-p", "New", "word")
    index(blog)
    assert titles(another_process(blog), "word") == NOW


@pytest.fixture
def blog() -> Blog:
    """A blog whose index has several parts, and in the recent one a post."""
    blog = grown_blog(Calls())
    index(blog)
    keep_in_parts(blog, Sizes())
    for title in ("other", "P6"):
        blog.post("2026-01-06-p", title, "word")
        index(blog)
    keep_in_parts(blog, SMALL)
    return blog


def spoil(blog: Blog, folder: Path, statement: str) -> None:
    """Change the recent part with all of SQLite's means."""
    path = stored(blog.bucket, PLACE, folder / "hostile.sqlite")
    with apsw.Connection(str(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(statement)
    connection.close()
    blog.bucket.put(PLACE, path.read_bytes(), COMPLETE)
