"""Where a copy leads who jumps to a year in a list: to one of the pages that it has anyway.

The blog itself makes a page that begins with that year, and others that follow from it: of each
year of each list, that would be more files than all others.
"""

from collections.abc import Callable

from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import Cursor, Jump, Listing, parse, path_of
from handler.services.ports import Table
from handler.services.records import entry_in

Lead = Callable[[str], str | None]


def leading(table: Table, size: int) -> Lead:
    """Tells the page, of so many posts each, to which a path leads, if it is such a jump."""

    def lead(path: str) -> str | None:
        jump = parse(path)
        return _page_of(jump, table, size) if isinstance(jump, Jump) else None

    return lead


def _page_of(jump: Jump, table: Table, size: int) -> str:
    rows = table.query(list_tag(jump.kind, jump.term), after=f"{int(jump.year) + 1:04}-01-01")
    newer = rows[::-1]
    full = len(newer) - len(newer) % size
    entry = entry_in(newer[full - 1][1]) if full else None
    cursor = Cursor("before", entry.date, entry.path) if entry and entry.date else None
    return path_of(Listing(jump.kind, jump.term, cursor))
