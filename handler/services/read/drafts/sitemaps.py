"""Gathering what a sitemap lists."""

from datetime import datetime

from handler.core.feeds.sitemaps import render_sitemap_index, render_urlset
from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import Sitemap, path_of
from handler.core.model.addressing.language_addresses import front_in
from handler.core.model.addressing.paths import fold
from handler.core.model.context import SiteContext
from handler.core.pages.languages import fronts_by_language
from handler.core.pages.views import SitemapURL, TermCount
from handler.services.read.drafts.draft import XML, Composed, Draft
from handler.services.read.drafts.gathering import Gatherer

SITEMAP_ROWS = 1_000
"""How many posts one sitemap lists; a blog with more gets an index with a part a month."""


def draft_sitemap(gatherer: Gatherer, part: str, context: SiteContext) -> Draft | None:
    """The sitemap, or a part of that of a large blog; None if the part is empty."""
    if part:
        is_pages = part == "pages"
        urls = _pages(gatherer, context) if is_pages else gatherer.urls(list_tag("month", part))
        urls = [*_fronts(context), *urls] if is_pages else urls
        return (lambda: Composed(render_urlset(context, urls), XML)) if urls else None
    months = gatherer.terms("month")
    if sum(month.count for month in months) > SITEMAP_ROWS:
        return lambda: Composed(render_sitemap_index(context, _parts(months)), XML)
    pages, posts = _pages(gatherer, context), gatherer.urls(items.ALL)
    newest = max((url.modified for url in posts if url.modified), default=None)
    urls = [*_fronts(context, newest), *pages, *posts]
    return lambda: Composed(render_urlset(context, urls), XML)


def _fronts(context: SiteContext, newest: datetime | None = None) -> list[SitemapURL]:
    """The home pages: of all, and of each language."""
    versions = fronts_by_language(context)
    return [
        SitemapURL(
            path_of(front_in(lang)), None if lang else newest, alternates=versions, is_home=True
        )
        for lang in ("", *context.languages.with_pages)
    ]


def _pages(gatherer: Gatherer, context: SiteContext) -> list[SitemapURL]:
    """The pages of the blog, and those of its authors if it has several."""
    pages = gatherer.urls_of_pages()
    named = {fold(page.path) for page in pages}
    authors = gatherer.terms("author") if context.bylines else ()
    return [*pages, *(SitemapURL(each.path) for each in authors if fold(each.path) not in named)]


def _parts(months: tuple[TermCount, ...]) -> list[tuple[str, datetime | None]]:
    names = ["pages", *(month.slug for month in months)]
    return [(path_of(Sitemap(name)), None) for name in names]
