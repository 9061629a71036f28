"""How often somebody may try to come in. Kept by each process alone: nothing is written for it.

A network that failed too often waits. Nobody else does, as long as it is told apart; what cannot be
is bounded together, but far higher. That makes nobody wait who names a passkey or link of the desk:
those have a count of their own for each network.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handler.services.ports import Clock

MAXIMUM_FAILURES = (10, 100)
"""For a visitor, or a passkey or link from there, and for all that come by the same connection."""
WAIT = timedelta(minutes=10)
_MAXIMUM_NETWORKS = 2000


@dataclass(slots=True)
class _Failures:
    since: datetime
    count: int = 0


class Attempts:
    """Counts failures by network, or whatever else is not to come too often."""

    def __init__(self, clock: Clock, most: Sequence[int] = MAXIMUM_FAILURES) -> None:
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._failures: dict[str, _Failures] = {}

    def wait(self, networks: Sequence[str]) -> int:
        """How many seconds whoever comes from these networks has to wait, the narrowest first."""
        now = self._clock.now()
        with self._lock:
            found = [
                self._failures[network].since + WAIT - now
                for network, most in zip(networks, self._most, strict=False)
                if network in self._failures and self._failures[network].count >= most
            ]
        return max([0, *(int(left.total_seconds()) for left in found)])

    def fail(self, networks: Sequence[str]) -> None:
        """Note that somebody could not come in."""
        now = self._clock.now()
        with self._lock:
            for network in networks:
                self._count(network, now)

    def _count(self, network: str, now: datetime) -> None:
        failures = self._failures.get(network)
        if failures is None or failures.since + WAIT <= now:
            self._failures.pop(network, None)
            while len(self._failures) >= _MAXIMUM_NETWORKS:
                del self._failures[next(iter(self._failures))]
            failures = self._failures[network] = _Failures(now)
        failures.count += 1
