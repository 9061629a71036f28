"""Leaving GitHub alone for a while: when it asks for that, and after failures."""

import logging
from datetime import datetime, timedelta

from handler.core.comments.discussions import REST
from handler.core.comments.github_answers import back_off
from handler.core.model.writes import Put
from handler.services.ports import Clock, Table

_LONGEST = timedelta(hours=1)
_SOON = timedelta(minutes=10)
_log = logging.getLogger("coldpress")


class Resting(Exception):
    """GitHub is to be left alone for a while."""


class Rest:
    """How long GitHub is left alone by all the processes of one blog."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def is_on(self) -> bool:
        """Whether GitHub is not to be asked."""
        rest = self._table.get([REST]).get(REST)
        return rest is not None and int(rest["until"]) > self._clock.now().timestamp()

    def begin(self, until: datetime, why: str, failures: int = 0) -> None:
        """Let nobody ask before a time."""
        expires = int((until + timedelta(days=1)).timestamp())
        item = {"until": int(until.timestamp()), "failures": failures, "expires": expires}
        self._table.write(Put(REST, {**item, "why": why}))
        _log.warning("comments: %s GitHub is asked again after %s.", why, until.isoformat())

    def after_failure(self, why: str) -> Resting:
        """Begin the rest that a failure earns, longer if it follows soon after another."""
        now, last = self._clock.now(), self._table.get([REST]).get(REST, {})
        is_next = int(last.get("until", 0)) > (now - _SOON).timestamp()
        failures = 1 + (int(last["failures"]) if is_next else 0)
        self.begin(now + back_off(failures, timedelta(minutes=1), _LONGEST), why, failures)
        return Resting()
