"""What readers find."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import BinaryIO
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Unavailable
from handler.services.search.folding import Sizes
from handler.services.search.parts import PLACE
from tests.services.blog import (
    SETTINGS,
    Blog,
    PlainServices,
    StoppedClock,
    make_services,
    post_key,
)
from tests.services.search.blog import index, keep_in_parts, search, titles
from tests.support.one_thread import Hangs


def make_blog(**posts: str) -> Blog:
    """A blog with a post for each title, newer ones last."""
    blog = Blog()
    for day, (title, body) in enumerate(posts.items(), 1):
        blog.post(f"2026-01-{day:02}-{title.lower()}", title, body)
    index(blog)
    return blog


def test_words_are_found_in_title_tags_text_and_code() -> None:
    blog = make_blog(Heron="A bird.", Tide="Water and `moon`.\n\n```python\ngravity()\n```")
    blog.post("2026-01-09-x", "Other", tags="[birds]", categories="[Coast]")
    index(blog)
    found = {word: titles(blog, word) for word in ("heron", "water", "moon", "gravity", "coast")}
    assert found == {
        "heron": ["Heron"],
        "water": ["Tide"],
        "moon": ["Tide"],
        "gravity": ["Tide"],
        "coast": ["Other"],
    }
    assert titles(blog, "bird") == ["Other", "Heron"]


def test_a_title_counts_more_than_a_text_and_the_newer_of_equals_is_first() -> None:
    blog = make_blog(Tide="x", Other="the tide, a tide", Old="same word", New="same word")
    assert titles(blog, "tide") == ["Tide", "Other"]
    assert titles(blog, "same") == ["New", "Old"]


def test_the_last_word_may_go_on_and_the_very_word_is_first() -> None:
    blog = make_blog(One="a cat", Two="a catalogue", Three="a cat's catalogue")
    assert set(titles(blog, "a cata")) == {"Two", "Three"}
    assert titles(blog, "cat")[-1] == "Two"


def test_words_of_a_phrase_stand_side_by_side() -> None:
    blog = make_blog(One="stale while revalidate", Two="while it is stale")
    assert titles(blog, '"stale while"') == ["One"]
    assert set(titles(blog, "stale while")) == {"One", "Two"}


def test_filters_narrow_what_is_found() -> None:
    blog = Blog()
    blog.post("2025-01-01-a", "A", "word", tags="[Open Source]", categories="[News]")
    blog.post("2026-01-01-b", "B", "word", tags="[Other]", categories="[News]")
    index(blog)
    assert titles(blog, 'word tag:"open source"') == ["A"]
    assert titles(blog, "year:2026") == ["B"]
    assert titles(blog, "category:news") == ["B", "A"]
    assert titles(blog, "category:news year:2025") == ["A"]
    assert titles(blog, "tag:none") == []


@pytest.mark.parametrize(
    "typed", ["검색", "색엔", "엔진", "검", "블로그의", "flask로", "FLASK 엔진"]
)
def test_any_part_of_a_korean_text_is_found(typed: str) -> None:
    blog = make_blog(One="Flask로 만든 블로그의 검색엔진은 빠르다.", Two="다른 글.")
    assert titles(blog, typed) == ["One"]


@pytest.mark.parametrize("typed", ["京都", "図書館", "都", "カフェ", "ｶﾌｪ", "図書館でコーヒー"])
def test_any_part_of_a_japanese_text_is_found(typed: str) -> None:
    blog = make_blog(One="京都の図書館でコーヒーを飲む。カフェもある。", Two="大阪の駅。")
    assert titles(blog, typed) == ["One"]


@pytest.mark.parametrize("typed", ["搜索引擎", "引擎", "擎", "用搜索", "引擎優化"])
def test_any_part_of_a_chinese_text_is_found(typed: str) -> None:
    blog = make_blog(One="今天用搜索引擎找文章。搜索引擎優化很難。", Two="别的文章。")
    assert titles(blog, typed) == ["One"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [("검색엔진을", "검색엔진"), ("京都図書館", "京都"), ("京都図書館", "図書館")],
)
def test_words_that_stand_nowhere_together_are_found_in_parts(typed: str, marked: str) -> None:
    blog = make_blog(One="검색엔진은 빠르다. 京都の図書館。", Two="다른 글.")
    view = search(blog, typed)
    assert [result.entry.title for result in view.results] == ["One"]
    assert view.is_widened
    shown = "".join(segment.text for segment in view.results[0].snippet if segment.is_match)
    assert marked in shown


def test_accents_and_case_do_not_count() -> None:
    blog = make_blog(One="Ein Café in Köln", Two="x")
    assert titles(blog, "CAFE koln") == ["One"]
    assert titles(blog, "café") == ["One"]


def test_some_of_the_words_are_better_than_nothing() -> None:
    blog = make_blog(One="herons wade", Two="tides turn")
    view = search(blog, "heron tides")
    assert (view.count, view.is_widened) == (2, True)


def test_a_mistyped_word_brings_a_suggestion_that_finds_something() -> None:
    blog = make_blog(One="a lighthouse keeper", Two="x")
    assert search(blog, "lihgthouse keper").suggestion == "lighthouse keeper"
    assert search(blog, "lighthouse").suggestion == ""
    assert search(blog, "xylophone").suggestion == ""


def test_results_come_in_a_bounded_number_of_pages() -> None:
    blog = make_blog(**{f"P{n:03}": "same" for n in range(1, 29)})
    first, third = search(blog, "same"), search(blog, "same", 3)
    assert (first.count, first.pages, len(first.results), len(third.results)) == (28, 3, 10, 8)
    assert search(blog, "same", 99).number == 1
    assert first.results[0].entry.title == "P028"


def test_what_is_not_live_is_not_found() -> None:
    blog = make_blog(Live="secret")
    blog.post("2027-01-01-later", "Later", "secret")
    blog.post("2026-01-02-hidden", "Hidden", "secret", published="false")
    blog.publish("_drafts/draft.md", "---\ntitle: Draft\n---\nsecret\n")
    blog.publish("kept-back.md", "---\ntitle: Kept back\nsitemap: false\n---\nsecret\n")
    blog.publish("moved.md", "---\ntitle: Moved\nredirect_to: /x/\n---\nsecret\n")
    index(blog)
    assert titles(blog, "secret") == ["Live"]


@pytest.mark.parametrize("change", [{"published": "false"}, {"date": "2027-01-01"}, {}])
def test_what_was_taken_back_is_not_found_even_before_the_index_follows(
    change: dict[str, str],
) -> None:
    blog = make_blog(One="secret", Two="open secret")
    if change:
        blog.post("2026-01-01-one", "One", "secret", **change)
    else:
        blog.delete(post_key("2026-01-01-one"))
    view = search(blog, "secret")
    assert (titles(blog, "secret"), view.count) == (["Two"], 1)


def test_no_suggestion_comes_of_what_was_taken_back() -> None:
    blog = make_blog(One="lighthouse", Two="x")
    assert search(blog, "lihgthouse").suggestion == "lighthouse"
    blog.post("2026-01-01-one", "One", "lighthouse", published="false")
    assert search(blog, "lihgthouse").suggestion == ""


def test_a_moved_post_is_found_where_it_is_now() -> None:
    blog = make_blog(One="word")
    blog.post("2026-01-01-one", "Anew", "word", permalink="/elsewhere/")
    (result,) = search(blog, "word").results
    assert (result.entry.path, result.entry.title) == ("/elsewhere/", "Anew")


def test_pages_are_found_too() -> None:
    blog = make_blog()
    blog.publish("about.md", "---\ntitle: About\n---\nWho writes here.\n")
    index(blog)
    assert titles(blog, "writes") == ["About"]


HOSTILE = [
    '"', "'", "*", "a*", '""', '"a" "b', "AND", "OR OR", "NOT x", "NEAR(a b)", "a NEAR/2 b",
    "(", "))",
    "{title}: x", "title : x", "-x", "^x", "x + y", "; DROP TABLE documents", "%", "_", "\\",
    "\x00",
    "tag:\x00", 'tag:"', "year:0000", "category:%", "\ud800", "a" * 10_000, "a " * 5_000,
    "가" * 10_000, '"' * 10_000, "🙂", "\u202e\u0301", "rowid:1", "?1", ":x", "@x", "$x",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(typed: str) -> None:
    assert search(SHARED, typed).state == "ready"


SHARED = make_blog(One="Some text about tides.", Two="검색 이야기")


@given(st.text() | st.text(alphabet='abt:"*()^-+ 가나\x00{}ANDORT', max_size=40), st.integers())
def test_whatever_is_typed_there_is_an_answer(typed: str, number: int) -> None:
    assert search(SHARED, typed, number).state == "ready"


def test_a_blog_without_an_index_says_that_it_is_being_prepared() -> None:
    assert search(Blog(), "word").state == "partial"


def test_if_the_bucket_fails_the_copy_is_searched() -> None:
    failures: list[Exception] = []

    def fail(_: str) -> None:
        if failures:
            raise failures[0]

    blog = Blog(bucket=MemoryBucket(fail))
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    failures.append(Unavailable("bucket: timed out"))
    assert search(blog, "word").state == "unavailable"
    failures.clear()
    assert titles(blog, "word") == ["A"]
    failures.append(Unavailable("bucket: timed out"))
    assert titles(blog, "word") == ["A"]


def test_a_process_looks_for_a_newer_index_once_a_while() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append))
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    settings = replace(SETTINGS, remembered_seconds=60)
    blog.services = PlainServices(settings, bucket=blog.bucket, table=blog.table, clock=blog.clock)
    calls.clear()
    assert [titles(blog, "word") for _ in range(3)] == [["A"]] * 3
    assert calls.count("bucket head") == 1


class Restless(MemoryBucket):
    """A bucket whose index is another, or gone, whenever it is fetched."""

    def __init__(self, *, is_gone: bool) -> None:
        super().__init__()
        self.is_gone = is_gone

    def head(self, key: str, *, version: str = "") -> ObjectInfo | None:
        """See `Bucket.head`."""
        found = super().head(key, version=version)
        return replace(found, etag=str(uuid4())) if found else None

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        return None if self.is_gone or key != PLACE else super().download(key, file)


@pytest.mark.parametrize(("is_gone", "state"), [(True, "partial"), (False, "unavailable")])
def test_an_index_that_is_gone_or_another_whenever_it_is_fetched(is_gone: bool, state: str) -> None:
    blog = Blog(bucket=Restless(is_gone=is_gone))
    keep_in_parts(blog, Sizes(300, 1))
    for day in range(1, 6):
        blog.post(f"2026-01-0{day}-p", f"P{day}", "word")
        index(blog)
    assert search(blog, "word").state == state


DAMAGED = b"this is no database" * 1000


def test_a_file_that_is_no_index_is_no_error_and_fetched_but_once() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append))
    blog.bucket.put(PLACE, DAMAGED, "text/plain")
    assert [search(blog, "word").state for _ in range(3)] == ["unavailable"] * 3
    assert calls.count("bucket get") == 1


def test_if_the_file_is_damaged_the_copy_is_searched_until_it_is_mended() -> None:
    blog = make_blog(One="word")
    assert titles(blog, "word") == ["One"]
    blog.bucket.put(PLACE, DAMAGED, "text/plain")
    assert titles(blog, "word") == ["One"]
    blog.post("2026-01-02-two", "Two", "word")
    index(blog)
    assert titles(blog, "word") == ["Two", "One"]


def test_if_the_table_hangs_readers_wait_for_it_but_once() -> None:
    hanging: list[bool] = []

    def hang(_: str) -> None:
        if hanging:
            raise Hangs

    blog = Blog(table=MemoryTable(hang))
    blog.post("2026-01-01-one", "One", "word")
    index(blog)
    hanging.append(True)
    started = blog.clock.now()
    assert [titles(blog, "word") for _ in range(50)] == [["One"]] * 50
    assert blog.clock.now() - started == timedelta(seconds=1)


class HurryingClock(StoppedClock):
    """A clock on which a second passes whenever somebody looks at it."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        self.sleep(1)
        return super().now()


