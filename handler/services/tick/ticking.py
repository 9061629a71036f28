"""The tick: every minute, what no event brings about."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from handler.core.index import items
from handler.core.model.periods import utc
from handler.services.invalidation import invalidate, release, unfinished
from handler.services.ports import Clock, Publishing, Table
from handler.services.tick.attempts import Attempts
from handler.services.tick.reconciling import Reconciler

_BATCH = 100
Chore = Callable[[datetime], None]
"""What else is done every minute, within a part of its time: comparing takes all that is left."""


class Ticker:
    """Completes invalidations, publishes what is due, and compares bucket and index."""

    def __init__(
        self,
        table: Table,
        clock: Clock,
        publisher: Publishing,
        reconciler: Reconciler,
        chores: Sequence[Chore] = (),
    ) -> None:
        self._table = table
        self._clock = clock
        self._publisher = publisher
        self._comparer = reconciler
        self._chores = chores

    def tick(self, budget: timedelta = timedelta(seconds=40)) -> None:
        """One round; what does not fit into the budget goes on in the next."""
        deadline = self._clock.now() + budget
        attempts = Attempts(self._publisher)
        self._complete_invalidations(deadline, attempts)
        self._publish_due(deadline, attempts)
        for chore in self._chores:
            attempts.run(partial(chore, deadline), "while doing a chore of the tick")
        self._comparer.run(deadline)
        attempts.raise_any()

    def _complete_invalidations(self, deadline: datetime, attempts: Attempts) -> None:
        for invalidation in unfinished(self._table, _BATCH):
            if self._clock.now() >= deadline:
                return
            invalidate(self._table, invalidation)
            if invalidation.released:
                release(self._table, invalidation, attempts.attempt)

    def _publish_due(self, deadline: datetime, attempts: Attempts) -> None:
        limit = utc(self._clock.now()) + "~"
        for _, row in self._table.query(items.SCHEDULED, before=limit, limit=_BATCH):
            if self._clock.now() >= deadline:
                return
            attempts.attempt(str(row["key"]))
