"""Ctrl-C: nothing more is begun, and nothing that has begun is waited for."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has ended, as shells tell it."""
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


class StoppableGroup(click.Group):
    """Commands whose exit code tells that they were interrupted."""

    def invoke(self, ctx: click.Context) -> Any:
        """See `click.Group.invoke`."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort) as error:
            if not was_interrupted(error):
                raise
            click.echo("\nAborted!", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from error


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


def was_interrupted(error: BaseException) -> bool:
    """Whether Ctrl-C led to an error; click tells it as it tells the end of input."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, KeyboardInterrupt):
        cause = cause.__cause__ or cause.__context__
    return cause is not None
