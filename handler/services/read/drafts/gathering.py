"""Gathering what a page shows, after its generations were read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from handler.core.comments.discussions import Issue
from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import Cursor, Listing, path_of
from handler.core.model.entries import Entry
from handler.core.model.periods import year_of
from handler.core.model.profiles import Profile
from handler.core.model.terms import TermKind
from handler.core.model.writes import Item
from handler.core.pages.views import ListingView, SitemapURL, TermCount, TermsView
from handler.services.invalidation import MAXIMUM_VERSIONS
from handler.services.materials import Material, Materials
from handler.services.ports import Table, Together
from handler.services.read.drafts.neighbours import (
    Place,
    lookups,
    neighbours_of,
    with_versions,
)
from handler.services.read.drafts.rows import Rows, ends_of, rows_of
from handler.services.read.drafts.terms import term_of, terms_in
from handler.services.records import entry_in, images_in

ARCHIVE_ROWS = 100
"""How many titles the archive shows; those of other years are on pages of their own."""
MAXIMUM_PINNED = 5
"""How many posts stand at the top of the home page."""
_LOOKED_AT = 50
"""How many of all pinned posts are looked at for those in a language."""
YEAR_ROWS = 200
"""How many titles a page of a year shows."""
_MAXIMUM_PART = 50_000
_MOST_YEARS = 60


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
        former: Sequence[str] = (),
    ) -> Material | None:
        """The post or page of a key with what is beside it, if it still is at this path."""
        first, versions, *others = self._together(
            [
                lambda: self._materials.of([owner], issue, images, [*former, path]),
                lambda: self._versions(place),
                *lookups(self._table, place),
            ]
        )
        found = cast(list[Material], first)
        if not found or found[0].entry.path != path:
            return None
        entry = with_versions(found[0].entry, cast("list[Item]", versions))
        return replace(found[0], entry=entry, neighbours=neighbours_of(entry, place, others))

    def _versions(self, place: Place) -> list[Item]:
        """What there is of a text in all languages."""
        if not place.translations:
            return []
        pk = items.translation_rows(place.translations)
        return [item for _, item in self._table.query(pk, limit=MAXIMUM_VERSIONS)]

    def listing(
        self, listing: Listing, size: int, *, told: Listing | None = None
    ) -> ListingView | None:
        """A page of a listing with what is `told` of a term; None where an earlier one shows it."""
        found, term, pinned, profile, *ends = self._together(
            [
                lambda: rows_of(self._table, self._together, listing, size),
                lambda: term_of(self._table, listing),
                lambda: self._pinned(listing),
                lambda: self._profile(told) if told else None,
                *ends_of(self._table, listing),
            ]
        )
        rows, more_older, newer_rows, border = cast("Rows", found)
        if not rows or (listing.cursor and newer_rows == 0):
            return None
        entries = tuple(entry_in(item) for _, item in rows)
        newer = path_of(replace(listing, cursor=None))
        if border:
            newer = _cursor_path(listing, entry_in(border))
        return ListingView(
            listing.kind,
            cast(TermCount, term).label,
            listing.term,
            path_of(listing),
            _pinned_first(cast("list[Entry]", pinned), entries),
            _cursor_path(listing, entries[-1]) if more_older else None,
            newer if newer_rows else None,
            is_first=listing.cursor is None,
            count=cast(TermCount, term).count,
            years=_years(entries, cast("list[list[tuple[str, Item]]]", ends)),
            profile=cast("Profile | None", profile),
        )

    def _profile(self, listing: Listing) -> Profile | None:
        """What data tells of a tag, category or author."""
        return self._materials.profile(cast(TermKind, listing.kind), listing.term)

    def _pinned(self, listing: Listing) -> list[Entry]:
        """What stands at the top of a home page."""
        if listing.kind not in ("all", "lang") or listing.cursor:
            return []
        most = _LOOKED_AT if listing.term else MAXIMUM_PINNED
        rows = self._table.query(items.PINNED, limit=most, newest_first=True)
        entries = [entry_in(item) for _, item in rows]
        return [e for e in entries if listing.term in ("", e.listed_lang)][:MAXIMUM_PINNED]

    def terms(self, kind: TermKind) -> tuple[TermCount, ...]:
        """All terms of a kind with their counts, in order of their labels."""
        return terms_in(self._table, kind)

    def archive(self) -> TermsView:
        """All years and all months with their counts, and the newest posts, newest first."""
        years, months, rows = self._together(
            [
                lambda: terms_in(self._table, "year"),
                lambda: terms_in(self._table, "month"),
                lambda: self._table.query(items.ALL, limit=ARCHIVE_ROWS, newest_first=True),
            ]
        )
        return TermsView(
            "year",
            cast("tuple[TermCount, ...]", years)[::-1],
            cast("tuple[TermCount, ...]", months)[::-1],
            tuple(entry_in(item) for _, item in cast("list[tuple[str, Item]]", rows)),
        )

    def newest(self, count: int) -> list[Entry]:
        """The newest posts."""
        rows = self._table.query(items.ALL, limit=count, newest_first=True)
        return [entry_in(item) for _, item in rows]

    def feed(
        self, listing: Listing, size: int, *, has_profile: bool
    ) -> tuple[list[Material], str, Profile | None]:
        """The newest posts of a listing with their bodies, its label, and what is told of it."""
        materials, term, profile = self._together(
            [
                lambda: self._newest(listing, size),
                lambda: term_of(self._table, listing),
                lambda: self._profile(listing) if has_profile else None,
            ]
        )
        label = cast(TermCount, term).label
        return cast("list[Material]", materials), label, cast("Profile | None", profile)

    def _newest(self, listing: Listing, size: int) -> list[Material]:
        pk = list_tag(listing.kind, listing.term)
        rows = self._table.query(pk, limit=size, newest_first=True)
        images = {path: None for _, item in rows for path in images_in(item)}
        return self._materials.of([entry_in(item).key for _, item in rows], images=[*images])

    def urls(self, pk: str) -> list[SitemapURL]:
        """The addresses of the posts of a listing, or of pages, for a sitemap."""
        rows = self._table.query(pk, limit=_MAXIMUM_PART)
        entries = [entry_in(item) for _, item in rows]
        return [_url(entry) for entry in entries if entry.in_sitemap]

    def urls_of_pages(self) -> list[SitemapURL]:
        """The addresses of all pages, those of collections last."""
        pages, documents = self._together(
            [lambda: self.urls(items.PAGES), lambda: self.urls(items.DOCUMENTS)]
        )
        return [*cast("list[SitemapURL]", pages), *cast("list[SitemapURL]", documents)]


def _url(entry: Entry) -> SitemapURL:
    lang, changed = entry.lang or entry.listed_lang, entry.modified or entry.date
    return SitemapURL(entry.path, changed, lang, entry.translations, entry.alternates)


def _pinned_first(pinned: Sequence[Entry], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    above = {entry.path for entry in pinned}
    return (*pinned, *(entry for entry in entries if entry.path not in above))


def _years(shown: Sequence[Entry], ends: Sequence[list[tuple[str, Item]]]) -> tuple[str, ...]:
    """The years of a listing, newest first, from what a page shows of it and its ends, if several.

    Of more, which come of a slip, the newest are named.
    """
    known = [*shown[:1], *(entry_in(item) for rows in ends for _, item in rows)]
    years = [int(year_of(entry.date)) for entry in known if entry.date]
    every = range(max(years), min(years) - 1, -1) if ends and years else range(0)
    return tuple(f"{year:04}" for year in every[:_MOST_YEARS]) if len(every) > 1 else ()


def _cursor_path(listing: Listing, entry: Entry) -> str:
    assert entry.date  # Or it would stand in no listing.
    return path_of(replace(listing, cursor=Cursor("before", entry.date, entry.path)))
