"""Reading: what a reader gets at an address, and that it is never stale."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from handler.core.index import codec, items
from handler.core.index.cache_tags import tags_on_page
from handler.core.model.addressing.addresses import parse
from handler.core.model.entries import Entry
from handler.core.model.writes import Item, Key, Put
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Unavailable
from handler.services.read.cache.page_cache import Page, PageCache, make_page
from handler.services.read.targets import page_at
from tests.services.blog import (
    BASE,
    Blog,
    StoppedClock,
    index_posts,
    make_services,
    post_key,
    post_text,
)

PATH = "/2026/01/02/hello/"
HELLO = "< Hello >  | <p>Text.</p> | Blog"
HELLO_KEY, PAGE = post_key("2026-01-02-hello"), "page#https://blog.test#"


def make_hello(**matter: str) -> Blog:
    """A blog with one post."""
    blog = Blog()
    blog.post("2026-01-02-hello", "Hello", "Text.", **matter)
    return blog


def page_item(blog: Blog, path: str) -> Item:
    """The stored page of a path."""
    return blog.table.get([Key(PAGE + path)])[Key(PAGE + path)]


def stored_pages(blog: Blog) -> list[str]:
    """The paths of which pages are stored."""
    keys = sorted(key.pk for key, item in blog.table.scan() if "etag" in item)
    return [pk.removeprefix(PAGE) for pk in keys if pk.startswith("page#")]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (PATH, HELLO),
        ("/2026/01/02/hello", f"-> {PATH}"),
        ("/2026/01/02/hello.html", f"-> {PATH}"),
        ("/2026/01/02/hello/index.html", f"-> {PATH}"),
        ("/2026/01/02/HELLO/", f"-> {PATH}"),
        ("/2026/01/01/hello/", f"-> {PATH}"),
        ("/2026/01/03/hello/", f"-> {PATH}"),
        ("/2026/01/03/hello.html", f"-> {PATH}"),
        ("/2026/1/2/hello/", "error 404"),
        ("/2026/01/04/hello/", "error 404"),
        ("/2026/01/02/hell/", "error 404"),
        ("/before/", f"-> {PATH}"),
        ("/Before", f"-> {PATH}"),
        ("/index.html", "-> /"),
        ("/atom.xml", "-> /feed.xml"),
        ("/feed/", "-> /feed.xml"),
        ("/tags", "-> /tags/"),
        ("/Tags/Red", "-> /tags/red/"),
        ("/tags/unheard-of/", "error 404"),
        ("/2026", "-> /2026/"),
        ("/2025/", "error 404"),
        ("/2026/02/", "error 404"),
    ],
)
def test_an_address_shows_its_page_or_leads_to_it(path: str, shown: str) -> None:
    assert make_hello(tags="[Red]", redirect_from="/before/").show(path) == shown


def test_a_post_without_slash_is_reached_from_all_its_variants() -> None:
    blog = make_hello(permalink="/notes/hello.html")
    variants = ["/notes/hello", "/notes/hello/", "/notes/hello/index.html", "/NOTES/Hello.HTML"]
    assert set(blog.shows(*variants).values()) == {"-> /notes/hello.html"}


def test_a_post_can_redirect_elsewhere_and_stands_in_no_listing() -> None:
    blog = make_hello(redirect_to="https://other.test/", tags="[Red]")
    assert blog.shows(PATH, "/", "/tags/") == {
        PATH: "-> https://other.test/",
        "/": "Blog:",
        "/tags/": "",
    }


def test_addresses_are_below_the_configured_baseurl() -> None:
    blog = Blog(config="title: Blog\npermalink: pretty\nbaseurl: /notes\n")
    blog.post("2026-01-02-hello", "Hello")
    assert blog.shows(f"/notes{PATH}", "/notes", "/notes/") == {
        f"/notes{PATH}": HELLO,
        "/notes": ": Hello",
        "/notes/": ": Hello",
    }


def test_missing_pages_are_never_stored() -> None:
    blog = make_hello()
    for path in ("/nothing/", "/tags/nothing/", "/1999/", "/before/20260101T000000Z/no/", PATH):
        blog.show(path)
    assert stored_pages(blog) == [PATH]


def test_a_page_is_rendered_once_and_then_read() -> None:
    blog = make_hello()
    first = blog.show(PATH)
    blog.table.write(Put(items.source_key(HELLO_KEY), {}))
    assert blog.show(PATH) == first == HELLO


def test_a_page_is_rendered_again_after_it_expired() -> None:
    blog = make_hello()
    blog.show(PATH)
    before = int(page_item(blog, PATH)["expires"])
    blog.clock.pass_by(timedelta(days=29))
    blog.show(PATH)
    assert page_item(blog, PATH)["expires"] == before
    blog.clock.pass_by(timedelta(days=1))
    assert blog.show(PATH) == HELLO
    assert page_item(blog, PATH)["expires"] == before + 30 * 86_400


@pytest.mark.parametrize("kind", ["build", "renderer"])
def test_pages_and_bodies_of_another_build_are_rendered_again(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    blog = make_hello()
    blog.show(PATH)
    monkeypatch.setattr("handler.wiring.build_fingerprint", lambda: "new build")
    if kind == "renderer":
        for module in ("shared", "wiring"):
            monkeypatch.setattr(f"handler.{module}.renderer_fingerprint", lambda: "new renderer")
    before = blog.table.get([items.body_key(HELLO_KEY)])
    blog.services = make_services(blog.bucket, blog.table, blog.clock)
    assert blog.show(PATH) == HELLO
    assert page_item(blog, PATH)["build"] == "new build"
    assert (blog.table.get([items.body_key(HELLO_KEY)]) == before) == (kind == "build")


def test_a_body_that_was_lost_is_rendered_again() -> None:
    blog = make_hello()
    place = items.body_key(HELLO_KEY)
    body = blog.table.get([place])[place]["br"]
    blog.table.write(Put(place, {"uses": 0, "br-at": ".coldpress/lost"}))
    assert blog.show(PATH) == HELLO
    assert blog.table.get([place])[place]["br"] == body


def test_a_process_shows_a_page_for_five_seconds_without_asking() -> None:
    table = MemoryTable(lambda call: asked.append(call))
    asked: list[str] = []
    blog = Blog(bucket=MemoryBucket(), table=table)
    blog.services.settings = type(blog.services.settings)("bucket", "table", "https://blog.test")
    blog.publish("_config.yml", "title: Blog\npermalink: pretty\n")
    blog.post("2026-01-02-hello", "Hello")
    blog.show(PATH)
    blog.post("2026-01-02-hello", "New")
    asked.clear()
    blog.clock.pass_by(timedelta(seconds=4.9))
    assert (blog.show(PATH), asked) == (HELLO, [])
    blog.clock.pass_by(timedelta(seconds=0.1))
    assert blog.show(PATH) == "< New >  | <p>Text.</p> | Blog"


class Failing:
    """Makes the calls of a table fail while it is `down`."""

    def __init__(self) -> None:
        self.down = False

    def __call__(self, call: str) -> None:
        if self.down:
            raise Unavailable("table: timed out")


def test_while_the_table_fails_remembered_pages_and_then_the_bucket_are_shown() -> None:
    failing = Failing()
    blog = Blog(bucket=MemoryBucket(), table=MemoryTable(failing))
    blog.publish("_config.yml", "title: Blog\npermalink: pretty\n")
    for name, title in (("2026-01-01-old", "Old"), ("2026-01-02-hello", "Hello")):
        blog.post(name, title)
    blog.show(PATH)
    failing.down = True
    blog.clock.pass_by(timedelta(days=9))
    assert blog.shows(PATH, "/2026/01/01/old/") == {
        PATH: "Old < Hello >  | <p>Text.</p> | Blog",
        "/2026/01/01/old/": "fallback < Old >  | <p>Text.</p> | Blog",
    }
    with pytest.raises(Unavailable):
        blog.show("/tags/")


def make_cache(blog: Blog) -> PageCache:
    """The cache as another process of the same build has it."""
    from handler.fingerprints import build_fingerprint

    return PageCache(blog.table, blog.services.blobs, blog.clock, build_fingerprint())


class ClockThatActs(StoppedClock):
    """A clock on which something happens while somebody sleeps."""

    def __init__(self, action: Callable[[], None]) -> None:
        super().__init__()
        self._action = action
        self.slept = 0.0

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        self.slept += seconds
        super().sleep(seconds)
        self._action()


def test_who_does_not_get_the_lease_waits_for_the_page_of_who_did() -> None:
    blog = make_hello()
    cache, place = make_cache(blog), Key(PAGE + PATH)
    generations = cache.look(place, tags_on_page(parse(PATH))).generations
    clock = ClockThatActs(lambda: cache.store(place, make_page("winner", "text/html"), generations))
    assert cache.lease(place)
    assert not cache.lease(place)
    blog.services = make_services(blog.bucket, blog.table, clock)
    assert blog.show(PATH) == "winner"
    assert 0 < clock.slept < 0.1


def test_who_waits_in_vain_renders_the_page_himself() -> None:
    blog = make_hello()
    clock = ClockThatActs(lambda: None)
    assert make_cache(blog).lease(Key(PAGE + PATH))
    blog.services = make_services(blog.bucket, blog.table, clock)
    assert blog.show(PATH) == HELLO
    assert 1 < clock.slept < 5
    assert stored_pages(blog) == [PATH]


def test_a_render_that_began_before_a_change_never_becomes_a_valid_page() -> None:
    blog = make_hello()
    cache, place = make_cache(blog), Key(PAGE + PATH)
    before = cache.look(place, tags_on_page(parse(PATH))).generations
    blog.post("2026-01-02-hello", "New")
    cache.store(place, make_page("old", "text/html"), before)
    assert blog.show(PATH) == "< New >  | <p>Text.</p> | Blog"


def make_listing(dates: list[str], *, size: int) -> Blog:
    """Posts titled p00, p01 … at these dates, in pages of a size."""
    blog = Blog(config=f"title: Blog\npermalink: /:title/\npaginate: {size}\n")
    for number, date in enumerate(dates):
        name = f"2026-01-01-p{number:02}"
        blog.post(name, f"p{number:02}", date=f"'{date}'", tags="[Red]")
    return blog


def walk(blog: Blog, path: str, line: int) -> list[list[str]]:
    """The titles of each page from a path on, by its older (2) or newer (1) links."""
    pages, paths = [], [path]
    while paths[-1]:
        pages.append(blog.titles(paths[-1]))
        paths.append([*blog.show(paths[-1]).split("\n"), "", ""][line])
    return [*pages, paths[-2:-1]]


EQUAL = ["2026-01-01"] * 7
DISTINCT = [f"2026-01-{day:02}" for day in range(1, 13)]


@pytest.mark.parametrize("path", ["/", "/tags/red/", "/2026/", "/2026/01/"])
@pytest.mark.parametrize(
    "dates", [DISTINCT[:n] for n in (1, 2, 3, 4, 5, 6, 7, 12)] + [EQUAL, EQUAL[:3] + DISTINCT[:4]]
)
def test_pages_of_a_listing_hold_every_post_once_in_both_directions(
    dates: list[str], path: str
) -> None:
    blog = make_listing(dates, size=3)
    expected = [t for _, t in sorted((d, f"p{n:02}") for n, d in enumerate(dates))][::-1]
    *older, [last] = walk(blog, path, 2)
    *newer, [first] = walk(blog, last, 1)
    assert [title for page in older for title in page] == expected
    assert newer[::-1] == older
    assert first == path
    assert [len(page) for page in older[:-1]] == [3] * (len(older) - 1)


def test_a_cursor_of_a_post_that_is_gone_leads_to_the_front() -> None:
    blog = make_listing(DISTINCT[:7], size=3)
    older = blog.show("/").split("\n")[-1]
    assert blog.titles(older) == ["p03", "p02", "p01"]
    blog.delete(post_key("2026-01-01-p04"))
    assert blog.show(older) == "-> /"
    assert blog.show("/before/20260101T000000Z/never/") == "-> /"


def test_older_pages_stay_as_they_are_when_a_post_is_added() -> None:
    blog = make_listing(DISTINCT[:7], size=3)
    older = blog.show("/").split("\n")[-1]
    blog.show(older)
    blog.post("2026-02-01-new", "new")
    assert blog.titles(older) == ["p03", "p02", "p01"]
    assert blog.titles("/") == ["new", "p06", "p05"]


def test_a_feed_holds_the_newest_20_posts() -> None:
    blog = Blog()
    for day in range(1, 26):
        blog.post(f"2026-01-{day:02}-p", f"p{day:02}", tags="[Red]")
    for feed in ("/feed.json", "/tags/red/feed.json"):
        titles = [item["title"] for item in codec.loads(blog.show(feed))["items"]]
        assert titles == [f"p{day:02}" for day in range(25, 5, -1)]


@pytest.mark.slow
def test_home_and_up_to_1000_posts_stand_in_one_sitemap() -> None:
    blog = Blog()
    index_posts(blog.table, 1000, months=3)
    shown = blog.show("/sitemap.xml")
    assert shown.count("<url>") == 1001
    assert "<sitemapindex" not in shown


@pytest.mark.slow
def test_more_posts_stand_in_one_sitemap_a_month() -> None:
    blog = Blog()
    index_posts(blog.table, 1001, months=3)
    blog.publish("about.md", "---\ntitle: About\n---\n")
    index = blog.show("/sitemap.xml")
    parts = ["pages", "2026-01", "2026-02", "2026-03"]
    assert all(f"<loc>https://blog.test/sitemap-{part}.xml</loc>" in index for part in parts)
    assert index.count("<loc>") == 4
    counts = [blog.show(f"/sitemap-{part}.xml").count("<url>") for part in parts]
    assert counts == [2, 334, 334, 333]
    assert blog.show("/sitemap-2026-04.xml") == "error 404"


def test_a_sitemap_part_lists_a_month_again_when_it_changes() -> None:
    blog = make_hello()
    assert "/2026/01/02/hello/" in blog.show("/sitemap-2026-01.xml")
    blog.post("2026-01-02-hello", "Hello", permalink="/moved/")
    assert "/2026/01/02/hello/" not in blog.show("/sitemap-2026-01.xml")
    assert "/moved/" in blog.show("/sitemap-2026-01.xml")


@pytest.mark.slow
def test_a_sitemap_part_holds_50000_addresses_at_most() -> None:
    blog = make_hello()
    entry = Entry("k", "post", "/p/", "p", datetime(2026, 1, 2, tzinfo=UTC))
    row: Item = {"record": codec.dumps(codec.entry_to_json(entry))}
    for number in range(50_000):
        blog.table.write(Put(Key("list#month#2026-01", f"2026-01-02#{number}"), row))
    reply = blog.services.reader.respond("/sitemap-2026-01.xml", BASE)
    assert isinstance(reply, Page)
    assert reply.text().count("<url>") == 50_000


def test_a_page_with_a_title_stands_in_the_navigation_of_every_page_at_once() -> None:
    blog = make_hello()
    shown = [blog.show("/tags/")]
    for key, text in (("about.md", post_text("About")), ("_config.yml", "header_pages: [c.md]\n")):
        blog.publish(key, text)
        shown.append(blog.show("/tags/"))
    assert shown == ["", "[About]", ""]
    blog.publish("c.md", post_text("Contact"))
    assert blog.show("/tags/") == "[Contact]"
    blog.delete("c.md")
    assert blog.show("/tags/") == ""


def test_a_file_in_other_letters_does_not_hide_a_post_for_programs() -> None:
    blog = Blog()
    blog.post("2026-01-02-Hello", "Hello")
    assert "Hello" in blog.show("/2026/01/02/Hello.json")
    blog.publish("2026/01/02/hello.json", "{}")
    assert blog.show("/2026/01/02/Hello.json").startswith("{")
    assert "Hello" in blog.show("/2026/01/02/Hello.json")
    assert blog.show("/2026/01/02/hello.json") == "file 2026/01/02/hello.json"


def test_nothing_is_found_outside_of_the_path_that_a_blog_is_below() -> None:
    blog = Blog(config="title: Blog\npermalink: pretty\nbaseurl: /notes\n")
    blog.post("2026-01-02-hello", "Hello", "Text.")
    reader = blog.services.reader
    for path, is_there in ((f"/notes{PATH}", True), (PATH, False), ("/other/", False)):
        assert reader.answers(path) is is_there
        assert page_at(reader, path) == (PATH if is_there else "")
