"""What a post's page shows beside the post: older and newer posts, its series, related posts.

All of it is looked up at the same time as the post itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from handler.core.index import codec, items
from handler.core.index.related import NEWEST, related_to
from handler.core.model.addressing.paths import escaped
from handler.core.model.addressing.urls import path_in
from handler.core.model.entries import Entry
from handler.core.model.series import MAXIMUM_PARTS, Part, in_order
from handler.core.model.writes import Item
from handler.core.pages.views import Neighbours
from handler.services.ports import Table
from handler.services.records import entry_in


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands: in the order of all posts, in a series, in lists of related ones.

    `lang` is the language among whose posts it is; `translations` names it in all languages, and
    is all that a page may have.
    """

    position: str = ""
    series: str = ""
    lists: tuple[str, ...] = ()
    lang: str = ""
    translations: str = ""


def place_in(item: Item) -> Place:
    """The place that is kept with the owner of a path."""
    lists = codec.loads(str(item.get("lists", "[]")))
    position, series, lang, translations = (
        str(item.get(name, "")) for name in ("position", "series", "lang", "translations")
    )
    return Place(position, series, tuple(lists), lang, translations)


def lookups(table: Table, place: Place) -> list[Callable[[], object]]:
    """The calls that look up what stands beside a post."""
    if not place.position:
        return []
    pk = items.language_list(place.lang) if place.lang else items.ALL
    return [
        lambda: _neighbour(table, pk, {"before": place.position}, newest_first=True),
        lambda: _neighbour(table, pk, {"after": place.position}, newest_first=False),
        *([lambda: _parts(table, place.series)] if place.series else []),
        *(_newest_of(table, pk) for pk in place.lists),
    ]


def neighbours_of(entry: Entry, place: Place, found: list[object]) -> Neighbours:
    """What stands beside an entry, from the results of the lookups of its place."""
    if not place.position:
        return Neighbours()
    older, newer = cast("list[Entry | None]", found[:2])
    rest = found[2:]
    parts = cast("tuple[Part, ...]", rest.pop(0)) if place.series else ()
    shown = parts if len(parts) > 1 and entry.path in {part.path for part in parts} else ()
    neighbours = [neighbour.path for neighbour in (older, newer) if neighbour]
    translations = map(path_in, entry.alternates.values())
    elsewhere = {*neighbours, *(part.path for part in shown), *translations}
    related = related_to(entry.path, cast("list[list[Entry]]", rest), elsewhere)
    return Neighbours(older, newer, shown, related)


def with_versions(entry: Entry, versions: Iterable[Item]) -> Entry:
    """An entry that names its versions in other languages, beside those that its author does."""
    own = entry.lang or entry.listed_lang
    found = {
        str(item["lang"]): escaped(str(item["path"]))
        for item in versions
        if item["path"] != entry.path and item["lang"] not in ("", own)
    }
    return replace(entry, alternates=dict(sorted(found.items())) | {**entry.alternates})


def _neighbour(
    table: Table, pk: str, way: Mapping[str, str], *, newest_first: bool
) -> Entry | None:
    rows = table.query(pk, limit=1, newest_first=newest_first, **way)
    return entry_in(rows[0][1]) if rows else None


def _parts(table: Table, slug: str) -> tuple[Part, ...]:
    rows = table.query(items.series_rows(slug), limit=MAXIMUM_PARTS)
    return in_order(
        Part(str(item["path"]), str(item["title"]), str(item["lang"]), int(item["part"]))
        for _, item in rows
    )


def _newest_of(table: Table, pk: str) -> Callable[[], list[Entry]]:
    return lambda: [entry_in(item) for _, item in table.query(pk, limit=NEWEST, newest_first=True)]
