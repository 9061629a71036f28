"""Invalidation after a commit: every page that it made stale gets a new generation of its tags."""

from collections.abc import Callable

from handler.core.index import items
from handler.core.index.invalidations import Invalidation, invalidation_from_item
from handler.core.model.addressing.paths import fold
from handler.core.model.series import MAXIMUM_PARTS
from handler.core.model.writes import Delete, Update
from handler.services.languages import keep_languages
from handler.services.ports import Table
from handler.services.records import entry_in

MAXIMUM_VERSIONS = 40
"""How many versions of a text lead to each other."""
_MARGIN = 10
"""How many parts may be pushed past the limit at the same time."""


def invalidate(table: Table, invalidation: Invalidation) -> None:
    """Touch all tags, then forget the invalidation; doing it twice is harmless.

    One that released paths is left to `release`.
    """
    tags = set(invalidation.tags)
    for position in invalidation.positions:
        tags |= _neighbours(table, position)
    for slug in invalidation.series:
        tags |= _pages_of(table, items.series_rows(slug), MAXIMUM_PARTS)
    for name in invalidation.translations:
        tags |= _pages_of(table, items.translation_rows(name), MAXIMUM_VERSIONS)
    for tag in sorted(tags):
        table.write(Update(items.generation_key(tag), add={"n": 1}))
    if invalidation.languages:
        keep_languages(table)
    if not invalidation.released:
        table.write(Delete(invalidation.key))


def _neighbours(table: Table, position: str) -> set[str]:
    """The tags of the posts before and after a position, which show the title there.

    The position may have the list before it that it is of.

    They are looked up after the commit: of two posts that appear side by side at once, the
    one that commits later sees the other.
    """
    is_of_list = position.startswith("list#")
    pk, place = position.split(" ", 1) if is_of_list else (items.ALL, position)
    older = table.query(pk, before=place, limit=1, newest_first=True)
    newer = table.query(pk, after=place, limit=1)
    return {f"path#{fold(entry_in(item).path)}" for _, item in older + newer}


def _pages_of(table: Table, pk: str, most: int) -> set[str]:
    """The tags of all pages in a partition that show it, and of some that no longer do."""
    rows = table.query(pk, limit=most + _MARGIN)
    return {f"path#{fold(str(item['path']))}" for _, item in rows}


def release(table: Table, invalidation: Invalidation, publish: Callable[[str], object]) -> None:
    """Publish the keys that waited for a path that the commit released.

    Only then is the invalidation forgotten, so if one cannot be published the tick tries again.
    """
    for path in sorted(invalidation.released):
        for _, item in table.query(f"waiting#{path}"):
            publish(str(item["key"]))
    table.write(Delete(invalidation.key))


def unfinished(table: Table, limit: int) -> list[Invalidation]:
    """Invalidations that nobody has completed yet."""
    rows = table.query(items.PENDING, limit=limit)
    return [invalidation_from_item(sk, item) for sk, item in rows]
