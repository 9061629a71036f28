"""Asking before something is done that cannot simply be undone."""

import click


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether the answer is yes; where nobody answers it is no."""
    try:
        return click.confirm(question, default=default)
    except click.Abort:
        click.echo("\nNobody answers; --yes goes on without asking.")
        return False
