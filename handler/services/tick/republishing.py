"""Republishing: the tick publishes again what prints a list of posts, once one of them changes.

The text itself follows when it is next read. Its excerpt and what the search knows of it are made
when it is published, and would go on naming a post that is hidden now.
"""

from datetime import datetime

from handler.core.index import items
from handler.core.model.writes import Update
from handler.services.ports import Clock, Table
from handler.services.records import generations_in
from handler.services.tick.attempts import Attempts, Work
from handler.services.tick.publishing import Publishing

_MOST = 100
"""Beyond these it is the hourly comparison that publishes them."""


class Republishing:
    """Publishes what prints lists of posts."""

    def __init__(self, table: Table, clock: Clock, publisher: Publishing) -> None:
        self._table = table
        self._clock = clock
        self._publisher = publisher

    def work(self, deadline: datetime) -> Work | None:
        """Publish again, if a name, path or title of a post changed since it was last done."""
        found = self._table.get([items.JOB, items.generation_key("links")])
        links = generations_in(found, ["links"])["links"]
        if int(found.get(items.JOB, {}).get("republished", 0)) == links:
            return None
        return lambda: self._publish(links, deadline)

    def _publish(self, links: int, deadline: datetime) -> None:
        attempts = Attempts(self._publisher)
        for key, _ in self._table.query(items.PRINTING, limit=_MOST):
            if self._clock.now() >= deadline:
                return
            attempts.attempt(key)
        self._table.write(Update(items.JOB, {"republished": links}))
        attempts.raise_any()
