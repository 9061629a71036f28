"""A post that waited for another's address gets it, whichever call fails."""

from handler.core.index import items
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Unavailable
from tests.services.blog import Blog, Fuse, post_key, post_text

PATHS = ["/", "/2026/01/02/b/", "/b/"]
KEY = post_key("2026-01-02-b")


def make_blog(fuse: Fuse) -> Blog:
    """A post that waits for the address of another, which was just moved elsewhere."""
    blog = Blog(bucket=MemoryBucket(fuse), table=MemoryTable(fuse))
    blog.publish("_config.yml", "title: Blog\npermalink: pretty\n")
    blog.post("2026-01-02-b", "B")
    blog.post("2026-01-03-c", "C", permalink="/2026/01/02/b/")
    blog.tick()
    blog.shows(*PATHS)
    blog.put(KEY, post_text("B", permalink="/b/"))
    return blog


def test_a_waiting_post_is_published_by_the_next_tick_at_the_latest() -> None:
    expected = make_blog(Fuse(Unavailable))
    expected.publish(KEY)
    assert expected.titles("/") == ["C", "B"]
    for number in range(1, 100):
        fuse = Fuse(Unavailable)
        blog = make_blog(fuse)
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
