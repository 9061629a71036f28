"""Pages that are not stored, while what they show changes or AWS fails."""

from collections.abc import Callable

import pytest

from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Unavailable
from tests.services.blog import BASE, Blog, post_key

PATHS = ["/2026/01/01/a/", "/2026/01/01/a.json", "/2026/01/01/a.md", "/about/", "/nothing/", "/"]


class Meanwhile:
    """Does something before the call of a number from now on."""

    def __init__(self) -> None:
        self._countdown = 0
        self._act: Callable[[], object] = list

    def __call__(self, _call: str) -> None:
        self._countdown -= 1
        if self._countdown == 0:
            self._act()

    def at(self, number: int, act: Callable[[], object]) -> None:
        """Do that at the call of this number."""
        self._countdown, self._act = number, act


def make_blog(hook: Callable[[str], None]) -> Blog:
    """A blog with a post, a page, and a page of its own for what is not found."""
    blog = Blog(bucket=MemoryBucket(hook), table=MemoryTable(hook))
    blog.publish("_config.yml", "title: Blog\npermalink: pretty\n")
    blog.post("2026-01-01-a", "A")
    for name in ("about", "404"):
        blog.publish(f"{name}.md", f"---\ntitle: {name}\n---\nText.\n")
    return blog


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_goes_while_a_page_is_made_is_a_page_or_missing(path: str, number: int) -> None:
    meanwhile = Meanwhile()
    blog = make_blog(meanwhile)
    other = Blog(bucket=blog.bucket, table=blog.table)

    def delete() -> None:
        for key in (post_key("2026-01-01-a"), "about.md", "404.md"):
            other.delete(key)

    meanwhile.at(number, delete)
    shown = blog.show(path)
    gone = "Blog:" if path == "/" else "error 404"
    assert shown in {gone, "Blog: A"} or "Text." in shown
    assert blog.show(path) == gone


def test_a_page_that_nobody_can_keep_is_shown() -> None:
    broken = False

    def fail(call: str) -> None:
        if broken and call == "write":
            raise Unavailable("table: timed out")

    blog = make_blog(fail)
    broken = True
    assert "Text." in blog.show("/about/")


def test_the_text_of_a_version_that_is_lost_cannot_be_had() -> None:
    blog = make_blog(lambda _: None)
    emptied = Blog(bucket=MemoryBucket(), table=blog.table)
    with pytest.raises(Unavailable, match="is lost"):
        emptied.show("/2026/01/01/a.md")


def test_without_a_table_nothing_is_shown_outside_of_the_blog() -> None:
    broken = False

    def fail(_call: str) -> None:
        if broken:
            raise Unavailable("table: timed out")

    blog = Blog(bucket=MemoryBucket(), table=MemoryTable(fail))
    blog.publish("_config.yml", "title: Blog\nbaseurl: /blog\npermalink: pretty\n")
    blog.publish("about.md", "---\ntitle: About\n---\nText.\n")
    broken = True
    reader = Blog(bucket=blog.bucket, table=blog.table).services.reader
    with pytest.raises(Unavailable):
        reader.respond("/about/", BASE)
