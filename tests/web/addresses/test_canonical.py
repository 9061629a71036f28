"""Each page has one address. At no other is it shown, and what does not exist is never stored."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

import pytest

from handler.core.index import items
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import copy_key
from handler.core.site.theme.styles import styles_of
from handler.web.gateway import answer
from tests.web.blog import Blog, static_address

pytestmark = pytest.mark.slow

CONFIG = """
title: Test blog
permalink: /:year/:month/:day/:title/
paginate: 1
github: {repository: example/notes}
"""
COPY = "/_images/1-0123456789abcdef01234567/480.webp"
OWN = styles_of(SiteConfig(data={"theme": {"accent": "#7a3b9c", "font": "/fonts/a.woff2"}}))
STARTS = [
    *("/healthz", COPY, static_address("blog.css"), f"/static/{OWN and OWN.file}"),
    *("/", "/archive/", "/tags/", "/categories/", "/feed.xml", "/feed.json", "/about/"),
    *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-2020-01.xml", "/robots.txt", "/search"),
    *("/tags/flask/feed.xml", "/categories/notes/feed.json", "/images/1.svg"),
]
ZEROS = [
    char
    for char in map(chr, range(sys.maxunicode))
    if char.isdecimal() and unicodedata.digit(char) == 0 and char != "0"
]
"""The zero of every script but ours; the other digits follow it."""
LOOKALIKES = {
    "s": "ſ",
    "k": "\u212a",
    "i": "ı",
    "I": "İ",
    "a": "ａ",
    "/": "／",
    ".": "．",
    "-": "‐",
}
WAYS = ("before", "after")
_LINK = re.compile(r'(?:href="|<loc>|"url": ?")(?:https://blog\.test)?(/(?!static/|_)[^"<?#]*)')
DOORS = ["REST", "REST, decoded", "HTTP", "URL"]


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog(config=CONFIG)
    for day in range(1, 4):
        blog.post(f"2020-01-0{day}-post-{day}.md", tags="[Flask, '2020', größe]", category="notes")
    blog.post("2019-12-31-안녕.md", title='"Saga[1]: Part"', commentIssueId=7, tags="Café")
    blog.post("2019-11-01-saga.md", title='"Saga[2]: Part"', redirect_from="/old/1/")
    blog.post("0800-01-02-crown.md")
    blog.put("about.md", "---\ntitle: About\n---\n")
    blog.bucket.put(str(copy_key(COPY)), b"copy", "image/webp")
    blog.put("images/1.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml")
    return blog


@pytest.fixture(scope="module")
def known(blog: Blog) -> set[str]:
    """The path of every page there is: all that the blog links to, and what goes with it."""
    found, waiting = set[str](), [*STARTS]
    while waiting:
        path = waiting.pop()
        reply = blog.get(quote(path))
        if path in found or reply.status_code == 302:
            continue
        assert reply.status_code == 200, path
        found.add(path)
        waiting += [unquote(link) for link in _LINK.findall(reply.text)]
        waiting += beside(blog, path)
    return found


def beside(blog: Blog, path: str) -> Iterator[str]:
    """The exports of a post; the feeds of a term; what stands before or after each post in it."""
    if re.fullmatch(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]*/", path):
        yield from (path.rstrip("/") + ending for ending in (".md", ".json"))
    if re.fullmatch(r"/(tags|categories)/[^/]*/", path):
        yield from (path + name for name in ("feed.xml", "feed.json"))
    if re.fullmatch(r"/|/[0-9/]{4,7}/|/(tags|categories)/[^/]*/", path):
        count = len(blog.table.query("list#all"))
        yield from (cursor(blog, way, path, n) for n in range(count) for way in WAYS)


def cursor(blog: Blog, way: str, listing: str, number: int) -> str:
    """The address of what is before or after a post in a listing, counted from the oldest post."""
    position, _ = blog.table.query("list#all")[number]
    moment, path = position.split("#", 1)
    return f"{listing}{way}/{moment.replace('-', '').replace(':', '')}{path}"


def test_the_walk_begins_at_pages_of_every_kind(known: set[str]) -> None:
    kinds = [
        *(r"/tags/2020/before/2020.*", r"/after/2020.*/2020/01/.*", r"/2020/01/", r"/0800/"),
        *(
            r"/categories/notes/feed\.json",
            r"/tags/grösse/",
            r"/0800/01/02/crown\.md",
            r"/robots.txt",
        ),
        *(r"/2020/before/.*", r"/2020/01/before/.*", r"/before/0?.*Z/2019/12/31/안녕/"),
    ]
    assert [kind for kind in kinds if not any(re.fullmatch(kind, path) for path in known)] == []
    assert len(known) > 60


def respelt(path: str) -> Iterator[str]:
    """The same path in other letters, digits, cases and normal forms, and with more in it."""
    yield from (path.upper(), path.lower(), path.title(), path.swapcase(), path.casefold())
    normalize = unicodedata.normalize
    yield from (normalize("NFC", path), normalize("NFD", path), normalize("NFKD", path))
    yield from (path.replace(*pair) for pair in LOOKALIKES.items())
    for zero in ZEROS[len(path) % 8 :: 8]:
        yield path.translate({ord("0") + n: ord(zero) + n for n in range(10)})
        yield re.sub("[0-9](?=[^0-9]*$)", zero, path)
    for end in (
        "/",
        "//",
        ".",
        "./",
        "/.",
        "/..",
        " ",
        "\u00a0",
        "\u3000",
        "\t",
        "\n",
        "%",
        "\x00",
    ):
        yield from (path + end, end + path, path.replace("/", end + "/"))
    yield from ("/" + path, path.replace("/", "//"), path.rstrip("/"), path + "index.html")
    yield from (path + "html", path.rstrip("/") + ".html", path + "?", path + "#", path + ";x=1")
    yield from (
        path + "feed.xml",
        path + "feed.json",
        path.rstrip("/") + ".json",
        path + "/before/",
    )
    yield from (re.sub("(?<=[0-9])0|0(?=[0-9])", "", path), re.sub("([0-9]+)", r"0\1", path))
    yield from (path.replace("Z/", "z/"), path.replace("T0", "t0"), path.replace("Z/", "+00:00/"))
    yield from (path.replace("before", "after"), path.replace("after", "before"))


@pytest.mark.slow
def test_no_page_is_shown_or_stored_at_an_address_that_is_not_its_own(
    blog: Blog, known: set[str]
) -> None:
    of_each_shape = {re.sub("[0-9]+", lambda n: "0" * len(n[0]), path): path for path in known}
    tried = {each for path in of_each_shape.values() for each in respelt(path)} - known - {""}
    assert len(tried) > 3000
    before = blog.page_items()
    assert {path: said for path in tried if (said := fault(blog, path))} == {}
    assert blog.page_items() == before
    assert len(before) <= len(known)


def fault(blog: Blog, path: str) -> str:
    """What is wrong with the answer at a path where no page is, if anything is."""
    blog.calls.clear()
    reply = blog.get(quote(path))
    if written(blog):
        return f"{written(blog)} writes"
    if reply.status_code in {301, 302}:
        status = status_of(blog, urlsplit(reply.location).path)
        return "" if status in {200, 404} else f"redirected to a page with status {status}"
    return "" if reply.status_code == 404 else f"status {reply.status_code}"


@cache
def status_of(blog: Blog, path: str) -> int:
    """The status of what a redirect leads to, which many others lead to as well."""
    return blog.get(path).status_code


def written(blog: Blog) -> int:
    """How much was written since calls were counted anew."""
    return sum(blog.calls[name] for name in ("table write", "table transact", "put", "replace"))


def escaped(path: str) -> Iterator[str]:
    """A path with escapes that no browser writes."""
    whole = "".join(f"%{byte:02X}" for byte in path.encode())
    yield from (whole, "/" + whole.removeprefix("%2F"), whole.lower(), quote(path).lower())
    yield from (quote(quote(path)), quote(whole), quote(quote(quote(path))))
    yield "/" + path.encode().hex("%").removeprefix("2f")
    for letter in "/a0":
        overlong = [0xC0 | ord(letter) >> 6, 0x80 | ord(letter) & 63]
        for raw in (overlong, [0xE0, *overlong], [0xF0, 0x80, *overlong]):
            yield quote(path).replace(letter, "".join(f"%{byte:02x}" for byte in raw))
    yield from (quote(path) + end for end in ("%", "%2", "%zz", "%u0061", "%00", "%0a", "%C2", "+"))
    yield from (quote(path).replace("0", "%u0030"), quote(path).replace("/", "%5C"))
    yield from (quote(path).replace("/", "%2F"), quote(path).replace("/", "%252F"))


def event(door: str, path: str) -> dict[str, Any]:
    """A request for an escaped path, through one of AWS's gateways."""
    decoded = unquote(path, errors="replace")
    if door.startswith("REST"):
        path = path if door == "REST" else decoded
        context: Any = {"stage": "dev", "path": path, "domainName": "blog.test"}
        proxy = {"proxy": decoded.strip("/")}
        return {
            "httpMethod": "GET",
            "path": path,
            "requestContext": context,
            "resource": "/{proxy+}",
            "pathParameters": proxy,
        }
    domain = "a1.lambda-url.us-east-1.on.aws" if door == "URL" else "blog.test"
    context = {"http": {"method": "GET"}, "stage": "$default", "domainName": domain}
    return {"rawPath": path if door == "URL" else decoded, "requestContext": context}


