"""The tick: every minute, what no event brings about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from handler.core.index import items
from handler.core.index.plan import Announcement
from handler.core.model.writes import Item
from handler.services.invalidation import announce, release, unfinished
from handler.services.ports import Clock, Publishing, Table
from handler.services.tick.attempts import Attempts, Chore, Work
from handler.services.tick.reconciling import Comparer

_BATCH = 100


class Ticker:
    """Completes announcements, publishes what is due, and compares bucket and index.

    `chores`, by their names, are what else is done every minute.
    """

    def __init__(
        self,
        table: Table,
        clock: Clock,
        publisher: Publishing,
        comparer: Comparer,
        chores: Mapping[str, Chore] | None = None,
    ) -> None:
        self._table = table
        self._clock = clock
        self._publisher = publisher
        self._comparer = comparer
        self._chores = chores or {}

    def tick(self, budget: timedelta = timedelta(seconds=40)) -> None:
        """One round; what does not fit into the budget goes on in the next."""
        deadline = self._clock.now() + budget
        attempts = Attempts(self._publisher)
        chores: dict[str, Chore] = {
            "announcements": lambda until: self._announcements(until, attempts),
            "posts that are due": lambda until: self._due(until, attempts),
            **self._chores,
            # It takes all the time that is left.
            "comparison": self._comparer.work,
        }
        attempts.do_chores(chores, deadline)
        attempts.raise_any()

    def _announcements(self, deadline: datetime, attempts: Attempts) -> Work | None:
        found = unfinished(self._table, _BATCH)
        return (lambda: self._complete(found, deadline, attempts)) if found else None

    def _complete(
        self, announcements: Sequence[Announcement], deadline: datetime, attempts: Attempts
    ) -> None:
        for announcement in announcements:
            if self._clock.now() >= deadline:
                return
            announce(self._table, announcement)
            if announcement.released:
                release(self._table, announcement, attempts.attempt)

    def _due(self, deadline: datetime, attempts: Attempts) -> Work | None:
        limit = items.utc(self._clock.now()) + "~"
        rows = self._table.query(items.SCHEDULED, before=limit, limit=_BATCH)
        return (lambda: self._publish(rows, deadline, attempts)) if rows else None

    def _publish(
        self, rows: Sequence[tuple[str, Item]], deadline: datetime, attempts: Attempts
    ) -> None:
        for _, row in rows:
            if self._clock.now() >= deadline:
                return
            attempts.attempt(str(row["key"]))
