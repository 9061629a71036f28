"""What an author is told of what was published: in the terminal, and over open pages."""

from collections.abc import Callable, Iterable, Sequence

import click
from tqdm import tqdm

from handler.cli.local.notices import Notices
from handler.cli.reporting.digest import grouped
from handler.cli.reporting.reports import links_of, print_groups, print_outcome, print_problems
from handler.core.model.problems import Problem, errors_of
from handler.services.ports import Outcome
from handler.services.records import stored_sources
from handler.services.status import overview
from handler.wiring import Services


class Telling:
    """Tells what became of files, and keeps in mind what is wrong."""

    def __init__(self, services: Callable[[], Services], notices: Notices) -> None:
        self._services = services
        self._notices = notices
        self._wrong: dict[str, tuple[Problem, ...]] = {}
        self._told = set[Problem]()

    def take_note(self, outcomes: Sequence[Outcome]) -> None:
        """Show what is wrong now; what another file's change has mended is not wrong any more."""
        rejected = {
            each.key: errors_of(each.problems) for each in outcomes if each.state == "rejected"
        }
        for each in outcomes:
            self._wrong.pop(each.key, None)
        self._wrong |= rejected
        for source in stored_sources(self._services().table, list(self._wrong)):
            if source.state != "rejected":
                del self._wrong[source.key]
        self._show(alarm=bool(rejected))

    def note(self, place: str, problems: Sequence[Problem]) -> None:
        """Show what is wrong at a place that is no file of the blog, or no longer show it."""
        self._wrong[place] = tuple(problems)
        self._show(alarm=bool(problems))
        with tqdm.external_write_mode():
            print_problems(problems)

    def _show(self, *, alarm: bool) -> None:
        wrong = [each for problems in self._wrong.values() for each in problems]
        self._notices.show(wrong, alarm=alarm)

    def moves(self, moves: Sequence[tuple[str, str]]) -> None:
        """Print which addresses changed, in one line."""
        for old, new in moves[:1]:
            others = f", and {len(moves) - 1} more" if len(moves) > 1 else ""
            advice = f"redirect_from: {old} in the file leads readers on"
            with tqdm.external_write_mode():
                click.echo(f"moved     {old} to {new}{others}; {advice}")

    def outcomes(self, outcomes: Iterable[Outcome]) -> None:
        """Print what became of files."""
        links = links_of(self._services())
        with tqdm.external_write_mode():
            for outcome in outcomes:
                print_outcome(outcome, links)

    def hint(self, problems: Sequence[Problem]) -> None:
        """Print what is no part of the blog, each file once."""
        new = [each for each in problems if each not in self._told]
        self._told.update(new)
        with tqdm.external_write_mode():
            print_problems(new)

    def report(self, problems: Iterable[Problem]) -> None:
        """Print what is wrong, a line a kind, and how many files are in which state."""
        counts = overview(self._services().table).counts
        counted = ", ".join(f"{n} {state}" for state, n in sorted(counts.items()))
        told = dict.fromkeys(problems)
        self._told.update(told)
        print_groups(grouped(told))
        click.echo(f"Posts and pages: {counted or 'none'}.")
