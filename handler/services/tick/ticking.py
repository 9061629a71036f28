"""The tick: every minute, what no event brings about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from handler.core.index import items
from handler.core.index.invalidations import Invalidation
from handler.core.model.periods import utc
from handler.core.model.writes import Item
from handler.services.invalidation import invalidate, release, unfinished
from handler.services.ports import Clock, Table
from handler.services.tick.attempts import Attempts, Chore, Work
from handler.services.tick.publishing import Publishing
from handler.services.tick.reconciling import Reconciler

_BATCH = 100


class Ticker:
    """Completes invalidations, publishes what is due, and compares bucket and index.

    `chores`, by their names, are what else is done every minute.
    """

    def __init__(
        self,
        table: Table,
        clock: Clock,
        publisher: Publishing,
        reconciler: Reconciler,
        chores: Mapping[str, Chore] | None = None,
    ) -> None:
        self._table = table
        self._clock = clock
        self._publisher = publisher
        self._comparer = reconciler
        self._chores = chores or {}

    def tick(self, budget: timedelta = timedelta(seconds=40)) -> None:
        """One round; what does not fit into the budget goes on in the next."""
        deadline = self._clock.now() + budget
        attempts = Attempts(self._publisher)
        chores: dict[str, Chore] = {
            "invalidations": lambda until: self._invalidations(until, attempts),
            "posts that are due": lambda until: self._due(until, attempts),
            **self._chores,
            # It takes all the time that is left.
            "comparison": self._comparer.work,
        }
        attempts.do_chores(chores, deadline)
        attempts.raise_any()

    def _invalidations(self, deadline: datetime, attempts: Attempts) -> Work | None:
        found = unfinished(self._table, _BATCH)
        return (lambda: self._complete(found, deadline, attempts)) if found else None

    def _complete(
        self, invalidations: Sequence[Invalidation], deadline: datetime, attempts: Attempts
    ) -> None:
        for invalidation in invalidations:
            if self._clock.now() >= deadline:
                return
            invalidate(self._table, invalidation)
            if invalidation.released:
                release(self._table, invalidation, attempts.attempt)

    def _due(self, deadline: datetime, attempts: Attempts) -> Work | None:
        limit = utc(self._clock.now()) + "~"
        rows = self._table.query(items.SCHEDULED, before=limit, limit=_BATCH)
        return (lambda: self._publish(rows, deadline, attempts)) if rows else None

    def _publish(
        self, rows: Sequence[tuple[str, Item]], deadline: datetime, attempts: Attempts
    ) -> None:
        for _, row in rows:
            if self._clock.now() >= deadline:
                return
            attempts.attempt(str(row["key"]))
