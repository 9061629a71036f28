"""Requests that nobody types: nothing of them reaches a page, a cache key or another host."""

import re

import pytest

from handler.services.purging import purge
from tests.web.blog import Blog
from tests.web.test_pages import SECURITY


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog()
    blog.post("2020-01-02-hello.md", tags="[c++, 한글, '50%']")
    blog.post("2020-01-05-c++.md", "About C++.")
    blog.post("2020-01-06-all.md", "All of it.", permalink="/100%/")
    blog.post("2020-01-07-한글.md", "Hangul.")
    return blog


HELLO = "/2020/01/02/hello/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X_Forwarded_Host": "evil.example"},
        {"X_Forwarded_Proto": "gopher", "X_Forwarded_Prefix": "/evil.example"},
        {"Forwarded": "host=evil.example"},
        {"X_Original_URL": "/evil.example", "X_Rewrite_URL": "/evil.example"},
        {"Referer": "https://evil.example/", "Origin": "https://evil.example"},
        {"Cookie": "a=evil.example", "Accept_Language": "evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/", HELLO, "/feed.xml", "/sitemap.xml", "/nothing/"])
def test_no_header_reaches_a_page_or_a_cache_key(
    blog: Blog, path: str, headers: dict[str, str]
) -> None:
    usual, before = blog.get(path).data, blog.page_items()
    purge(blog.table)
    answer = blog.get(path, **headers)
    assert answer.data == usual
    assert blog.page_items() == before


@pytest.mark.parametrize("host", ["", "a b", "evil.example/../x", "x:99999999", "<script>", "[::1"])
def test_a_malformed_host_changes_nothing_or_is_refused(blog: Blog, host: str) -> None:
    answer = blog.get("/", Host=host)
    assert answer.status_code in {200, 400}
    assert SECURITY.items() <= dict(answer.headers).items()
    assert "script>" not in answer.text.replace("</script>", "") or answer.status_code == 200


def test_query_strings_make_no_cache_keys(blog: Blog) -> None:
    usual = blog.get(HELLO).data
    before = blog.page_items()
    for query in ("utm_source=x", "a=1&a=2", "%00", "q=" + "x" * 5000, "\r\nX-Evil: 1"):
        assert blog.get(HELLO, query=query).data == usual
    assert blog.page_items() == before


@pytest.mark.parametrize(
    "path",
    [
        "/" + "a" * 1024,
        "/" + "a" * 100_000,
        "/" + "%EA%B0%80" * 400,
        "/" + "%CE%90" * 500,
        "/" + "a/" * 1000,
        "/%00",
        "/hello%00.html",
        "/%0d%0aX-Evil:%201",
        "/2020/01/02/hello/%0d%0a",
        "/%1b[31m",
        "/%7f",
        "/%ff%fe",
        "/%c0%ae%c0%ae/",
        "/%ed%a0%80",
        "/..",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/./",
        "/2020/../2020/01/02/hello/",
        "/2020/01/02/hello/.",
        "/static/../handler/settings.py",
        "/static/%2e%2e/handler/settings.py",
    ],
)
def test_impossible_paths_are_404_without_a_call(blog: Blog, path: str) -> None:
    blog.get("/")
    blog.calls.clear()
    answer = blog.get(path)
    assert answer.status_code == 404
    assert "X-Evil" not in answer.headers
    assert not blog.calls


@pytest.mark.parametrize(
    "path",
    [
        "/%25",
        "/%252e%252e/",
        "/\\..\\..\\etc\\passwd",
        "/%5c..%5cetc",
        "/tags/%2e/",
        "/tags//",
        "/tags/a%2Fb/",
        "/before/99999999T999999Z/x/",
        "/before/20200101T000000Z/",
        "/before/20200101T000000Z" * 20 + "/x/",
        "/after/20200101T000000Z/x/before/20200101T000000Z/y/",
        "/sitemap-9999-99.xml",
        "/9999/",
        "/0000/00/",
        "/{{7*7}}",
        "/{%25%20include%20'x'%20%25}",
        "/%E2%80%AE",
        "/%F0%9F%98%80/",
        "/'%20OR%201=1--",
        "/wp-login.php",
        "/.env",
        "/.git/config",
        "/~root",
        "/page%23list%23all",
        "/2020/01/02/hello/%23fragment",
        "/2020/01/02/hello/%3fquery",
        "/" + "a" * 1000 + "/",
    ],
)
def test_strange_paths_are_404_or_lead_back_into_the_blog(blog: Blog, path: str) -> None:
    before = blog.page_items()
    answer = blog.get(path)
    assert answer.status_code in {301, 302, 404}
    assert answer.headers.get("Location", "/").startswith("/")
    assert blog.page_items() == before


def test_slashes_too_many_make_no_cache_keys(blog: Blog) -> None:
    blog.get("/")
    blog.get(HELLO)
    before = blog.page_items()
    for path in ("//", "///", f"/{HELLO}", "/%2f2020/01/02/hello/", "/tags//", "/2020//01/"):
        blog.get(path)
    assert blog.page_items() == before


def test_names_with_signs_and_scripts_are_found(blog: Blog) -> None:
    found = {
        "/2020/01/05/c++/": "About C++.",
        "/2020/01/05/c%2B%2B/": "About C++.",
        "/100%25/": "All of it.",
        "/2020/01/07/%ED%95%9C%EA%B8%80/": "Hangul.",
    }
    for path, text in found.items():
        assert text in blog.get(path).text


def test_every_link_of_a_listing_with_such_names_works(blog: Blog) -> None:
    for address in re.findall(r'href="(/[^"]*)"', blog.get("/tags/").text + blog.get("/").text):
        assert blog.get(address).status_code == 200


def test_a_stage_is_part_of_the_cache_key_and_of_links(blog: Blog) -> None:
    assert f'href="/dev{HELLO}"' in blog.get("/", stage="/dev").text
    assert f'href="{HELLO}"' in blog.get("/").text
