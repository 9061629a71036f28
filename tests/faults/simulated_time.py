"""Time that is counted and never waited for, so that it is the same on any machine.

All is done in turn, on one thread. What would run beside something else begins at the same time
as that, so it takes no time of its own unless somebody waits for it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, TypeVar

from tests.services.blog import StoppedClock
from tests.support.themed import ThemedServices

T = TypeVar("T")


class _Timed(Future[T]):
    """A result that is there from some time on."""

    def __init__(self, clock: "SimulatedClock") -> None:
        super().__init__()
        self._clock = clock
        self.ready = datetime.max

    def done(self) -> bool:
        """Whether it is there by now."""
        return self._clock.time >= self.ready


class SimulatedClock(StoppedClock):
    """A clock on which calls that run side by side take as long as the longest."""

    def start(self, call: Callable[[], T]) -> "_Timed[T]":
        """See `Services.start`."""
        future: _Timed[T] = _Timed(self)
        began = self.time
        try:
            future.set_result(call())
        except Exception as error:
            future.set_exception(error)
        future.ready, self.time = self.time, began
        return future

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """See `Services.together`."""
        futures = [self.start(call) for call in calls]
        self.time = max(future.ready for future in futures)
        return [future.result() for future in futures]

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`."""
        ready = future.ready if isinstance(future, _Timed) else self.time
        until = self.time + timedelta(seconds=seconds)
        self.time = max(self.time, min(ready, until))
        if ready > until:
            raise TimeoutError
        return future.result()


class SimulatedServices(ThemedServices):
    """The services of one process, which live by a simulated clock."""

    def __init__(self, clock: SimulatedClock, **ports: Any) -> None:
        super().__init__(clock=clock, **ports)
        self._simulated = clock

    def start(self, call: Callable[[], T]) -> Future[T]:
        """See `Services.start`."""
        return self._simulated.start(call)

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """See `Services.together`."""
        return self._simulated.together(calls)
