"""The files of a blog as their authors look through them: by kind, by state, by words.

A look costs the same in a blog of any size: so many rows at most are gone through, and whoever
wants to see more goes on from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from handler.core.index import items
from handler.core.index.file_names import file_name
from handler.core.jekyll.front_matter.metadata import titleize
from handler.core.jekyll.front_matter.names import is_dated
from handler.core.model.addressing.keys import MAX_KEY_BYTES, is_document
from handler.core.model.sources import Source
from handler.core.model.writes import Item
from handler.services.ports import Table
from handler.services.records import stored_sources

MOST_SHOWN = 50
MOST_LOOKED_AT = 1_000
"""Of the rows of files in one look."""
_AT_ONCE = 500
_END = "\U0010ffff"
SHELVES: Mapping[str, frozenset[str]] = {
    "posts": frozenset(["post"]),
    "drafts": frozenset(["draft"]),
    "pages": frozenset(["page"]),
    "files": frozenset(["config", "data", "include", "template", "special", "asset"]),
}
"""What authors look through, by the kinds of files that are there."""
_FIRST = {"posts": "_posts/", "drafts": "_drafts/"}
"""Where most of a kind are; other folders come after."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file in a list; `path` is where readers find it, `due` when they will."""

    key: str
    kind: str
    state: str
    modified: datetime
    problems: int
    title: str
    path: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What was found, and from where to go on; empty if there is no more."""

    files: tuple[Shown, ...]
    onward: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a look goes on: before a key; once `around` it ends where it began."""

    before: str
    around: bool = False

    def text(self) -> str:
        return f"{'1' if self.around else '0'}{self.before}"


class Browsing:
    """Looks through the files of one blog."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look(self, shelf: str, words: str = "", state: str = "", onward: str = "") -> Look:
        """The next files of a shelf that have these words in their names or titles."""
        place: _Place | None = _read(onward) or _start(shelf)
        found: dict[str, Item] = {}
        titles: dict[str, Source] = {}
        is_wanted = partial(_is_wanted, shelf, state)
        for _ in range(MOST_LOOKED_AT // _AT_ONCE):
            if place is None or len(found) >= MOST_SHOWN:
                break
            rows, after = self._rows(shelf, place)
            chosen = [(key, item) for key, item in rows if is_wanted(item)]
            if words.strip():
                titles |= self._sources([key for key, _ in chosen])
                chosen = [row for row in chosen if _has(words, row[0], titles.get(row[0]))]
            room = MOST_SHOWN - len(found)
            found |= dict(chosen[:room])
            place = _Place(chosen[room - 1][0], place.around) if len(chosen) > room else after
        return self._shown(found, titles, place)

    def title(self, key: str) -> str:
        """What lists call a file."""
        return _title(key, self._sources([key]).get(key))

    def _shown(
        self, found: dict[str, Item], titles: dict[str, Source], place: _Place | None
    ) -> Look:
        titles |= self._sources([key for key in found if key not in titles])
        files = [_shown(key, item, titles.get(key)) for key, item in found.items()]
        files.sort(key=lambda each: file_name(each.key), reverse=True)
        return Look(tuple(files), place.text() if place else "")

    def _rows(self, shelf: str, place: _Place) -> tuple[list[tuple[str, Item]], _Place | None]:
        """Rows from a place on, the last by name first, and the place after them."""
        rows = self._table.query(
            items.MANIFEST, before=place.before, limit=_AT_ONCE, newest_first=True
        )
        end = _start(shelf).before
        if place.around:
            kept = [row for row in rows if row[0] >= end]
            is_over = len(kept) < len(rows) or len(rows) < _AT_ONCE
            return kept, None if is_over else _Place(rows[-1][0], True)
        if len(rows) == _AT_ONCE:
            return rows, _Place(rows[-1][0])
        return rows, None if end == _END else _Place(_END, True)

    def _sources(self, keys: list[str]) -> dict[str, Source]:
        return {source.key: source for source in stored_sources(self._table, keys)}


def _start(shelf: str) -> _Place:
    return _Place(f"{_FIRST.get(shelf, '')}{_END}")


def _read(onward: str) -> _Place | None:
    """A place that was told before; None for anything else."""
    is_one = onward[:1] in ("0", "1") and 1 < len(onward) <= MAX_KEY_BYTES
    return _Place(onward[1:], onward[0] == "1") if is_one else None


def _is_wanted(shelf: str, state: str, item: Item) -> bool:
    return item["kind"] in SHELVES[shelf] and state in ("", item["state"])


def _has(words: str, key: str, source: Source | None) -> bool:
    text = f"{key} {_title(key, source)}".casefold()
    return all(word in text for word in words.casefold().split())


def _title(key: str, source: Source | None) -> str:
    title = source.entry.title if source and source.entry else source.title if source else ""
    if title:
        return title
    name = key.rpartition("/")[2]
    if not is_document(key):
        return name
    stem = file_name(key)
    return titleize(stem.split("-", 3)[3] if is_dated(key) else stem) or name


def _shown(key: str, item: Item, source: Source | None) -> Shown:
    return Shown(
        key,
        str(item["kind"]),
        str(item["state"]),
        datetime.fromisoformat(str(item["modified"])),
        int(item["problems"]),
        _title(key, source),
        source.entry.path if source and source.entry else "",
        source.due if source else None,
    )
