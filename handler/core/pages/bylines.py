"""Who wrote a post, as pages say it: names, and where they lead. No IO here."""

from collections.abc import Iterator
from dataclasses import dataclass

from handler.core.model.addressing.addresses import Listing, path_of
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry
from handler.core.model.listed import listed_terms


@dataclass(frozen=True, slots=True)
class Byline:
    """An author of a post: the path of their page, if pages lead there, and another address."""

    name: str
    path: str = ""
    address: str = ""


def bylines_of(context: SiteContext, entry: Entry) -> tuple[Byline, ...]:
    """Those whom a post names, each with a page if the blog has several authors."""
    return tuple(_bylines(context, entry))


def _bylines(context: SiteContext, entry: Entry) -> Iterator[Byline]:
    """Front matter gives an address of the first alone."""
    address = str(entry.seo.get("author_url", ""))
    listed = listed_terms(entry) if context.bylines else {}
    slugs = {name: slug for (kind, slug), name in listed.items() if kind == "author"}
    for name in entry.authors:
        slug = slugs.get(name)
        yield Byline(name, path_of(Listing("author", slug)) if slug else "", address)
        address = ""
