"""Ctrl-C: nothing more is begun, and nothing that has begun is waited for."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

_NAME = "side by side"


@contextmanager
def side_by_side(number: int) -> "Iterator[ThreadPoolExecutor]":
    """That many threads, which leave off what is still to do if the command is interrupted."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(number, thread_name_prefix=_NAME)
    is_interrupted = False
    try:
        yield pool
    except KeyboardInterrupt:
        is_interrupted = True
        raise
    finally:
        pool.shutdown(wait=not is_interrupted, cancel_futures=is_interrupted)


def ending_at_once(program: Callable[[], object]) -> None:
    """Run a program; threads that were `side_by_side` when it was interrupted end with it.

    Python itself waits for them, and they may wait for AWS, and try again.
    """
    try:
        program()
    except SystemExit as end:
        if not any(thread.name.startswith(_NAME) for thread in threading.enumerate()):
            raise
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
