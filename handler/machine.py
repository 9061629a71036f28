"""What services need of the machine itself: its clock and its threads."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        time.sleep(seconds)

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`."""
        return future.result(seconds)


class Threads:
    """Threads of this process, made when they are first needed."""

    @cached_property
    def _together(self) -> ThreadPoolExecutor:
        """Few: a call that has to connect first takes twice as long as one that waits its turn."""
        return ThreadPoolExecutor(4)

    @cached_property
    def _started(self) -> ThreadPoolExecutor:
        """Of their own: calls that run `together` must not wait for those that wait."""
        return ThreadPoolExecutor(64)

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """Run calls at the same time, the first on this thread, so that it may do so too."""
        first, *others = calls
        futures = [self._together.submit(call) for call in others]
        return [first(), *(future.result() for future in futures)]

    def start(self, call: Callable[[], T]) -> Future[T]:
        """Start a call on another thread, with the logs and metrics of this one."""
        return self._started.submit(copy_context().run, call)
