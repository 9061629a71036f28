"""The rows of a page of a listing: keys between two posts, never an offset."""

from collections.abc import Callable
from functools import partial
from typing import cast

from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import TERM_KINDS, Listing
from handler.core.model.writes import Item
from handler.services.ports import Table, Together

Rows = tuple[list[tuple[str, Item]], bool, int, Item | None]


def rows_of(table: Table, together: Together, listing: Listing, size: int) -> Rows:
    """Rows, newest first, whether there are older ones, and how many newer ones.

    Newer rows are counted up to a page and one: if a page holds them all, it is the first. Of
    more the last is the one that page comes after, so that each page has one address.
    """
    pk, cursor = list_tag(listing.kind, listing.term), listing.cursor
    if cursor is None:
        rows = table.query(pk, limit=size + 1, newest_first=True)
        return rows[:size], len(rows) > size, 0, None
    position = items.position(cursor.date, cursor.path)
    if cursor.direction == "after":
        rows = table.query(pk, after=position, limit=2 * size + 1)
        border = rows[2 * size][1] if len(rows) > 2 * size else None
        return rows[:size][::-1], True, len(rows[size:]), border
    older, newer = (
        cast("list[tuple[str, Item]]", found)
        for found in together(
            [
                lambda: table.query(pk, before=position, limit=size + 1, newest_first=True),
                lambda: table.query(pk, after=position, limit=size),
            ]
        )
    )
    border = newer[-1][1] if len(newer) == size else None
    return older[:size], len(older) > size, len(newer) + 1, border


def ends_of(table: Table, listing: Listing) -> list[Callable[[], object]]:
    """The calls that tell the oldest post of a tag or category, and the newest."""
    if listing.kind != "archive" and listing.kind not in TERM_KINDS:
        return []
    pk = list_tag(listing.kind, listing.term)
    ways = (False, True) if listing.cursor else (False,)
    return [partial(table.query, pk, limit=1, newest_first=way) for way in ways]
