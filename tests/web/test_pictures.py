"""Copies and cards over HTTP: who gets them, and for how long they may be kept."""

import re

import pytest

from handler.core.model.entries import SiteConfig
from handler.core.pages.cards import card_path
from handler.services.records import entry_in
from tests.support.picture_files import SECRET, opened, photo
from tests.web.blog import Blog

POST = "2026-01-01-sea.md"


def blog_with_photo(**options: object) -> Blog:
    blog = Blog(**options)  # type: ignore[arg-type]
    blog.put("images/sea.jpg", photo(1000, 500), "image/jpeg")
    return blog


def copy_in(html: str) -> str:
    """The address of the smallest copy that a page names."""
    match = re.search(r'srcset="(\S+/480\.webp) ', html)
    assert match, html
    return match[1]


def test_a_copy_is_webp_without_secrets_and_may_be_kept_for_ever() -> None:
    blog = blog_with_photo()
    address = copy_in(blog.get(blog.post(POST, "![Sea](/images/sea.jpg)")).text)
    answer = blog.get(address)
    assert (answer.status_code, answer.content_type) == (200, "image/webp")
    assert opened(answer.data).size == (480, 240)
    assert SECRET not in answer.data
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_client_that_has_a_copy_is_not_sent_it_again() -> None:
    blog = blog_with_photo()
    address = copy_in(blog.get(blog.post(POST, "![Sea](/images/sea.jpg)")).text)
    etag = blog.get(address).headers["ETag"]
    known = blog.get(address, If_None_Match=etag)
    assert (known.status_code, known.content_type) == (304, "image/webp")
    head = blog.get(address, "HEAD")
    assert (head.status_code, head.data) == (200, b"")


def test_below_stage_and_baseurl_the_addresses_of_copies_lead_to_them() -> None:
    blog = blog_with_photo(config="title: Blog\npermalink: pretty\nbaseurl: /blog")
    path = blog.post(POST, "![Sea]({{ site.baseurl }}/images/sea.jpg)")
    address = copy_in(blog.get(f"/blog{path}", stage="/dev").text)
    assert address.startswith("/dev/_images/")
    assert blog.get(address.removeprefix("/dev"), stage="/dev").status_code == 200


def test_feeds_name_copies_with_their_host() -> None:
    blog = blog_with_photo()
    blog.post(POST, "![Sea](/images/sea.jpg)")
    for feed in ("/feed.xml", "/feed.json"):
        assert "https://blog.test/_images/" in blog.get(feed).text


@pytest.mark.parametrize(
    "path",
    [
        "/_images/1-0123456789abcdef01234567/480.webp",
        "/_images/1-0123456789abcdef01234567/00480.webp",
        "/_images/1-0123456789abcdef01234567/picture.json",
        "/_images/../images/sea.jpg",
        "/_images/1-%2e%2e/480.webp",
        "/_images/",
        "/_cards/" + "x" * 2000 + ".png",
        "/_cards/0123456789abcdef/" + "x" * 2000 + ".png",
        "/_cards/0123456789abcdef/%00.png",
    ],
)
def test_what_was_never_made_is_missing(path: str) -> None:
    assert blog_with_photo().get(path).status_code == 404


def test_a_path_that_cannot_be_a_copys_asks_the_bucket_nothing() -> None:
    blog = blog_with_photo()
    blog.calls.clear()
    blog.get("/_images/../../_config.yml")
    assert not any(call.startswith("bucket") for call in blog.calls)


def test_a_card_is_png_and_may_be_kept_for_ever() -> None:
    blog = Blog()
    blog.post(POST, title="Sea")
    (row,) = (item for key, item in blog.table.scan() if key.pk == "list#all")
    site = SiteConfig(title="Test blog")
    answer = blog.get(card_path(entry_in(row), site))
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert opened(answer.data).size == (1200, 630)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["a.svg", "a.SVG"])
def test_a_drawing_in_svg_may_run_nothing(name: str) -> None:
    blog = Blog()
    blog.put(f"images/{name}", "<svg onload='alert(1)'/>", "image/svg+xml")
    policy = blog.get(f"/images/{name}").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
