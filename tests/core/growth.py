"""How much work something is, counted or set against itself, as no machine is fast or slow then."""

import gc
import sys
import time
from collections.abc import Callable
from types import FrameType

Work = Callable[[], object]
_ATTEMPTS = 5


class TooMuch(AssertionError):
    """More functions were called than allowed."""


def count_calls(work: Work, limit: float = float("inf")) -> int:
    """How many functions are called, built-in ones included; fails as soon as it is too many."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")
        if calls > limit:
            raise TooMuch(f"more than {limit} calls")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    assert calls <= limit
    return calls


def is_in_proportion(small: Work, large: Work) -> bool:
    """Whether work on eight times as much text is far from 64 times the work.

    Processor time tells of regular expressions, which do work that makes no calls. Other processes
    may slow one attempt down, but hardly all.
    """
    return any(_seconds(large) < 24 * _seconds(small) + 0.02 for _ in range(_ATTEMPTS))


def _seconds(work: Work) -> float:
    """Processor time of this thread."""
    gc.disable()
    try:
        started = time.thread_time()
        work()
        return time.thread_time() - started
    finally:
        gc.enable()
