"""To the page of a listing that begins with the posts of a year, wherever the pages begin."""

from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import Cursor, Jump, Listing, path_of
from handler.services.ports import Table
from handler.services.read.replies import Redirect, redirect_to_path
from handler.services.records import entry_in


def redirect_of(jump: Jump, table: Table) -> Redirect:
    """To what follows the oldest post of a later year; to the front if there is none."""
    later = f"{int(jump.year) + 1:04}-01-01"
    rows = table.query(list_tag(jump.kind, jump.term), after=later, limit=1)
    entry = entry_in(rows[0][1]) if rows else None
    cursor = Cursor("before", entry.date, entry.path) if entry and entry.date else None
    return redirect_to_path(path_of(Listing(jump.kind, jump.term, cursor)), permanent=False)
