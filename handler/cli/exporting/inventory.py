"""The paths of a site that a copy has to have, be they linked or not."""

from collections.abc import Iterator

from handler.core.index import items
from handler.core.model.addressing.addresses import (
    NOT_FOUND,
    Feed,
    Listing,
    Search,
    Terms,
    export_path,
    path_of,
)
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.addressing.reserved import is_shadowed
from handler.core.model.entries import Entry, SiteConfig, mapping
from handler.core.model.sources import Source
from handler.core.model.terms import TermKind
from handler.core.site.feed_settings import old_path_of
from handler.services.ports import Table
from handler.services.records import stored_sources

_BATCH = 100
_OWN = (
    *("/", "/feed.xml", "/feed.json", "/sitemap.xml", "/robots.txt", "/llms.txt"),
    *(path_of(Search()), path_of(Terms("tag")), path_of(Terms("category"))),
    path_of(Terms("year")),
)
_OLD_FEEDS = ("/atom.xml", "/rss.xml", "/index.xml", "/feed/", "/rss/", "/comments/feed/")
_BROWSERS = ("/favicon.ico", "/apple-touch-icon.png")
"""What browsers ask for, whatever pages name."""
_KINDS: tuple[TermKind, ...] = ("tag", "category", "year", "month")
_MOST_OLD_PAGES = 100


def sources_in(table: Table) -> Iterator[Source]:
    """What is known of each file of the site, in order of their keys."""
    last: str | None = None
    while rows := table.query(items.MANIFEST, after=last, limit=_BATCH):
        yield from stored_sources(table, [key for key, _ in rows])
        last = rows[-1][0]


def paths_in(sources: list[Source], table: Table) -> Iterator[str]:
    """The paths at which readers surely find something."""
    yield from _OWN
    for source in sources:
        yield from _paths_of(source)
    for kind in _KINDS:
        for slug, _ in _terms(kind, table):
            yield path_of(Listing(kind, slug))
            if kind in {"tag", "category"}:
                yield path_of(Feed(kind, slug, "atom"))
                yield path_of(Feed(kind, slug, "json"))


def _paths_of(source: Source) -> Iterator[str]:
    entry, asset = source.entry, source.asset
    if asset and not is_shadowed(asset.path):
        yield asset.path
    if entry and entry.path != NOT_FOUND:
        yield entry.path
        if entry.kind == "post" and not entry.redirect_to:
            yield from _exports_of(entry)


def _exports_of(entry: Entry) -> Iterator[str]:
    yield export_path(entry.path, "json")
    if is_markdown(entry.key):
        yield export_path(entry.path, "md")


def old_paths_in(sources: list[Source], site: SiteConfig, table: Table) -> Iterator[str]:
    """The paths that may lead to others; what leads nowhere is no fault of anybody's."""
    yield from (old for source in sources if source.entry for old in source.entry.redirect_from)
    yield from (*_OLD_FEEDS, *_BROWSERS)
    if old_feed := old_path_of(site):
        yield old_feed
    if site.data.get("paginate") or site.under("pagination"):
        yield from _old_pages(site, sum(1 for each in sources if _is_post(each)))
    if site.under("jekyll-archives"):
        yield from _old_archives(site, table)


def _is_post(source: Source) -> bool:
    return source.entry is not None and source.entry.kind == "post"


def _old_pages(site: SiteConfig, posts: int) -> Iterator[str]:
    """The pages of the front page as Jekyll numbers them."""
    given = site.data.get("paginate_path") or site.under("pagination").get("permalink")
    template = given if isinstance(given, str) and ":num" in given else "/page:num/"
    last = min(_MOST_OLD_PAGES, -(-posts // max(site.paginate, 1)))
    for number in range(2, last + 1):
        yield "/" + template.replace(":num", str(number)).strip("/") + "/"


def _old_archives(site: SiteConfig, table: Table) -> Iterator[str]:
    """The lists of tags and categories where jekyll-archives had them."""
    permalinks = mapping(site.under("jekyll-archives").get("permalinks"))
    kinds: tuple[TermKind, ...] = ("tag", "category")
    for kind in kinds:
        template = permalinks.get(kind)
        template = template if isinstance(template, str) else f"/{kind}/:name/"
        for _, label in _terms(kind, table):
            yield "/" + template.replace(":name", slugify(label)).lstrip("/")


def _terms(kind: TermKind, table: Table) -> list[tuple[str, str]]:
    """Slug and label of each term that a post has."""
    counts: dict[tuple[str, str], int] = {}
    for _, item in table.query(f"terms#{kind}"):
        term = (str(item["slug"]), str(item["label"]))
        counts[term] = counts.get(term, 0) + int(item["count"])
    return sorted(term for term, count in counts.items() if count > 0)
