"""What commands print about the outcome of publishing."""

from collections import Counter
from collections.abc import Iterable, Sequence

import click

from handler.core.model import State
from handler.core.problems import Problem
from handler.core.views import Links
from handler.services.publishing import Outcome
from handler.services.records import site_in
from handler.services.sites import config_key
from handler.wiring import Services

_COLOURS: dict[str, str] = {
    "live": "green",
    "scheduled": "cyan",
    "draft": "yellow",
    "hidden": "yellow",
    "rejected": "red",
}


def links_of(services: Services) -> Links:
    """How addresses of the blog begin, as settings or configuration say."""
    site = site_in(services.table.get([config_key()]))
    origin = services.settings.url or site.url.rstrip("/")
    return Links(origin, site.baseurl.rstrip("/"))


def state_line(key: str, state: State | None, detail: str = "") -> str:
    """One line for one key: its state, its key, where it is or what is wrong."""
    label = click.style(f"{state or 'removed':<9}", fg=_COLOURS.get(state or "", "white"))
    return f"{label} {key}{'  ' + detail if detail else ''}"


def print_outcome(outcome: Outcome, links: Links) -> None:
    """What became of a file: where it is, when it will be there, or why not."""
    detail = links.absolute(outcome.path) if outcome.path and outcome.state == "live" else ""
    if outcome.due and outcome.state == "scheduled":
        detail = f"for {outcome.due:%Y-%m-%d %H:%M %z}"
    if outcome.state == "rejected" and outcome.path:
        detail = f"readers keep the version before at {links.absolute(outcome.path)}"
    click.echo(state_line(outcome.key, outcome.state, detail))
    print_problems(outcome.problems)


def print_problems(problems: Iterable[Problem]) -> None:
    """Each problem on a line of its own, errors in red."""
    for problem in problems:
        colour = "red" if problem.severity == "error" else "yellow"
        click.echo(f"  {click.style(problem.severity, fg=colour)}: {problem}")


def print_summary(outcomes: Sequence[Outcome]) -> None:
    """How many files are in which state."""
    states = Counter(outcome.state or "removed" for outcome in outcomes)
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    warned = sum(1 for outcome in outcomes if outcome.problems)
    click.echo(f"{_files(len(outcomes))}: {counts or 'none'}; {warned} with problems.")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
