"""The sitemap and `robots.txt`."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from handler.core.feeds.sitemaps import render_robots, render_sitemap_index, render_urlset
from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.pages.views import SitemapURL

CONTEXT = SiteContext(SiteConfig(), Links("https://example.com", "/dev"))
MOMENT = datetime(2017, 12, 27, 10, 58, 38, tzinfo=UTC)


def read(xml: str) -> tuple[str, list[list[str | None]]]:
    root = ElementTree.fromstring(xml.encode())
    namespace, name = root.tag[1:].split("}")
    assert namespace == "http://www.sitemaps.org/schemas/sitemap/0.9"
    return name, [[field.text for field in place] for place in root]


def test_a_sitemap_lists_addresses_and_when_they_changed() -> None:
    urls = [SitemapURL("/a b & ü/", MOMENT), SitemapURL("/about/")]
    assert read(render_urlset(CONTEXT, urls)) == (
        "urlset",
        [
            ["https://example.com/dev/a%20b%20&%20%C3%BC/", "2017-12-27T10:58:38+00:00"],
            ["https://example.com/dev/about/"],
        ],
    )


def test_a_sitemap_may_be_empty() -> None:
    assert read(render_urlset(CONTEXT, [])) == ("urlset", [])


def test_the_index_lists_the_parts() -> None:
    parts = [("/sitemap-2017-12.xml", MOMENT), ("/sitemap-pages.xml", None)]
    assert read(render_sitemap_index(CONTEXT, parts)) == (
        "sitemapindex",
        [
            ["https://example.com/dev/sitemap-2017-12.xml", "2017-12-27T10:58:38+00:00"],
            ["https://example.com/dev/sitemap-pages.xml"],
        ],
    )


def test_robots_may_read_everything_and_are_told_of_the_sitemap() -> None:
    assert render_robots(CONTEXT) == (
        "User-agent: *\nDisallow:\n\nSitemap: https://example.com/dev/sitemap.xml\n"
    )


def test_without_a_host_robots_are_told_of_no_sitemap() -> None:
    assert render_robots(SiteContext(SiteConfig(), Links())) == "User-agent: *\nDisallow:\n"
