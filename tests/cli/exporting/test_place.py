"""Where a copy will be served, and which addresses lead into it."""

import pytest

from handler.cli.exporting.place import Misplaced, Place, place_of
from handler.core.model.entries import SiteConfig

SITE = SiteConfig(url="https://blog.test", baseurl="/blog")
PLAIN = SiteConfig(url="https://blog.test")


@pytest.mark.parametrize(
    ("site", "deployed", "url", "base_path", "expected"),
    [
        (PLAIN, "", None, None, Place("https://blog.test", "", "")),
        (PLAIN, "", None, "/copy", Place("https://blog.test", "/copy", "")),
        (PLAIN, "", None, "copy/", Place("https://blog.test", "/copy", "")),
        (PLAIN, "https://new.test/b", None, None, Place("https://new.test", "/b", "")),
        (PLAIN, "", "https://me.test/a/b/", None, Place("https://me.test", "/a/b", "")),
        (PLAIN, "", "https://me.test/a", "/", Place("https://me.test", "", "")),
        (PLAIN, "", "", None, Place("", "", "")),
        (SITE, "", None, None, Place("https://blog.test", "", "/blog")),
        (SITE, "", None, "/copy/blog", Place("https://blog.test", "/copy", "/blog")),
        (SITE, "https://new.test/b", None, None, Place("https://new.test", "/b", "/blog")),
        (SiteConfig(), "", None, "/한글", Place("", "/한글", "")),
    ],
)
def test_a_copy_is_where_it_is_said_to_be_or_else_where_the_site_is(
    site: SiteConfig, deployed: str, url: str | None, base_path: str | None, expected: Place
) -> None:
    assert place_of(site, deployed, url, base_path) == expected


def test_texts_that_name_a_baseurl_cannot_be_served_elsewhere() -> None:
    with pytest.raises(Misplaced, match="Change baseurl first"):
        place_of(SITE, "", None, "/")


@pytest.mark.parametrize("url", ["blog.test", "ftp://blog.test", "https://a?b", "https://[a"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Misplaced, match="is no address"):
        place_of(PLAIN, "", url, None)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/copy/blog/about/", "/about/"),
        ("/copy/blog", "/"),
        ("/copy/blog/a%20b/%ED%95%9C.png?v=1#top", "/a b/한.png"),
        ("/copy/blog/%E1%84%92%E1%85%A1%E1%86%AB/", "/한/"),
        ("../x.png", "/x.png"),
        ("https://blog.test/copy/blog/x", "/x"),
        ("//BLOG.test/copy/blog/x", "/x"),
        ("#here", "/a/b"),
        ("/copy/blogger/", None),
        ("/", None),
        ("https://blog.test:8000/copy/blog/x", None),
        ("https://elsewhere.test/copy/blog/x", None),
        ("mailto:me@blog.test", None),
        ("http://[::1", None),
        ("", "/a/b"),
    ],
)
def test_an_address_leads_to_a_path_of_the_site_or_elsewhere(
    address: str, path: str | None
) -> None:
    assert Place("https://blog.test", "/copy", "/blog").path(address, "/a/b") == path


def test_without_a_host_only_relative_addresses_are_the_sites_own() -> None:
    place = Place("", "", "")
    assert place.path("/a", "/") == "/a"
    assert place.path("https://blog.test/a", "/") is None
    assert place.url == ""
