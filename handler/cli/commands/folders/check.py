"""`check`: what would be rejected, and what authors should know."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from handler.cli.errors import FriendlyCommand
from handler.cli.reporting.annotations import annotations
from handler.cli.reporting.digest import grouped, shown
from handler.cli.reporting.json_report import json_report
from handler.cli.reporting.reports import print_groups, print_places, print_problems, print_summary
from handler.cli.trees import read_tree
from handler.core.model.problems import Problem, errors_of


@click.command("check", cls=FriendlyCommand)
@click.argument(
    "paths", metavar="[PATH | FILE...]", type=click.Path(exists=True, path_type=Path), nargs=-1
)
@click.option("--all", "everything", is_flag=True, help="Print alike problems one by one.")
@click.option("--errors-only", is_flag=True, help="Leave out warnings.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How problems are printed: for people, for programs, or as annotations of GitHub Actions.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
def command(paths: tuple[Path, ...], everything: bool, errors_only: bool, form: str) -> None:
    """Validate the blog in PATH, or some files of a blog, without AWS.

    Prints problems with file and line, errors first; those that are alike are one line. A terminal
    shows all errors, and as many warnings as it has room for; --all prints every one. The exit
    code is 1 if a file would be rejected.
    """
    from handler.cli.checking import check
    from handler.cli.selecting import select

    selection = select(paths)
    tree = read_tree(selection.root)
    outcomes = selection.of(check(tree))
    of_tree = [] if selection.places else tree.surprises()
    found = (each for outcome in outcomes for each in outcome.problems)
    problems = list(dict.fromkeys([*of_tree, *found]))
    errors = errors_of(problems)
    told = errors if errors_only else problems
    if form == "json":
        click.echo(json_report(told, outcomes))
    elif form == "github":
        for line in annotations(told, Path(os.path.relpath(selection.root)).as_posix()):
            click.echo(line)
    else:
        print_problems(told) if everything else _print_digest(told)
    if form != "json":
        print_summary(outcomes)
        print_places(outcomes, tree.site)
    if errors:
        raise SystemExit(1)


def _print_digest(problems: Sequence[Problem]) -> None:
    groups, left = grouped(problems), 0
    if sys.stdout.isatty():
        groups, left = shown(groups, *shutil.get_terminal_size())
    print_groups(groups)
    if left:
        click.echo(f"  and {left:,} more problem{'s' * (left != 1)}: --all prints every one.")
    elif any(len(group.problems) > 1 for group in groups):
        click.echo("  --all prints every one.")
