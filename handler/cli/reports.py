"""What commands print about the outcome of publishing."""

from collections.abc import Iterable

import click

from handler.core.model import State
from handler.core.problems import Problem

_COLOURS: dict[str, str] = {
    "live": "green",
    "scheduled": "cyan",
    "draft": "yellow",
    "hidden": "yellow",
    "rejected": "red",
}


def state_line(key: str, state: State | None, detail: str = "") -> str:
    """One line for one key: its state, its key, where it is or what is wrong."""
    label = click.style(f"{state or 'removed':<9}", fg=_COLOURS.get(state or "", "white"))
    return f"{label} {key}{'  ' + detail if detail else ''}"


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line of its own, errors in red."""
    for problem in problems:
        colour = "red" if problem.severity == "error" else "yellow"
        click.echo(f"  {click.style(problem.severity, fg=colour)}: {problem}")
