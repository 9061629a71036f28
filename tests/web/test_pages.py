"""A page's headers, its revalidation and its compressions."""

import gzip

import brotli
import pytest

from handler.web.headers import BASIC
from tests.web.blog import DOWN, Blog, static_address

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' http: https: data:; media-src 'self' http: https:; font-src 'self'; "
    "frame-src https:; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog()
    blog.post("2020-01-02-hello.md", "Hello, *world*.", tags="[greetings]")
    return blog


def test_basic_headers_are_the_security_headers_without_storing() -> None:
    policy = "default-src 'none'; frame-ancestors 'none'"
    assert dict(BASIC) == SECURITY | {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": policy,
    }


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/2020/01/02/hello/", "text/html; charset=utf-8"),
        ("/tags/", "text/html; charset=utf-8"),
        ("/tags/greetings/", "text/html; charset=utf-8"),
        ("/archive/", "text/html; charset=utf-8"),
        ("/2020/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/tags/greetings/feed.xml", "application/xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_page_carries_exactly_these_headers(blog: Blog, path: str, content_type: str) -> None:
    headers = dict(blog.get(path).headers)
    assert headers.pop("ETag").startswith('W/"')
    assert headers.pop("Date")
    assert int(headers.pop("Content-Length")) > 0
    assert headers == SECURITY | {
        "Cache-Control": "public, max-age=0, s-maxage=60, stale-while-revalidate=60, "
        "stale-if-error=86400",
        "Content-Security-Policy": PAGE_POLICY,
        "Content-Type": content_type,
        "Vary": "Accept-Encoding",
    }


def test_shared_caches_keep_a_page_as_long_as_settings_say() -> None:
    answer = Blog(s_maxage=7).get("/")
    assert "s-maxage=7, stale-while-revalidate=7," in answer.headers["Cache-Control"]


def test_no_page_needs_a_script_or_style_that_the_policy_forbids(blog: Blog) -> None:
    html = blog.get("/2020/01/02/hello/").text
    assert "style=" not in html
    assert "<style" not in html
    assert "<script>" not in html


def test_columns_of_tables_are_aligned_without_inline_styles() -> None:
    blog = Blog()
    table = "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n"
    html = blog.get(
        blog.post("2020-01-02-table.md", f'{table}\n`<td style="text-align: left">`')
    ).text
    for side in ("left", "right", "center"):
        assert f'<th data-align="{side}">' in html
        assert f'<td data-align="{side}">' in html
    assert "<td style" not in html
    assert 'style="text-align: left"&gt;' in html


@pytest.mark.parametrize("path", ["/", "/2020/01/02/hello/", "/feed.xml", "/nothing/", "/HELLO"])
def test_head_is_get_without_the_body(blog: Blog, path: str) -> None:
    get, head = blog.get(path), blog.get(path, "HEAD")
    assert (head.status_code, head.data) == (get.status_code, b"")
    differing = {"Date"}
    assert [h for h in head.headers if h[0] not in differing] == [
        h for h in get.headers if h[0] not in differing
    ]


@pytest.mark.parametrize("path", ["/2020/01/02/hello/", "/", "/feed.xml", "/sitemap.xml"])
def test_a_page_that_the_client_has_is_not_sent_again(blog: Blog, path: str) -> None:
    etag = blog.get(path).headers["ETag"]
    strong = etag.removeprefix("W/")
    for known in (etag, strong, f'"other", {etag}, W/"more"', "*"):
        answer = blog.get(path, If_None_Match=known)
        assert (answer.status_code, answer.data) == (304, b"")


def test_a_304_keeps_what_a_cache_updates(blog: Blog) -> None:
    full = blog.get("/", Accept_Encoding="gzip")
    answer = blog.get("/", Accept_Encoding="gzip", If_None_Match=full.headers["ETag"])
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert answer.headers[name] == full.headers[name]
    assert "Content-Length" not in answer.headers


def test_another_etag_gets_the_page(blog: Blog) -> None:
    assert blog.get("/", If_None_Match='W/"other"').status_code == 200


def test_a_publish_changes_the_etag() -> None:
    blog = Blog()
    path = blog.post("2020-01-02-hello.md", "One.")
    before = blog.get(path).headers["ETag"]
    blog.post("2020-01-02-hello.md", "Two.")
    answer = blog.get(path, If_None_Match=before)
    assert (answer.status_code, "Two." in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br", "br"),
        ("BR", "br"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("gzip;q=1, *;q=0", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0", None),
        ("br;q=0, gzip;q=0", None),
        ("identity;q=1, *;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("identity", None),
        ("deflate", None),
        ("", None),
        ("nonsense;;q=x,,", None),
    ],
)
@pytest.mark.parametrize("path", ["/", static_address("blog.css")])
def test_the_compression_is_one_that_the_client_accepts(
    blog: Blog, path: str, accepted: str, encoding: str | None
) -> None:
    answer = blog.get(path, Accept_Encoding=accepted)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert decode(answer.data) == blog.get(path).data


def test_a_page_too_large_for_lambda_is_only_sent_compressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handler.web.pages.MAXIMUM_ANSWER", 1_500_000)
    blog = Blog()
    blog.put("long.html", "---\n---\n<p>" + "word word " * 190_000)
    refused = blog.get("/long/")
    assert (refused.status_code, refused.headers["Vary"]) == (406, "Accept-Encoding")
    answer = blog.get("/long/", Accept_Encoding="gzip")
    assert (answer.status_code, len(gzip.decompress(answer.data)) > 1_900_000) == (200, True)


def test_a_page_is_read_from_memory_for_as_long_as_settings_say() -> None:
    blog = Blog(remembered_seconds=5)
    path = blog.post("2020-01-02-hello.md", "One.")
    blog.get(path)
    blog.post("2020-01-02-hello.md", "Two.")
    blog.calls.clear()
    assert "One." in blog.get(path).text
    assert not blog.calls
    blog.clock.sleep(6)
    assert "Two." in blog.get(path).text


def test_a_cached_page_costs_one_call() -> None:
    blog = Blog()
    path = blog.post("2020-01-02-hello.md")
    blog.get(path)
    blog.calls.clear()
    assert blog.get(path).status_code == 200
    assert blog.calls == {"table get": 1}


def test_health_needs_nothing() -> None:
    blog = Blog()
    blog.table_failure = DOWN
    answer = blog.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert SECURITY.items() <= dict(answer.headers).items()


def test_links_between_source_files_lead_to_pages_once_these_are_there() -> None:
    blog = Blog()
    text = "---\ntitle: A\n---\n[b](2020-01-02-b.md#x) [me](../about.md) [c](c.md)"
    told = blog.put("_posts/2020-01-01-a.md", text).problems
    assert [(each.line, each.message.split(",")[0]) for each in told] == [
        (4, "links to 2020-01-02-b.md"),
        (4, "links to ../about.md"),
        (4, "links to c.md"),
    ]
    blog.post("2020-01-02-b.md")
    blog.put("about.md", "---\ntitle: Me\n---\nMe.")
    page = blog.get("/2020/01/01/a/").get_data(as_text=True)
    assert '<a href="/2020/01/02/b/#x">b</a> <a href="/about/">me</a> <a href="c.md">c</a>' in page
