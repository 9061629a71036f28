"""Renders the sitemap and `robots.txt`. No IO here."""

from collections.abc import Iterable
from datetime import datetime

from handler.core.feeds.crawlers import admits_crawlers, refusal
from handler.core.feeds.xml_text import DECLARATION, element, wrap
from handler.core.model.addressing.addresses import Sitemap, path_of
from handler.core.model.context import SiteContext
from handler.core.model.periods import stamp
from handler.core.pages.views import SitemapURL

_NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def render_urlset(context: SiteContext, urls: Iterable[SitemapURL]) -> str:
    """A sitemap that lists pages."""
    return _document("urlset", (_place(context, "url", url.path, url.modified) for url in urls))


def render_sitemap_index(context: SiteContext, parts: Iterable[tuple[str, datetime | None]]) -> str:
    """A sitemap that lists its own parts: paths, and when something in them last changed."""
    places = (_place(context, "sitemap", path, modified) for path, modified in parts)
    return _document("sitemapindex", places)


def render_robots(context: SiteContext) -> str:
    """`robots.txt`: everything may be read; the sitemap is named if its host is known.

    If the site says so, those who collect texts for language models are told to stay away.
    """
    lines = [] if admits_crawlers(context.site) else [*refusal(), ""]
    lines += ["User-agent: *", "Disallow:"]
    if context.links.url:
        lines += ["", f"Sitemap: {context.links.absolute(path_of(Sitemap()))}"]
    return "\n".join(lines) + "\n"


def _document(name: str, places: Iterable[str]) -> str:
    return DECLARATION + wrap(name, "\n" + "".join(places), _NAMESPACE) + "\n"


def _place(context: SiteContext, name: str, path: str, modified: datetime | None) -> str:
    location = element("loc", context.links.absolute(path))
    return wrap(name, location + (element("lastmod", stamp(modified)) if modified else "")) + "\n"
