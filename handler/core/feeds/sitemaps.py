"""Renders the sitemap and `robots.txt`. No IO here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from handler.core.feeds.crawlers import admits_crawlers, refusal
from handler.core.feeds.xml_text import DECLARATION, element, wrap
from handler.core.model.addressing.addresses import Sitemap, path_of
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.periods import stamp
from handler.core.pages.languages import translations_of
from handler.core.pages.views import SitemapURL

_NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_XHTML = {"xmlns:xhtml": "http://www.w3.org/1999/xhtml"}


def render_urlset(context: SiteContext, urls: Iterable[SitemapURL]) -> str:
    """A sitemap that lists pages, with their versions in other languages as far as it has them."""
    listed = [*urls]
    versions = _versions(listed)
    alternates = [_alternates(context, url, versions) for url in listed]
    places = (
        _place(context, "url", url.path, url.modified, others)
        for url, others in zip(listed, alternates, strict=True)
    )
    return _document("urlset", places, _NAMESPACE | (_XHTML if any(alternates) else {}))


def _versions(urls: Iterable[SitemapURL]) -> Mapping[str, Mapping[str, str]]:
    """The addresses by language of what says the same."""
    found: dict[str, dict[str, str]] = {}
    for url in urls:
        if url.translations and url.lang:
            found.setdefault(url.translations, {}).setdefault(url.lang, escaped(url.path))
    return found


def _alternates(
    context: SiteContext, url: SitemapURL, versions: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    if url.is_home:
        return url.alternates
    same = versions.get(url.translations, {})
    others = {lang: address for lang, address in same.items() if lang != url.lang}
    return translations_of(context, url.lang, url.path, {**others, **url.alternates})


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


def _document(name: str, places: Iterable[str], spaces: dict[str, str] = _NAMESPACE) -> str:
    return DECLARATION + wrap(name, "\n" + "".join(places), spaces) + "\n"


def _place(
    context: SiteContext,
    name: str,
    path: str,
    modified: datetime | None,
    alternates: Mapping[str, str] = MappingProxyType({}),
) -> str:
    links = (
        element(
            "xhtml:link",
            attributes={
                "rel": "alternate",
                "hreflang": lang,
                "href": context.links.absolute_address(address),
            },
        )
        for lang, address in alternates.items()
    )
    changed = element("lastmod", stamp(modified)) if modified else ""
    location = element("loc", context.links.absolute(path))
    return wrap(name, "".join([location, changed, *links])) + "\n"
