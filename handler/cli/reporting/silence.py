"""Keeping GitHub Actions from taking what is printed for commands of a workflow.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import click


@contextmanager
def no_commands(*, wanted: bool) -> Iterator[None]:
    """While this goes on, a file's name or text that is printed is no command."""
    if not wanted:
        yield
        return
    token = token_hex(16)
    click.echo(f"::stop-commands::{token}")
    try:
        yield
    finally:
        click.echo(f"::{token}::")
