"""The local blog over stores in memory: what is published when, and what an author is told."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from handler.cli.local.blog import LocalBlog
from handler.cli.local.notices import Notices
from handler.cli.local.publication import Publication
from handler.cli.local.stores import memory_stores
from handler.core.jekyll.results import AS_READERS, Preview
from handler.core.model.problems import Problem
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import AssetReply
from tests.cli.conftest import Tree
from tests.services.blog import BASE, SETTINGS, StoppedClock
from tests.support.one_thread import at_once, in_turn
from tests.support.open_sandbox import OpenSandbox
from tests.support.themed import ThemedServices

T = TypeVar("T")
BROKEN = "---\ntitle: [\n---\n"


class OneThread(ThemedServices):
    """Services that do one thing at a time."""

    def start(self, call: Callable[[], T]) -> Future[T]:
        """See `Services.start`."""
        return at_once(call)

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """See `Services.together`."""
        return in_turn(calls)


@dataclass
class Local:
    """A local blog of a tree."""

    root: Path
    preview: Preview = AS_READERS
    clock: StoppedClock = field(default_factory=StoppedClock)
    notices: Notices = field(default_factory=Notices)

    def __post_init__(self) -> None:
        stores = memory_stores()
        self.services = OneThread(
            SETTINGS,
            bucket=stores.bucket,
            table=stores.table,
            clock=self.clock,
            sandbox=OpenSandbox(),
            preview=self.preview,
        )
        self.publication = Publication(self.root, self.root, lambda: self.services, stores.hold)
        self.blog = LocalBlog(self.root, lambda: self.services, self.publication, self.notices)

    def write(self, key: str, text: str) -> None:
        """Change a file as its author would."""
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.blog.publish([key])

    def text(self, path: str) -> str:
        """What somebody gets at a path; empty if nothing is there."""
        reply = self.services.reader.respond(path, BASE)
        return reply.text() if isinstance(reply, Page) else ""

    @property
    def places(self) -> list[str]:
        """Where open pages say that something is wrong."""
        return [problem["place"] for problem in self.notices.newest.problems]


def served(root: Path, preview: Preview = AS_READERS) -> Local:
    local = Local(root, preview)
    local.blog.begin()
    local.blog.complete()
    return local


def posts(count: int) -> dict[str, str]:
    return {f"_posts/2020-01-{day:02}-p{day}.md": f"P{day}." for day in range(1, count + 1)}


def test_the_newest_posts_are_there_before_the_rest(tree: Tree) -> None:
    local = Local(tree(posts(12)))
    local.blog.begin()
    assert "P12." in local.text("/2020/01/12/p12.html")
    assert local.text("/2020/01/01/p1.html") == ""
    local.blog.complete()
    assert "P1." in local.text("/2020/01/01/p1.html")


def test_a_post_that_is_asked_for_comes_before_its_turn(tree: Tree) -> None:
    local = Local(tree(posts(12)))
    local.blog.begin()
    local.blog.look_for("/2020/01/01/p1.html")
    assert "P1." in local.text("/2020/01/01/p1.html")
    assert local.text("/2020/01/02/p2.html") == ""


def test_what_is_wrong_is_told_on_open_pages_until_it_is_mended(tree: Tree) -> None:
    local = served(tree({"_posts/2020-01-01-a.md": BROKEN}))
    assert local.places == ["_posts/2020-01-01-a.md:3"]
    local.write("about.md", BROKEN)
    assert local.places == ["_posts/2020-01-01-a.md:3", "about.md:3"]
    local.write("_posts/2020-01-01-a.md", "Text.")
    (local.root / "about.md").unlink()
    local.blog.publish(["about.md"])
    assert local.places == []


def test_what_another_file_mends_is_told_no_more(tree: Tree) -> None:
    text = "---\npermalink: /same/\n---\nText."
    local = served(tree({"_posts/2020-01-01-a.md": text}))
    local.write("_posts/2020-01-02-b.md", text)
    assert local.places == ["_posts/2020-01-02-b.md"]
    local.write("_posts/2020-01-01-a.md", "Elsewhere.")
    assert local.places == []


def test_a_template_that_is_wrong_is_told_among_the_rest(tree: Tree) -> None:
    local = served(tree({"about.md": BROKEN}))
    local.blog.telling.note("templates", [Problem("templates/post.html", "is wrong.", "")])
    assert local.places == ["about.md:3", "templates/post.html"]
    local.blog.telling.note("templates", [])
    assert local.places == ["about.md:3"]


def test_an_old_address_leads_to_the_new_one(tree: Tree) -> None:
    local = served(tree({"_config.yml": "baseurl: /b", "_posts/2020-01-01-a.md": "A."}))
    assert local.publication.moves.leads("/b/2020/01/01/a.html") == ""
    for path in ("/x/", "/y/"):
        local.write("_posts/2020-01-01-a.md", f"---\npermalink: {path}\n---\nA.")
    assert local.publication.moves.leads("/b/2020/01/01/a.html") == "/b/y/"
    assert local.publication.moves.leads("/b/x/") == "/b/y/"
    local.write("_posts/2020-01-01-a.md", "A.")
    assert local.publication.moves.leads("/b/x/") == "/b/2020/01/01/a.html"
    assert local.publication.moves.leads("/b/2020/01/01/a.html") == ""


def test_a_file_of_another_name_is_still_the_same_page(tree: Tree) -> None:
    local = served(tree({"_posts/2020-01-01-a.md": "Text."}))
    for name in ("b", "c"):
        new = local.root / f"_posts/2020-01-01-{name}.md"
        next((local.root / "_posts").iterdir()).rename(new)
        local.blog.publish([f"_posts/2020-01-01-{old}.md" for old in "abc"])
    assert local.publication.moves.leads("/2020/01/01/a.html") == "/2020/01/01/c.html"


def test_another_configuration_moves_all_posts_at_once_and_says_so(
    tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    local = served(tree(posts(12)))
    capsys.readouterr()
    local.write("_config.yml", "permalink: /:title/\nbaseurl: /new")
    assert "P1." in local.text("/new/p1/")
    assert local.publication.moves.leads("/new/2020/01/01/p1.html") == "/new/p1/"
    *moved, last = capsys.readouterr().out.splitlines()
    assert moved[0].startswith("moved     /new/2020/01/")
    assert last == "live      _config.yml"


def test_a_new_file_that_is_no_part_of_the_blog_is_told_once(
    tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    local = served(tree(posts(1) | {"old.mdx": "A."}))
    capsys.readouterr()
    local.write("_post/2020-01-02-a.md", "A.")
    assert "_post/2020-01-02-a.md: is in a folder that is named almost as _posts." in out(capsys)
    local.write("_post/2020-01-02-a.md", "B.")
    (local.root / "_post/2020-01-02-a.md").unlink()
    local.blog.publish(["_post/2020-01-02-a.md", "_post/"])
    assert out(capsys) == ""
    local.write("old.mdx", "B.")
    assert "MDX" not in out(capsys)


def out(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed since it was last asked for."""
    return capsys.readouterr().out