@pytest.mark.parametrize("door", DOORS)
def test_an_address_with_strange_escapes_is_that_of_a_page_or_of_nothing(
    blog: Blog, known: set[str], door: str
) -> None:
    """What stands behind escapes is a path; some gateways undo them once more than others."""
    before = blog.page_items()
    for path in known:
        for written_so in escaped(path):
            blog.calls.clear()
            reply = answer(blog.app, event(door, written_so))
            meanings = {written_so, unquote(written_so), unquote(unquote(written_so))}
            if reply["statusCode"] == 200:
                assert meanings & known, written_so
            else:
                assert reply["statusCode"] in {301, 302, 404}, written_so
                assert not written(blog), written_so
    assert {base_of(item) for item in blog.page_items() - before} <= {"https://blog.test"}
    assert len(blog.page_items()) <= len(known)


def base_of(item: str) -> str:
    """What a stored page was made for."""
    return item.split("#")[1]


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing/", "/tags/nothing/", "/tags/nothing/feed.xml", "/categories/nothing/"),
        *("/1999/", "/2020/12/", "/sitemap-1999-01.xml", "/nothing.json", "/nothing.md"),
        *("/before/20200101T000000Z/nothing/", "/feed/by_tag/nothing.xml", "/2020/01/09/nothing/"),
        *("/before/20200102T000000Z/before/20200102T000000Z/2020/01/02/post-2/",),
        *("/before/20200101T000000Z/2020/01/02/post-2/", "/about.md", "/images/2.svg"),
        *("/_cards/0123456789abcdef/about.png", "/_images/1-0123456789abcdef01234568/480.webp"),
    ],
)
def test_for_what_does_not_exist_nothing_is_written(blog: Blog, path: str) -> None:
    assert fault(blog, path) == ""


