"""The processes that compute, as their user sees them: started when needed, kept, replaced."""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

from handler.sandbox.answers import Answer
from handler.services.ports import Allowance, Unfinished

_START = "from handler.sandbox.child import main; main()"
_MOST = 4
_PASSED_ON = ("PATH", "HOME", "LANG", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_SHORTEST = 0.001
_PARTING = 0.5
"""Seconds that a process has to end by itself."""
_TOO_LONG = "takes too much computing"


class _Died(Exception):
    """The process ended without an answer, with an exit code, at its first task or a later one."""

    def __init__(self, code: int, *, at_first: bool) -> None:
        super().__init__(f"exit code {code}")
        self.code = code
        self.at_first = at_first


class _Process:
    """A process with the pipes to it; one that is worn gives no other answer."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        self._to = cast(IO[bytes], self._process.stdin)
        self._from = cast(IO[bytes], self._process.stdout)
        self._tasks = 0
        self.is_worn = False

    def ask(self, task: str, arguments: tuple[object, ...], seconds: float) -> Answer:
        """The answer to a task; raises `_Died`."""
        self._tasks += 1
        try:
            pickle.dump((task, arguments, seconds), self._to, pickle.HIGHEST_PROTOCOL)
            self._to.flush()
            answer = cast(Answer, pickle.load(self._from))
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise _Died(self.end(), at_first=self._tasks == 1) from error
        self.is_worn = answer.worn
        return answer

    def end(self) -> int:
        """Have no such process any more; how it ended, if it did so by itself."""
        with suppress(BrokenPipeError):
            self._to.close()
        self._from.close()
        try:
            return self._process.wait(_PARTING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


class Processes:
    """A sandbox of up to so many processes at once; see `Sandbox`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._forget()

    def _forget(self) -> None:
        self._owner = os.getpid()
        self._free = threading.Semaphore(self._most)
        self._idle: list[_Process] = []

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """See `Sandbox.run`."""
        if allowance.seconds < _SHORTEST:
            raise Unfinished(_TOO_LONG)
        answer = self._answer(task, arguments, allowance)
        allowance.seconds -= answer.seconds
        if answer.failure:
            raise Unfinished(answer.failure)
        return answer.result

    def _answer(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Answer:
        try:
            with self._process() as process:
                return process.ask(task, arguments, allowance.seconds)
        except _Died as died:
            if died.code == -signal.SIGPROF:
                allowance.seconds = 0
                raise Unfinished(_TOO_LONG) from died
            if died.at_first:
                raise Unfinished(_ended(died.code)) from died
        # What was kept since an earlier task may have been ended by anybody since.
        return self._answer(task, arguments, allowance)

    @contextmanager
    def _process(self) -> Iterator[_Process]:
        """A process for one task; one that gave no answer, or grew too large, is not kept."""
        if self._owner != os.getpid():
            self._forget()  # A fork of this process has to have processes of its own.
        with self._free:
            process = self._idle.pop() if self._idle else _Process()
            try:
                yield process
            except BaseException:
                process.end()
                raise
            if process.is_worn:
                process.end()
            else:
                self._idle.append(process)

    def close(self) -> None:
        """End all processes that have nothing to do."""
        while self._owner == os.getpid() and self._idle:
            self._idle.pop().end()


def _environment() -> Mapping[str, str]:
    """What a process needs of the environment: who it computes for need not know its secrets."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    kept |= {
        name: value for name, value in os.environ.items() if name.startswith(("PYTHON", "LC_"))
    }
    # An empty path is the current folder, which may be an author's: nothing is imported from there.
    paths = [*filter(None, sys.path), str(Path(__file__).parents[2])]
    return kept | {"PYTHONPATH": os.pathsep.join(paths)}


def _ended(code: int) -> str:
    if code == -signal.SIGKILL:
        return "takes more memory than there is"
    return f"ends the process that renders it (code {code}), which is a fault of Coldpress's"


@cache
def processes() -> Processes:
    """The processes of this one."""
    shared = Processes(min(_MOST, os.cpu_count() or 1))
    atexit.register(shared.close)
    return shared
