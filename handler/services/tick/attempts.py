"""Doing many things so that one which fails, or ends the process, keeps no other waiting."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from handler.services.notes import ENOUGH
from handler.services.ports import Unavailable
from handler.services.tick.publishing import Publishing

PAUSE = timedelta(hours=1)
Work = Callable[[], object]
Chore = Callable[[datetime], Work | None]
"""Finds out what there is to do, if anything, within a part of the time until a deadline."""
_log = logging.getLogger("coldpress")


class Attempts:
    """Publishes keys and remembers what failed; an AWS that does not answer stops at once."""

    def __init__(self, publisher: Publishing) -> None:
        self._publisher = publisher
        self._notes = publisher.notes()
        self._failures: list[Exception] = []

    def attempt(self, key: str) -> None:
        """Publish a key, now or never."""
        self.run(lambda: self._publisher.attempt(key, self._notes), f"while publishing {key}")

    def do_chores(self, chores: Mapping[str, Chore], deadline: datetime) -> None:
        """Do what there is to do, last what an earlier process came to its end at.

        After two such processes a chore is done once an hour, so that ticks can be of use.
        """
        for name in sorted(chores, key=lambda name: self._notes.deaths("chore", name)):
            if self._notes.rests("chore", name, PAUSE):
                _log.error("%s: left out for an hour, as %d ticks ended at it", name, ENOUGH)
            else:
                self.run(partial(self._do, name, chores[name], deadline), f"with {name}")

    def _do(self, name: str, chore: Chore, deadline: datetime) -> None:
        if work := chore(deadline):
            with self._notes.noted("chore", name):
                work()

    def run(self, work: Work, note: str) -> None:
        """Do something, now or never; the note says what it was."""
        try:
            work()
        except Unavailable:
            raise
        except Exception as error:
            error.add_note(note)
            self._failures.append(error)

    def raise_any(self) -> None:
        """Fail, if anything did."""
        if self._failures:
            raise ExceptionGroup("some work was not done", self._failures)
