"""Gathering what a page shows, after its generations were read."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from handler.core.comments.discussions import Issue
from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import Cursor, Listing, path_of
from handler.core.model.entries import Entry
from handler.core.model.terms import TermKind
from handler.core.model.writes import Item
from handler.core.pages.views import ListingView, SitemapURL, TermCount
from handler.services.materials import Material, Materials
from handler.services.ports import Table, Together
from handler.services.read.drafts.neighbours import Place, lookups, neighbours_of
from handler.services.records import entry_in, images_in

_Rows = tuple[list[tuple[str, Item]], bool, int]
SITEMAP_ROWS = 1_000
"""How many posts one sitemap lists; a blog with more gets an index with a part a month."""
_MAXIMUM_PART = 50_000


class Gatherer:
    """Reads content out of the table; `together` runs reads at the same time."""

    def __init__(self, table: Table, materials: Materials, together: Together) -> None:
        self._table = table
        self._materials = materials
        self._together = together

    def post(
        self,
        owner: str,
        path: str,
        place: Place,
        issue: Issue | None = None,
        images: Sequence[str] = (),
    ) -> Material | None:
        """The post or page of a key with what is beside it, if it still is at this path."""
        first, *others = self._together(
            [lambda: self._materials.of([owner], issue, images), *lookups(self._table, place)]
        )
        found = cast(list[Material], first)
        if not found or found[0].entry.path != path:
            return None
        return replace(found[0], neighbours=neighbours_of(found[0].entry, place, others))

    def listing(self, listing: Listing, size: int) -> ListingView | None:
        """A page of a listing; None where an earlier page of it already shows this."""
        found, label = self._together(
            [lambda: self._rows(listing, size), lambda: self.label(listing)]
        )
        rows, more_older, newer_rows = cast("_Rows", found)
        if not rows or (listing.cursor and newer_rows == 0):
            return None
        entries = tuple(entry_in(item) for _, item in rows)
        newer = path_of(replace(listing, cursor=None))
        if newer_rows > size:
            newer = _cursor_path(listing, "after", entries[0])
        return ListingView(
            listing.kind,
            cast(str, label),
            listing.term,
            path_of(listing),
            entries,
            _cursor_path(listing, "before", entries[-1]) if more_older else None,
            newer if newer_rows else None,
            is_first=listing.cursor is None,
        )

    def _rows(self, listing: Listing, size: int) -> "_Rows":
        """Rows, newest first, whether there are older ones, and how many newer ones.

        Newer rows are counted up to a page and one: if a page holds them all, it is the first.
        """
        pk, cursor = list_tag(listing.kind, listing.term), listing.cursor
        if cursor is None:
            rows = self._table.query(pk, limit=size + 1, newest_first=True)
            return rows[:size], len(rows) > size, 0
        position = items.position(cursor.date, cursor.path)
        if cursor.direction == "after":
            rows = self._table.query(pk, after=position, limit=2 * size + 1)
            return rows[:size][::-1], True, len(rows[size:])
        older, newer = (
            cast("list[tuple[str, Item]]", found)
            for found in self._together(
                [
                    lambda: self._table.query(
                        pk, before=position, limit=size + 1, newest_first=True
                    ),
                    lambda: self._table.query(pk, after=position, limit=size),
                ]
            )
        )
        return older[:size], len(older) > size, len(newer) + 1

    def label(self, listing: Listing) -> str:
        """The words for a term, as most of its posts write it."""
        if listing.kind != "tag" and listing.kind != "category":
            return listing.term
        counted = self._terms(listing.kind, prefix=f"{listing.term}#")
        return next((term.label for term in counted if term.slug == listing.term), listing.term)

    def terms(self, kind: TermKind) -> tuple[TermCount, ...]:
        """All terms of a kind with their counts, in order of their labels."""
        return self._terms(kind)

    def _terms(self, kind: TermKind, prefix: str | None = None) -> tuple[TermCount, ...]:
        labels: dict[str, dict[str, int]] = {}
        for _, item in self._table.query(f"terms#{kind}", prefix=prefix):
            of_slug = labels.setdefault(str(item["slug"]), {})
            label = str(item["label"])
            of_slug[label] = of_slug.get(label, 0) + int(item["count"])
        counted = [
            TermCount(slug, _main_label(counts), n, path_of(Listing(kind, slug)))
            for slug, counts in labels.items()
            if (n := sum(counts.values())) > 0
        ]
        return tuple(sorted(counted, key=lambda term: (_sorted_as(term.label), term.slug)))

    def years_and_months(self) -> tuple[tuple[TermCount, ...], tuple[TermCount, ...]]:
        """All years and all months with their counts, newest first."""
        years, months = self._together([lambda: self._terms("year"), lambda: self._terms("month")])
        newest_first = (cast("tuple[TermCount, ...]", terms)[::-1] for terms in (years, months))
        return next(newest_first), next(newest_first)

    def feed(self, listing: Listing, size: int) -> tuple[list[Material], str]:
        """The newest posts of a listing with their bodies, and its label."""
        materials, label = self._together(
            [lambda: self._newest(listing, size), lambda: self.label(listing)]
        )
        return cast("list[Material]", materials), cast(str, label)

    def _newest(self, listing: Listing, size: int) -> list[Material]:
        pk = list_tag(listing.kind, listing.term)
        rows = self._table.query(pk, limit=size, newest_first=True)
        images = {path: None for _, item in rows for path in images_in(item)}
        return self._materials.of([entry_in(item).key for _, item in rows], images=[*images])

    def urls(self, pk: str) -> list[SitemapURL]:
        """The addresses of the posts of a listing, or of pages, for a sitemap."""
        rows = self._table.query(pk, limit=_MAXIMUM_PART)
        entries = [entry_in(item) for _, item in rows]
        return [SitemapURL(e.path, e.modified or e.date) for e in entries if e.in_sitemap]

    def urls_of_pages(self) -> list[SitemapURL]:
        """The addresses of all pages, those of collections last."""
        pages, documents = self._together(
            [lambda: self.urls(items.PAGES), lambda: self.urls(items.DOCUMENTS)]
        )
        return [*cast("list[SitemapURL]", pages), *cast("list[SitemapURL]", documents)]


def _sorted_as(label: str) -> str:
    """A label without accents and capitals, as in a dictionary: É stands beside E."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _main_label(counts: dict[str, int]) -> str:
    return min(counts, key=lambda label: (-counts[label], label))


def _cursor_path(listing: Listing, way: Literal["before", "after"], entry: Entry) -> str:
    if entry.date is None:
        raise ValueError(f"{entry.key} stands in a listing without a date")
    return path_of(replace(listing, cursor=Cursor(way, entry.date, entry.path)))
