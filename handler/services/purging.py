"""Purging: every cached page becomes stale at once, with one write."""

from handler.core.index import items
from handler.core.model.writes import Update
from handler.services.ports import Table


def purge(table: Table) -> None:
    """Touch the tag that every page carries; pages are rendered again as readers ask."""
    table.write(Update(items.generation_key("site"), add={"n": 1}))
