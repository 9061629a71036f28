"""What commands print about the outcome of publishing."""

from collections import Counter
from collections.abc import Iterable, Sequence

import click

from handler.cli.reporting.digest import Group
from handler.core.model.addressing.keys import classify, is_document, printable
from handler.core.model.context import Links
from handler.core.model.entries import SiteConfig, State
from handler.core.model.problems import Problem
from handler.core.site.pictures.settings import keeps_location
from handler.services.ports import Outcome
from handler.services.records import stored_site
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
    site = stored_site(services.table)
    origin = services.settings.url or site.url
    return Links(origin, site.baseurl)


def state_line(key: str, state: State | None, detail: str = "") -> str:
    """One line for one key: its state, its key, where it is or what is wrong."""
    label = click.style(f"{state or 'removed':<9}", fg=_COLOURS.get(state or "", "white"))
    return f"{label} {printable(key)}{'  ' + detail if detail else ''}"


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
        _print_problem(problem.severity, str(problem))


def _print_problem(severity: str, text: str) -> None:
    click.echo(f"  {click.style(severity, fg='red' if severity == 'error' else 'yellow')}: {text}")


def print_groups(groups: Iterable[Group]) -> None:
    """Each group of alike problems on a line of its own, errors in red."""
    for group in groups:
        _print_problem(group.first.severity, str(group))


_KINDS = {"post": "post", "draft": "post", "page": "page"}


def print_summary(outcomes: Sequence[Outcome]) -> None:
    """How many posts, pages and other files are in which state, and how many have warnings."""
    groups: dict[str, list[Outcome]] = {"post": [], "page": [], "other file": []}
    for outcome in outcomes:
        groups[_group_of(outcome.key)].append(outcome)
    warned = sum(1 for outcome in outcomes if outcome.problems and outcome.state != "rejected")
    parts = [_counted(what, group) for what, group in groups.items() if group] or ["Nothing to do"]
    click.echo("; ".join([*parts, f"{warned} with warnings"] if warned else parts) + ".")


def print_places(outcomes: Iterable[Outcome], site: SiteConfig) -> None:
    """How many photos tell where they were taken, and whether readers are told that."""
    count = sum(1 for outcome in outcomes if outcome.is_geotagged)
    if not count:
        return
    told = "1 photo tells where it was" if count == 1 else f"{count} photos tell where they were"
    shown = "also to readers" if keeps_location(site) else "but not to readers"
    click.echo(f"{told} taken, {shown}.")


def _group_of(key: str) -> str:
    """What a file is counted as; a document of a collection is a page."""
    if classify(key) == "special" and is_document(key):
        return "page"
    return _KINDS.get(classify(key), "other file")


def _counted(what: str, outcomes: Sequence[Outcome]) -> str:
    states = Counter(outcome.state or "removed" for outcome in outcomes)
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    plural = "" if len(outcomes) == 1 else "s"
    return f"{len(outcomes)} {what}{plural}: {counts}"
