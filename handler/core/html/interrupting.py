"""Ending a computation after so much processor time, for what cannot count its own steps.

A regular expression is one call that may never return. While it runs, the interpreter looks for
signals now and then and no other thread comes to its turn. So it takes a timer of the operating
system's, and since Python answers signals in a process's main thread alone, all that renders is
run in the main thread of a process of its own (`handler/sandbox`). Elsewhere nothing is ended.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SHORTEST = 0.001


class OutOfTime(BaseException):
    """The time is over. No `except Exception` on the way is to take it for a failure."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in what runs inside, once it has computed for so long; waiting is free."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    stop_at = time.thread_time() + seconds

    def stop(_number: int, _frame: FrameType | None) -> None:
        # The timer counts all threads, whose computing is no fault of this one.
        left = stop_at - time.thread_time()
        if left <= 0:
            raise OutOfTime
        signal.setitimer(signal.ITIMER_VIRTUAL, max(left, _SHORTEST))

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds, _SHORTEST))
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
