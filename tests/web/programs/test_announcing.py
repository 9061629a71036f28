"""Pages tell programs the way as long as the desk is on, and cost readers nothing more for it."""

from collections.abc import Callable

import pytest

from handler.core.people.state import STATE
from tests.web.blog import Blog

WAY = '<link rel="micropub" href="https://blog.test/_coldpress/micropub">'


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.post("2020-01-01-a.md", title="First post")
    return blog


def says(blog: Blog) -> list[bool]:
    """Whether the front page and a post tell the way."""
    return [WAY in blog.get(path).text for path in ("/", "/2020/01/01/a/")]


def test_pages_that_are_kept_tell_it_from_the_moment_on(blog: Blog) -> None:
    assert says(blog) == [False, False]
    blog.services.access.turn_on()
    blog.services.announcing.tell()
    assert says(blog) == [True, True]
    blog.services.access.turn_off()
    blog.services.announcing.tell()
    assert says(blog) == [False, False]


def test_what_is_so_already_makes_no_page_stale(blog: Blog) -> None:
    blog.services.access.turn_on()
    blog.services.announcing.tell()
    says(blog)
    blog.calls.clear()
    blog.services.announcing.tell()
    assert {name for name in blog.calls if name.startswith("table")} == {"table get"}


def test_a_comparison_finds_what_was_not_told(blog: Blog) -> None:
    blog.services.access.turn_on()
    assert says(blog) == [False, False]
    blog.services.ticker.tick()
    assert says(blog) == [True, True]


def test_a_file_that_cannot_be_read_changes_nothing(blog: Blog) -> None:
    blog.services.access.turn_on()
    blog.services.announcing.tell()
    blog.bucket.put(STATE, b"{", "application/json")
    blog.services.announcing.tell()
    assert says(blog) == [True, True]


def costs(blog: Blog, read: Callable[[], object]) -> dict[str, int]:
    blog.calls.clear()
    read()
    return dict(blog.calls)


def test_readers_cost_what_they_did(blog: Blog) -> None:
    other = Blog()
    other.post("2020-01-01-a.md", title="First post")
    other.services.access.turn_on()
    other.services.announcing.tell()
    for _ in range(2):
        assert costs(blog, lambda: blog.get("/")) == costs(other, lambda: other.get("/"))
