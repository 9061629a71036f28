"""What open pages are told: that something changed, what is wrong, how much is published."""

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from handler.core.model.problems import Problem

_BEAT_SECONDS = 15
_SHOWN = 20
"""How many problems a page shows; the terminal has them all."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told at a time.

    `session` is of one start of the server, `version` goes up with each change of what readers
    see; since `forced` even a page whose own text stayed the same has to be loaded anew. `more`
    problems are not among those shown, and `alarm` goes up with each file that turns out wrong.
    `done` of `total` files are published, if not all are.
    """

    session: int
    version: int = 0
    forced: int = 0
    problems: tuple[Mapping[str, str], ...] = ()
    more: int = 0
    alarm: int = 0
    done: int = 0
    total: int = 0

    def text(self) -> str:
        """The notice as JSON."""
        return json.dumps(asdict(self), separators=(",", ":"))


class Notices:
    """Keeps the newest notice, and hands it to whoever listens."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._newest = Notice(time.time_ns())

    @property
    def newest(self) -> Notice:
        """What is told now."""
        return self._newest

    def change(self, *, forced: bool = False) -> None:
        """Have open pages look whether they changed; if it is `forced`, they load anew anyway."""
        with self._changed:
            version = self._newest.version + 1
            self._tell(version=version, forced=version if forced else self._newest.forced)

    def show(self, problems: Iterable[Problem], *, alarm: bool) -> None:
        """Have open pages show what is wrong now; with an `alarm` even those that were to stop."""
        found = tuple(_shown(problem) for problem in problems)
        with self._changed:
            number = self._newest.alarm + alarm
            self._tell(problems=found[:_SHOWN], more=max(0, len(found) - _SHOWN), alarm=number)

    def progress(self, done: int, total: int) -> None:
        """Have open pages show how much is published; nothing, once it is all."""
        with self._changed:
            self._tell(done=done, total=total if done < total else 0)

    def _tell(self, **changes: object) -> None:
        self._newest = replace(self._newest, **changes)  # type: ignore[arg-type]
        self._changed.notify_all()

    def stream(self) -> Iterator[bytes]:
        """The newest notice and all that follow, as server-sent events, with a beat between."""
        yield b"retry: 500\n\n"
        told: Notice | None = None
        while True:
            with self._changed:
                if told is self._newest:
                    self._changed.wait(_BEAT_SECONDS)
                newest = self._newest
            yield b": still here\n\n" if told is newest else f"data: {newest.text()}\n\n".encode()
            told = newest


def _shown(problem: Problem) -> dict[str, str]:
    place = f"{problem.key}:{problem.line}" if problem.line else problem.key
    return {"place": place, "message": problem.message, "fix": problem.fix}
