"""What a process came to its end at is known to the next, and nothing else is."""

from datetime import timedelta

import pytest

from handler.memory.table import MemoryTable
from handler.services.notes import Kind, Notes
from tests.services.blog import StoppedClock


class Killed(BaseException):
    """The process ends."""


def die(table: MemoryTable, *within: tuple[Kind, str], clock: StoppedClock | None = None) -> None:
    """Come to an end at the last of some things, each a part of the one before."""
    notes = Notes(table, clock or StoppedClock())

    def go(parts: tuple[tuple[Kind, str], ...]) -> None:
        if not parts:
            raise Killed
        with notes.noted(*parts[0]):
            go(parts[1:])

    with pytest.raises(Killed):
        go(within)


def deaths(table: MemoryTable, kind: Kind, name: str) -> int:
    return Notes(table, StoppedClock()).deaths(kind, name)


def test_each_process_that_ended_at_something_counts() -> None:
    table = MemoryTable()
    for count in range(3):
        assert deaths(table, "file", "a.md") == count
        die(table, ("file", "a.md"))
    assert (deaths(table, "file", "b.md"), deaths(table, "chore", "a.md")) == (0, 0)


def test_what_came_to_its_end_well_is_forgotten() -> None:
    table = MemoryTable()
    die(table, ("file", "a.md"))
    with Notes(table, StoppedClock()).noted("file", "a.md"):
        pass
    assert list(table.scan()) == []


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
def test_what_fails_or_is_interrupted_by_hand_is_no_end(error: type[BaseException]) -> None:
    table = MemoryTable()
    with pytest.raises(error), Notes(table, StoppedClock()).noted("file", "a.md"):
        raise error
    assert list(table.scan()) == []


def test_what_something_is_a_part_of_is_not_to_blame() -> None:
    table = MemoryTable()
    for _ in range(2):
        die(table, ("chore", "comparison"), ("file", "a.md"), ("file", "b.md"))
    assert deaths(table, "file", "b.md") == 2
    assert (deaths(table, "file", "a.md"), deaths(table, "chore", "comparison")) == (0, 0)


def test_a_part_that_ended_a_process_once_excuses_no_later_end() -> None:
    table, clock = MemoryTable(), StoppedClock()
    die(table, ("chore", "comparison"), ("file", "a.md"), clock=clock)
    clock.pass_by(timedelta(minutes=1))
    die(table, ("chore", "comparison"), clock=clock)
    assert deaths(table, "chore", "comparison") == 1


def test_what_two_processes_ended_at_rests_for_a_while() -> None:
    table, clock, hour = MemoryTable(), StoppedClock(), timedelta(hours=1)
    die(table, ("chore", "comments"), clock=clock)
    assert not Notes(table, clock).rests("chore", "comments", hour)
    die(table, ("chore", "comments"), clock=clock)
    assert Notes(table, clock).rests("chore", "comments", hour)
    clock.pass_by(hour)
    assert not Notes(table, clock).rests("chore", "comments", hour)
