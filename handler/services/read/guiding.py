"""What leads on from where nothing is, kept for some seconds: bots ask for much that is not."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handler.core.index import items
from handler.core.model.writes import Item
from handler.services.deadlines import Deadlines, Limits, Start
from handler.services.ports import Clock, Table, Unavailable
from handler.services.records import entry_in

if TYPE_CHECKING:
    from handler.core.pages.guides import Guide


KEPT = timedelta(seconds=30)
"""How long a process leads on by what it knows."""


class Guides:
    """The guide that this process has."""

    def __init__(self, table: Table, clock: Clock, start: Start, limits: Limits) -> None:
        self._table = table
        self._clock = clock
        self._deadlines = Deadlines(start, clock)
        self._limits = limits
        self._known: tuple[Guide | None, datetime] | None = None

    def read(self) -> "Guide | None":
        """The guide; none if the table does not answer."""
        now = self._clock.now()
        if self._known is None or now - self._known[1] >= KEPT:
            self._known = (self._asked(), now)
        return self._known[0]

    def _asked(self) -> "Guide | None":
        # Imported here, as a cached page does without.
        from handler.core.pages.guides import ROWS, guide_of

        def ask() -> list[tuple[str, Item]]:
            return self._table.query(items.ALL, limit=ROWS, newest_first=True)

        try:
            rows = self._deadlines.wait(self._limits.search_table, self._deadlines.start(ask))
        except Unavailable:
            return None
        return guide_of([entry_in(item) for _, item in rows])
