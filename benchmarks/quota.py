"""Lambda's share of a processor: 1,769 MB of memory have a whole one, less have less.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

MEMORY_OF_ONE = 1769
PERIOD = 0.02
"""In how many seconds a function gets its share: in the rest of them it stands still."""
_GROUPS = Path("/sys/fs/cgroup/cpu")
_BEFORE_OTHERS = "262144"
"""The share is a function's own, whatever else this machine does."""

Limit = Callable[[Callable[[], Iterable[int]]], None]
"""Limits the processes that are named, and what these start."""


def share_of(memory_mb: int) -> float:
    """How much of a processor a function has."""
    return memory_mb / MEMORY_OF_ONE


@contextlib.contextmanager
def processor(share: float) -> Iterator[Limit]:
    """A share of a processor, for processes that end before it does.

    The kernel sees to it where it may be asked. Else signals halt processes in each period, which
    makes them slower: whoever waits while others compute gets nothing back for it.
    """
    try:
        group = _make_group(share)
    except OSError:
        with _signals(share) as limit:
            yield limit
        return
    try:
        yield lambda processes: _join(group, processes())
    finally:
        _remove(group)


def _make_group(share: float) -> Path:
    group = _GROUPS / f"coldpress-{os.getpid()}"
    group.mkdir()
    period = round(PERIOD * 1_000_000)
    (group / "cpu.cfs_period_us").write_text(str(period))
    (group / "cpu.cfs_quota_us").write_text(str(round(period * share)))
    (group / "cpu.shares").write_text(_BEFORE_OTHERS)
    return group


def _join(group: Path, processes: Iterable[int]) -> None:
    for process in processes:
        (group / "cgroup.procs").write_text(str(process))


def _remove(group: Path) -> None:
    """Remove a group, of which the last process may take a moment to end."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.05)


@contextlib.contextmanager
def _signals(share: float) -> Iterator[Limit]:
    named: list[Callable[[], Iterable[int]]] = []
    ended = threading.Event()

    def halt_in_turn() -> None:
        while not ended.is_set():
            _send(signal.SIGCONT, named)
            time.sleep(PERIOD * share)
            if share < 1:
                _send(signal.SIGSTOP, named)
                time.sleep(PERIOD * (1 - share))

    thread = threading.Thread(target=halt_in_turn, daemon=True)
    thread.start()
    try:
        yield named.append
    finally:
        ended.set()
        thread.join()


def _send(number: int, named: Iterable[Callable[[], Iterable[int]]]) -> None:
    for processes in named:
        for process in processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)