@pytest.mark.parametrize("number", [-1, -2])
def test_a_page_after_the_newest_posts_is_none_and_nothing_is_written(
    blog: Blog, number: int
) -> None:
    for listing in ("/", "/2020/", "/2020/01/", "/tags/flask/", "/categories/notes/"):
        path = cursor(blog, "after", listing, number)
        assert fault(blog, path) == ""
        assert blog.get(path).location == listing


def test_a_page_before_the_oldest_post_is_none_and_nothing_is_written(blog: Blog) -> None:
    for listing in ("/", "/0800/", "/0800/01/"):
        path = cursor(blog, "before", listing, 0)
        assert fault(blog, path) == ""
        assert blog.get(path).location == listing


def test_what_a_listing_had_and_lost_is_none_and_nothing_is_written() -> None:
    blog = Blog()
    blog.post("2020-01-02-a.md", tags="[Flask]", category="notes")
    paths = [
        *("/tags/flask/", "/tags/flask/feed.xml", "/categories/notes/", "/2020/", "/2020/01/"),
        *("/sitemap-2020-01.xml", "/notes/2020/01/02/a/", "/notes/2020/01/02/a.json"),
    ]
    assert {path: blog.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    blog.bucket.delete("_posts/2020-01-02-a.md")
    blog.services.publisher.publish("_posts/2020-01-02-a.md")
    assert {path: blog.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert {path: fault(blog, path) for path in paths} == dict.fromkeys(paths, "")


def test_every_known_page_is_stored_once_however_often_it_is_asked_for(
    blog: Blog, known: set[str]
) -> None:
    for path in known:
        blog.get(quote(path))
    blog.calls.clear()
    for path in known:
        blog.get(quote(path))
    assert not written(blog)
    places = {items.page_key("https://blog.test", path).pk for path in known}
    assert blog.page_items() <= places


@pytest.mark.parametrize("spelling", ["{}", "{}%2Ejson", "{}/", "%2F{}", "{}%00"])
def test_a_card_is_drawn_and_shown_at_its_own_address_only(blog: Blog, spelling: str) -> None:
    page = blog.get("/2020/01/01/post-1/").text
    found = re.search(r"/_cards/[0-9a-f]{16}/2020/01/01/post-1\.png", page)
    assert found
    own = found[0]
    stem, digest = own.removesuffix(".png"), own.split("/")[2]
    wrong = [
        *(stem.upper() + ".png", own.replace(digest, digest.upper()), stem + "/.png"),
        *(
            own.replace("/01/01/", "/１/０１/"),
            own.replace("post", "POST"),
            own.replace("/2020", "//2020"),
        ),
        *(own.replace("post-1", "other"), spelling.format(stem) + ".PNG"),
    ]
    for _ in range(2):
        for path in {*wrong} - {own}:
            blog.calls.clear()
            assert (blog.get(quote(unquote_to_bytes(path))).status_code, path) == (404, path)
            assert not written(blog)
        assert blog.get(own).status_code == 200
