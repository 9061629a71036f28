"""Waiting for AWS, but no longer than a reader can.

The SDK's time-outs bound one wait for one socket. They bound neither the look-up of a name, nor
a connection that tries eight addresses in turn, nor an answer that trickles, nor the pause that
a service asks for before the second attempt, nor several calls in a row. So what readers wait
for runs on a thread of its own, which is left behind when its time is up.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from handler.services.ports import Clock, Unavailable

T = TypeVar("T")
_HANGING = timedelta(seconds=5)
_SILENCE = timedelta(seconds=1)
"""Whoever refuses does so sooner, and may be asked again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds a reader's request waits, of which a machine that is slow needs more."""

    total: float = 4.5
    """For AWS at all: a 503 is to come within 5 s."""
    table: float = 2.5
    """Until it does without the table; a second attempt may help."""
    file: float = 2.0
    """For a file of the bucket, after it may have waited for the table."""
    search: float = 0.5
    """For the search index itself."""
    search_table: float = 1.0
    search_copy: float = 2.0

    def times(self, factor: float) -> "Limits":
        """Limits that are all longer by a factor."""
        return Limits(*(factor * seconds for seconds in astuple(self)))


LIMITS = Limits()


class Start(Protocol):
    """Starts a call on a thread of its own."""

    def __call__(self, call: Callable[[], T], /) -> Future[T]:
        """The result to come."""
        ...


def within(seconds: float, future: Future[T], clock: Clock) -> T:
    """A result, or what it failed with; raises `Unavailable` if it does not come in time."""
    try:
        return clock.wait(max(0, seconds), future)
    except TimeoutError as error:
        raise Unavailable(f"no answer within {seconds:.1f} s") from error


class Deadlines:
    """Waits for calls; while one that it gave up still hangs, it does not start another.

    So an AWS that hangs is not asked by each request, but is as soon as it answers again. If the
    call ended itself after a while, without an answer, none is started for as long again. A
    process that was frozen finds its hanging call as it left it, so after a while none counts.
    """

    def __init__(self, start: Start, clock: Clock) -> None:
        self._start = start
        self._clock = clock
        self._given_up: tuple[Future[Any], datetime] | None = None
        self._silent_until: datetime | None = None

    def start(self, call: Callable[[], T]) -> Future[T]:
        """The result to come, or that AWS hangs."""
        if not self._is_hanging():
            return self._start(call)
        refused: Future[T] = Future()
        refused.set_exception(Unavailable("an earlier call is still without an answer"))
        return refused

    def wait(self, seconds: float, future: Future[T]) -> T:
        """As `within`, but a result that does not come in time is given up."""
        started = self._clock.now()
        try:
            return within(seconds, future, self._clock)
        except Unavailable:
            now = self._clock.now()
            if not future.done():
                self._given_up = future, now
            elif now - started >= _SILENCE:
                self._silent_until = now + (now - started)
            raise

    def _is_hanging(self) -> bool:
        if self._silent_until and self._clock.now() < self._silent_until:
            return True
        if self._given_up is None:
            return False
        future, since = self._given_up
        return not future.done() and self._clock.now() - since < _HANGING
