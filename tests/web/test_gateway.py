"""Requests as Lambda gets them, through the whole application."""

import base64
from typing import Any

import pytest

from handler.web.gateway import answer, is_request
from tests.web.blog import Blog, static_address

OWN = "blog.example"
AMAZON = "a1.execute-api.us-east-1.amazonaws.com"


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog(config="title: Test blog\npermalink: /:title/", url="")
    blog.post("2024-01-02-hello.md", "A [page](/about/) and `code`.")
    blog.post("2024-01-02-development.md")
    blog.put("100%25.txt", "percent", "text/plain")
    blog.put("words.txt", "größer".encode("latin-1"), "text/plain")
    return blog


def ask(blog: Blog, path: str, *, at: str = OWN, **headers: str) -> dict[str, Any]:
    """The answer to a request for an escaped path, at a REST API's stage or its own domain."""
    whole = f"/dev{path}" if at == AMAZON else path
    context = {"stage": "dev", "path": whole, "domainName": at}
    event = {"httpMethod": "GET", "path": path, "requestContext": context, "headers": headers}
    return answer(blog.app, event)


def body(reply: dict[str, Any]) -> bytes:
    """The bytes that a reader gets."""
    encoded = reply["isBase64Encoded"]
    return base64.b64decode(reply["body"]) if encoded else reply["body"].encode()


def test_links_stay_at_the_stage_and_absolute_addresses_too(blog: Blog) -> None:
    page = body(ask(blog, "/hello/", at=AMAZON)).decode()
    assert 'href="/dev/about/"' in page
    assert f'<link rel="canonical" href="https://{AMAZON}/dev/hello/">' in page


def test_a_page_made_for_one_host_is_not_shown_on_another(blog: Blog) -> None:
    pages = {body(ask(blog, "/hello/", at=at)).decode() for at in (AMAZON, OWN)}
    canonical = [f'href="https://{AMAZON}/dev/hello/"', 'href="https://blog.example/hello/"']
    assert all(sum(address in page for page in pages) == 1 for address in canonical)


def test_a_configured_address_is_canonical_wherever_a_page_is_read() -> None:
    blog = Blog(config="permalink: /:title/", url="https://blog.test")
    blog.post("2024-01-02-hello.md")
    page = body(ask(blog, "/hello/", at=AMAZON)).decode()
    assert '<link rel="canonical" href="https://blog.test/hello/">' in page
    assert 'href="/dev/"' in page


def test_a_path_that_begins_like_the_stage_is_whole(blog: Blog) -> None:
    assert ask(blog, "/development/", at=AMAZON)["statusCode"] == 200


def test_redirects_stay_at_the_stage(blog: Blog) -> None:
    reply = ask(blog, "/Hello.html", at=AMAZON)
    assert (reply["statusCode"], reply["headers"]["Location"]) == (301, "/dev/hello/")


def test_the_second_reading_of_a_path_is_tried(blog: Blog) -> None:
    assert body(ask(blog, "/100%25.txt")) == b"percent"
    assert body(ask(blog, "/100%2525.txt")) == b"percent"


def test_text_that_is_not_unicode_arrives_byte_for_byte(blog: Blog) -> None:
    assert body(ask(blog, "/words.txt")) == "größer".encode("latin-1")


def test_compressed_pages_arrive_byte_for_byte(blog: Blog) -> None:
    reply = ask(blog, "/hello/", **{"Accept-Encoding": "gzip"})
    assert reply["headers"]["Content-Encoding"] == "gzip"
    assert body(reply)[:2] == b"\x1f\x8b"


def test_plain_text_is_sent_as_text(blog: Blog) -> None:
    reply = ask(blog, "/healthz")
    assert (reply["body"], reply["isBase64Encoded"]) == ("ok\n", False)


def test_an_event_of_an_http_api_is_answered_alike(blog: Blog) -> None:
    context = {"http": {"method": "GET"}, "stage": "$default", "domainName": OWN}
    event = {"rawPath": static_address("blog.css"), "requestContext": context, "headers": {}}
    reply = answer(blog.app, event)
    assert reply["statusCode"] == 200
    assert "multiValueHeaders" not in reply


def test_headers_with_underscores_are_not_taken_for_others(blog: Blog) -> None:
    etag = ask(blog, "/hello/")["headers"]["ETag"]
    assert ask(blog, "/hello/", If_None_Match=etag)["statusCode"] == 200
    assert ask(blog, "/hello/", **{"If-None-Match": etag})["statusCode"] == 304


@pytest.mark.parametrize("event", [{"Records": []}, {"detail-type": "Scheduled Event"}, {}, None])
def test_other_events_are_no_requests(event: object) -> None:
    assert not is_request(event)


@pytest.mark.parametrize("path", ["/hello/", "/feed.xml", "/100%25.txt", static_address("blog.js")])
def test_a_304_names_the_type_as_a_gateway_would_name_another(blog: Blog, path: str) -> None:
    full = ask(blog, path)["headers"]
    reply = ask(blog, path, **{"If-None-Match": full["ETag"]})
    assert reply["statusCode"] == 304
    assert reply["headers"]["Content-Type"] == full["Content-Type"]
    assert "Content-Length" not in reply["headers"]


def mirror(environ: dict[str, Any], start: Any) -> list[bytes]:
    """An application that sets two cookies and tells those that it got."""
    start("200 OK", [("Set-Cookie", "a=1; Expires=Mon, 1 Jan"), ("Set-Cookie", "b=2")])
    return [environ.get("HTTP_COOKIE", "").encode()]


def test_cookies_come_and_go_through_a_rest_api() -> None:
    sent = {"Cookie": ["c=3", "d=4"], "Accept": ["text/html"]}
    reply = answer(mirror, {"httpMethod": "GET", "path": "/", "multiValueHeaders": sent})
    assert body(reply) == b"c=3; d=4"
    assert reply["multiValueHeaders"] == {"Set-Cookie": ["a=1; Expires=Mon, 1 Jan", "b=2"]}
    assert "Set-Cookie" not in reply["headers"]


def test_cookies_come_and_go_through_the_others() -> None:
    context = {"http": {"method": "GET"}}
    event = {"rawPath": "/", "requestContext": context, "cookies": ["c=3", "d=4"]}
    reply = answer(mirror, event)
    assert body(reply) == b"c=3; d=4"
    assert reply["cookies"] == ["a=1; Expires=Mon, 1 Jan", "b=2"]
    assert (reply["headers"], "multiValueHeaders" in reply) == ({}, False)
