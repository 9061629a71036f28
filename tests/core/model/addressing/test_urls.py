"""What authors write as an address is read as browsers read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.urls import (
    address_of,
    legal,
    link_address,
    own_path,
    path_in,
    query_in,
)

ADDRESSES = {
    "/images/a.png?v=2": "/images/a.png?v=2",
    "/images/my%20pic.png": "/images/my%20pic.png",
    "/images/my pic.png": "/images/my%20pic.png",
    "/caf%C3%A9/": "/caf%C3%A9/",
    "/café/": "/caf%C3%A9/",
    "/about/#team": "/about/#team",
    "/100%.png": "/100%25.png",
    "/a\\b": "/a%5Cb",
    "/a[1].png": "/a%5B1%5D.png",
    "about": "/about",
    "./about": "/about",
    "../about": "/about",
    "#team": "/#team",
    "?q=x": "/?q=x",
    " /a\n ": "/a",
    "": "",
    "https://x.test/a b": "https://x.test/a%20b",
    "https://x.test/바다#é": "https://x.test/바다#é",
    "//cdn.test/a.png?v=1": "//cdn.test/a.png?v=1",
    "mailto:me@x.test": "mailto:me@x.test",
    '/"><script>': "/%22%3E%3Cscript%3E",
}


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_an_address_keeps_its_meaning_and_is_legal(text: str, address: str) -> None:
    assert address_of(text) == address


@given(st.text())
def test_an_address_that_was_read_stays(text: str) -> None:
    once = address_of(text)
    assert address_of(once) == once
    assert legal(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:,x",
        "//evil.test/",
        "https://",
        "see below",
        "mailto:a@x.test",
        "",
        7,
        None,
    ],
)
def test_links_lead_to_the_web_or_the_blog(text: object) -> None:
    assert link_address(text) == ""


@pytest.mark.parametrize(
    "text",
    ["/a b/", "a/", "my files/a b", "a b.png", "about/#b c", "https://x.test/a b", "HTTP://x.test"],
)
def test_links_are_addresses(text: str) -> None:
    assert link_address(text) == address_of(text)


def test_the_path_of_an_address_is_unescaped() -> None:
    assert path_in("https://x.test/caf%C3%A9/?a#b") == "/café/"
    assert path_in("https://[x/") == ""


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/a/?x=1#y", "/a/"),
        ("a/", "/a/"),
        ("https://blog.test/b/a/", "/a/"),
        ("https://blog.test/b", "/"),
        ("/b/a/?x=1", "/b/a/"),
        ("https://blog.test/c/", ""),
        ("https://other.test/b/a/", ""),
        ("https://[x/", ""),
        ("mailto:a@blog.test", ""),
    ],
)
def test_an_address_within_the_blog_is_told_from_others(address: str, path: str) -> None:
    assert own_path(address, "https://blog.test", "/b") == path


def test_a_query_is_told_from_the_rest() -> None:
    assert query_in("/a?p=1#b?c") == "p=1"
    assert query_in("/a%3Fp") == query_in("https://[x/?a") == ""
