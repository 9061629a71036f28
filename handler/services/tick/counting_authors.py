"""Counting authors: the tick has pages name who wrote what once a blog has several authors."""

from collections.abc import Callable
from datetime import datetime

from handler.core.index import items
from handler.core.index.bylines import NEWEST, STATE, are_several
from handler.core.model.writes import Item, Put, Update
from handler.services.ports import Table
from handler.services.records import entry_in, generations_in, stored_site

MOST_COUNTS = 1_000
_AUTHORS = "terms#author"
_TAGS = (_AUTHORS, items.ALL, "site")


class AuthorCount:
    """Keeps in one item whether a blog has several authors, as far as its posts name any."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def work(self, deadline: datetime) -> Callable[[], None] | None:  # noqa: ARG002
        """Look again if posts or settings have changed since."""
        found = self._table.get([STATE, *map(items.generation_key, _TAGS)])
        generations, known = generations_in(found, _TAGS), found.get(STATE, {})
        seen = ".".join(str(generations[tag]) for tag in _TAGS)
        if not generations[_AUTHORS] or known.get("seen") == seen:
            return None
        return lambda: self._count(known, seen)

    def _count(self, known: Item, seen: str) -> None:
        several = int(self._are_several())
        changed = several != int(known.get("several", 0))
        # Pages that are made from here on read what is new: both are written at once.
        touched = [Update(items.generation_key("site"), add={"n": 1})] if changed else []
        self._table.transact([Put(STATE, {"several": several, "seen": seen}), *touched])

    def _are_several(self) -> bool:
        rows = self._table.query(_AUTHORS, limit=MOST_COUNTS)
        named = {str(item["slug"]) for _, item in rows if int(item["count"]) > 0}
        newest = self._table.query(items.ALL, limit=NEWEST, newest_first=True)
        owner = str(stored_site(self._table).author.get("name") or "")
        return are_several(named, owner, [entry_in(item) for _, item in newest])
