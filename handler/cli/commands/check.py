"""`check`: what would be rejected, and what authors should know."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, default_tree
from handler.cli.errors import FriendlyCommand
from handler.cli.reports import print_problems, print_summary
from handler.core.model.problems import errors_of


@click.command("check", cls=FriendlyCommand)
@click.argument("path", type=TREE, default=default_tree)
def command(path: Path) -> None:
    """Validate the blog in PATH without AWS.

    Prints every problem with its file and line. The exit code is 1 if a file would be rejected.
    """
    from handler.cli.checking import check

    outcomes = check(path.resolve())
    for outcome in outcomes:
        print_problems(outcome.problems)
    print_summary(outcomes)
    if any(errors_of(outcome.problems) for outcome in outcomes):
        raise SystemExit(1)