def test_a_picture_that_is_replaced_makes_each_page_load_anew(tree: Tree) -> None:
    local = served(tree({"about.md": "Me.", "a.gif": "old"}))
    before = local.notices.newest.forced
    local.write("about.md", "---\n---\nMe too.")
    assert local.notices.newest.forced == before
    local.write("a.gif", "new")
    assert local.notices.newest.forced > before
    reply = local.services.reader.respond("/a.gif", BASE)
    assert isinstance(reply, AssetReply)
    assert local.services.bucket.read_range("a.gif", str(reply.item["version"]), 0, 9) == b"new"


def test_a_folder_that_goes_takes_along_what_was_in_it(tree: Tree) -> None:
    local = served(tree({"a/one.txt": "1", "a/two.txt": "2", "b.txt": "3"}))
    (local.root / "a").rename(local.root.parent / "away")
    local.blog.publish(["a/"])
    assert [local.services.reader.answers(path) for path in ("/a/one.txt", "/b.txt")] == [
        False,
        True,
    ]


@pytest.mark.skipif(os.getuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_cannot_be_read_is_named(tree: Tree) -> None:
    root = tree({"about.md": "Me."})
    (root / "about.md").chmod(0)
    assert served(root).places == ["about.md"]


def test_drafts_show_as_such_with_the_day_of_their_file_if_they_are_asked_for(tree: Tree) -> None:
    root = tree({"_drafts/idea.md": "---\ndescription: Hm\n---\nRaw."})
    os.utime(root / "_drafts/idea.md", (0, 0))
    assert "Raw." not in served(root).text("/1970/01/01/idea.html")
    shown = served(root, Preview(drafts=True)).text("/1970/01/01/idea.html")
    assert "Raw." in shown
    assert "This is a draft." in shown
    assert "This is a draft." in served(root, Preview(drafts=True)).text("/")


def test_what_is_scheduled_shows_as_such_until_it_falls_due(tree: Tree) -> None:
    text = "---\npermalink: /due/\ndate: 2026-06-01 12:01:00 +0000\n---\nSoon."
    root = tree({"_posts/2020-01-01-due.md": text})
    readers, author = served(root), served(root, Preview(future=True))
    assert readers.text("/due/") == ""
    assert "This is scheduled." in author.text("/due/")
    version = author.notices.newest.version
    for local in (readers, author):
        local.blog.tick()
        local.clock.pass_by(timedelta(minutes=1))
        local.blog.tick()
        assert "Soon." in local.text("/due/")
        assert "This is scheduled." not in local.text("/due/")
    assert author.notices.newest.version == version + 1


@pytest.mark.parametrize("key", ["venv/lib/notes.md", "node_modules/a/about.md", "_site/a.html"])
def test_what_tools_change_is_no_change_of_the_blog(tree: Tree, key: str) -> None:
    local = served(tree({**posts(1), "venv/pyvenv.cfg": ""}))
    local.write(key, "---\ntitle: Tool\n---\nText.")
    local.blog.publish([key, f"{key.partition('/')[0]}/"])
    assert local.services.bucket.head(key) is None
