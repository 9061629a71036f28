"""Asking before something is done that cannot simply be undone."""

import click

from handler.cli.interrupting import was_interrupted


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether the answer is yes; where nobody answers it is no."""
    try:
        return click.confirm(question, default=default)
    except click.Abort as error:
        if was_interrupted(error):
            raise
        click.echo("\nNobody answers; --yes goes on without asking.")
        return False
