"""Notes of what was started: what is still noted when it is over ended the process that began it.

A process may come to its end at any call, and Lambda ends one that takes too long or too much
memory. Whatever one file or chore does to it, the next process knows, and lets no other wait.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Literal

from handler.core.model.writes import Delete, Item, Key, Put
from handler.services.ports import Clock, Table, Unavailable

ENOUGH = 2
"""How many processes may end at one thing; then it is left alone."""
_PARTITION = "job#notes"
_KEPT = timedelta(days=7)
Kind = Literal["file", "chore", "comments"]


@dataclass(frozen=True, slots=True)
class Note:
    """How often something was started without coming to its end, when last, and within what."""

    kind: Kind
    name: str
    count: int
    at: int
    within: str = ""

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"{self.kind}#{self.name}"

    def put(self) -> Put:
        """The write that keeps it."""
        expires = self.at + int(_KEPT.total_seconds())
        item: Item = {"n": self.count, "at": self.at, "within": self.within, "expires": expires}
        return Put(Key(_PARTITION, self.id), item)


def _note(sk: str, item: Item) -> Note:
    kind, _, name = sk.partition("#")
    count, at = int(item["n"]), int(item["at"])
    return Note(kind, name, count, at, str(item["within"]))  # type: ignore[arg-type]


def _left(table: Table) -> Mapping[str, Note]:
    """All notes. Where one thing ended a process, it was not what that was a part of."""
    notes = {sk: _note(sk, item) for sk, item in table.query(_PARTITION)}
    for inner in list(notes.values()):
        outer = notes.get(inner.within)
        if outer and outer.at <= inner.at:
            notes[outer.id] = replace(outer, count=outer.count - 1)
    return notes


def chores_left_out(table: Table) -> tuple[str, ...]:
    """The chores that ticks do but now and then, as some came to their ends at them."""
    left = sorted(_left(table).values(), key=lambda note: note.name)
    return tuple(each.name for each in left if each.kind == "chore" and each.count >= ENOUGH)


_current: ContextVar[str] = ContextVar("current", default="")


class Notes:
    """The notes of one run, which knows what earlier ones left."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    @cached_property
    def left(self) -> Mapping[str, Note]:
        """The notes that there were when this was first asked for, by their ids."""
        return _left(self._table)

    @property
    def files(self) -> frozenset[str]:
        """The files at which processes ended, or may have."""
        return frozenset(note.name for note in self.left.values() if note.kind == "file")

    def deaths(self, kind: Kind, name: str) -> int:
        """How many processes ended at something."""
        note = self.left.get(f"{kind}#{name}")
        return note.count if note else 0

    def rests(self, kind: Kind, name: str, pause: timedelta) -> bool:
        """Whether something is to be left alone, so long after the last process it ended."""
        note = self.left.get(f"{kind}#{name}")
        if note is None or note.count < ENOUGH:
            return False
        return self._clock.now() - datetime.fromtimestamp(note.at, UTC) < pause

    @contextmanager
    def noted(self, kind: Kind, name: str) -> Iterator[None]:
        """Do what is inside with a note of it. Whatever can be caught, or interrupts, is no end."""
        now = int(self._clock.now().timestamp())
        note = Note(kind, name, self.deaths(kind, name) + 1, now, _current.get())
        self._table.write(note.put())
        token = _current.set(note.id)
        try:
            yield
        except (Exception, KeyboardInterrupt):
            with suppress(Unavailable):
                self._forget(note)
            raise
        finally:
            _current.reset(token)
        self._forget(note)

    def _forget(self, note: Note) -> None:
        self._table.write(Delete(Key(_PARTITION, note.id)))
