"""A post that waited for another's address gets it, whichever call fails."""

import pytest

from handler.core.index import items
from handler.services.ports import Unavailable
from tests.services.blog import Blog, Fuse, copy_of, post_key, post_text

PATHS = ["/", "/2026/01/02/b/", "/b/"]
KEY = post_key("2026-01-02-b")


def make_blog() -> Blog:
    """A post that waits for the address of another, which was just moved elsewhere."""
    blog = Blog()
    blog.post("2026-01-02-b", "B")
    blog.post("2026-01-03-c", "C", permalink="/2026/01/02/b/")
    blog.tick()
    blog.shows(*PATHS)
    blog.put(KEY, post_text("B", permalink="/b/"))
    return blog


@pytest.mark.slow
def test_a_waiting_post_is_published_by_the_next_tick_at_the_latest() -> None:
    waiting, expected = make_blog(), make_blog()
    expected.publish(KEY)
    assert expected.titles("/") == ["C", "B"]
    for number in range(1, 100):
        fuse = Fuse(Unavailable)
        blog = copy_of(waiting, fuse)
        fuse.calls = number
        try:
            blog.publish(KEY)
        except Unavailable:
            blog.publish(KEY)
            blog.tick()
            assert blog.shows(*PATHS) == expected.shows(*PATHS), number
            assert blog.table.query(items.PENDING) == []
        else:
            break
    assert number > 20
