"""What runs calls for a process that does one thing at a time: no machine is too slow for it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class Hangs(BaseException):
    """What a call raises in place of never coming to an end."""


def at_once(call: Callable[[], T], /) -> Future[T]:
    """A `Start` for one thread; the result of a call that hangs never comes."""
    future: Future[T] = Future()
    try:
        future.set_result(call())
    except Hangs:
        pass
    except Exception as error:
        future.set_exception(error)
    return future


def in_turn(calls: Sequence[Callable[[], object]]) -> list[object]:
    """A `Together` for one thread."""
    return [call() for call in calls]
