"""Calls are waited for as long as a reader can wait, and not started while one hangs."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import TypeVar

import pytest

from handler.services.deadlines import Deadlines, Limits, within
from handler.services.ports import Unavailable
from tests.services.blog import NOW, StoppedClock

T = TypeVar("T")


class Hanging:
    """Starts calls that have no result until a test says so."""

    def __init__(self) -> None:
        self.futures: list[Future[object]] = []

    def __call__(self, call: Callable[[], T], /) -> Future[T]:
        future: Future[T] = Future()
        self.futures.append(future)  # type: ignore[arg-type]
        return future


class FailingLate(StoppedClock):
    """A clock on which calls fail after some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`."""
        if not future.done():
            self.pass_by(timedelta(seconds=self._seconds))
            future.set_exception(Unavailable("no answer"))
        return super().wait(seconds, future)


def give_up(deadlines: Deadlines) -> None:
    """Start a call that hangs, and do not wait for it."""
    with pytest.raises(Unavailable):
        deadlines.wait(0, deadlines.start(lambda: "result"))


def test_a_call_is_its_result_or_its_failure() -> None:
    done: Future[str] = Future()
    done.set_result("result")
    failed: Future[str] = Future()
    failed.set_exception(ZeroDivisionError())
    assert within(1, done, StoppedClock()) == "result"
    with pytest.raises(ZeroDivisionError):
        within(1, failed, StoppedClock())


def test_a_result_is_waited_for_as_long_as_was_said_and_no_longer() -> None:
    clock = StoppedClock()
    with pytest.raises(Unavailable, match=r"no answer within 1\.5 s"):
        within(1.5, Future(), clock)
    with pytest.raises(Unavailable):
        within(-3, Future(), clock)
    assert clock.now() - NOW == timedelta(seconds=1.5)


def test_limits_are_longer_on_a_slow_machine_and_stay_in_proportion() -> None:
    assert Limits(total=4, table=2).times(3) == Limits(12, 6, 6, 1.5, 3, 6)


def test_while_a_call_hangs_no_other_is_started() -> None:
    start = Hanging()
    deadlines = Deadlines(start, StoppedClock())
    give_up(deadlines)
    for _ in range(2):
        give_up(deadlines)
    assert len(start.futures) == 1


def test_as_soon_as_it_does_not_hang_any_more_calls_are_started_again() -> None:
    start = Hanging()
    deadlines = Deadlines(start, StoppedClock())
    give_up(deadlines)
    start.futures[0].set_result("late")
    give_up(deadlines)
    assert len(start.futures) == 2


def test_a_process_that_was_frozen_does_not_take_the_call_it_left_for_a_hanging_one() -> None:
    start, clock = Hanging(), StoppedClock()
    deadlines = Deadlines(start, clock)
    give_up(deadlines)
    clock.pass_by(timedelta(hours=1))
    give_up(deadlines)
    assert len(start.futures) == 2


@pytest.mark.parametrize(("seconds", "asked"), [(0.9, 2), (2, 1)])
def test_after_a_call_that_failed_late_none_is_started_for_as_long_again(
    seconds: float, asked: int
) -> None:
    start, clock = Hanging(), FailingLate(seconds)
    deadlines = Deadlines(start, clock)
    for _ in range(2):
        give_up(deadlines)
    assert len(start.futures) == asked
    clock.pass_by(timedelta(seconds=seconds))
    give_up(deadlines)
    assert len(start.futures) == asked + 1
