"""A process that computes: it reads a task, does it, answers, and reads the next.

What takes too much time is ended by the kernel, whatever code it is in.
"""

import os
import pickle
import resource
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from handler.core.model.problems import failure as failure_of
from handler.sandbox.answers import Answer
from handler.services.computing.tasks import function_named

MEMORY = 400_000_000
"""Bytes of address space, of which the interpreter with all that renders takes 80 million."""
MAXIMUM_ANSWER = 40_000_000
"""Bytes of a pickled result; the copies of a picture may have 16 million."""
_WORN = 150_000_000
"""Bytes of memory that a process has kept from its tasks; a new one has a third of that."""


def main() -> None:
    """Do tasks until there are no more."""
    _limit()
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever is printed would be taken for an answer.
    with suppress(EOFError):
        while True:
            answer = _computed(*pickle.load(tasks))
            try:
                answers.write(_packed(answer))
                answers.flush()
            except BrokenPipeError:
                os._exit(0)  # Who asked has ended.
            if answer.worn:
                return


def _limit() -> None:
    # Of the kernel, macOS knows no limit of memory.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # It ends the process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Who asks decides.


def _computed(task: str, arguments: tuple[object, ...], seconds: float) -> Answer:
    function = function_named(task)  # What it imports is on nobody's account.
    result, failure, started = None, "", time.process_time()
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        result = function(*arguments)
    except Exception as error:
        failure = failure_of(error)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return Answer(result, failure, time.process_time() - started, _is_worn())


def _packed(answer: Answer) -> bytes:
    try:
        packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return _packed(Answer(None, failure_of(error), answer.seconds, answer.worn))
    if len(packed) > MAXIMUM_ANSWER:
        failure = f"comes to more than {MAXIMUM_ANSWER // 1_000_000} MB"
        return _packed(Answer(None, failure, answer.seconds, answer.worn))
    return packed


def _is_worn() -> bool:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:  # No Linux, and so no Lambda with its little memory.
        return False
    return pages * resource.getpagesize() > _WORN