def test_a_search_that_takes_too_long_is_given_up() -> None:
    blog = make_blog(**{f"T{number}": "word" for number in range(1, 29)})
    assert len(titles(blog, "word")) == 10
    blog.services = make_services(blog.bucket, blog.table, HurryingClock())
    assert search(blog, "word").state == "slow"


def test_a_correction_that_takes_too_long_is_left_out() -> None:
    others = " ".join("w" + "".join(letters) for letters in product("abcdefghij", repeat=3))
    blog = make_blog(Long=f"waterfall {others}")
    assert search(blog, "watrefall").suggestion == "waterfall"
    blog.services = make_services(blog.bucket, blog.table, HurryingClock())
    view = search(blog, "watrefall")
    assert (view.state, view.suggestion) == ("ready", "")


def test_threads_that_search_while_the_index_is_replaced_all_find_something() -> None:
    blog = make_blog(One="word")
    replacing = threading.Event()

    def keep_searching(_: int) -> set[tuple[str, ...]]:
        found = {tuple(titles(blog, "word"))}
        while not replacing.is_set():
            found.add(tuple(titles(blog, "word")))
        return found

    with ThreadPoolExecutor(4) as threads:
        searches = threads.map(keep_searching, range(4))
        for number in range(10):
            blog.post("2026-01-01-one", f"One {number}", "word")
            index(blog)
        replacing.set()
        found = set().union(*searches)
    assert found <= {("One",), *((f"One {number}",) for number in range(10))}
    assert titles(blog, "word") == ["One 9"]


def test_words_that_were_taken_out_of_a_post_are_not_shown_until_the_index_follows() -> None:
    blog = make_blog(Note="the secret word")
    blog.post("2026-01-01-note", "Note", "the word")
    (result,) = search(blog, "word").results
    assert "".join(segment.text for segment in result.snippet) == "the word"
