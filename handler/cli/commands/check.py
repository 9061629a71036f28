"""`check`: what would be rejected, and what authors should know."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from handler.cli.annotations import annotations
from handler.cli.arguments import CONTENT, TREE
from handler.cli.digest import grouped, shown
from handler.cli.errors import FriendlyCommand
from handler.cli.reports import print_groups, print_problems, print_summary
from handler.core.model.problems import Problem, errors_of


@click.command("check", cls=FriendlyCommand)
@click.argument("path", type=TREE, default=CONTENT)
@click.option("--all", "everything", is_flag=True, help="Print alike problems one by one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How problems are printed: for people, or as annotations of GitHub Actions.",
)
def command(path: Path, everything: bool, form: str) -> None:
    """Validate the blog in PATH (default: content) without AWS.

    Prints every problem with its file and line; those that are alike are one line, unless --all
    is given. The exit code is 1 if a file would be rejected.
    """
    from handler.cli.checking import check

    outcomes = check(path.resolve())
    problems = list(dict.fromkeys(each for outcome in outcomes for each in outcome.problems))
    if form == "github":
        for line in annotations(problems, Path(os.path.relpath(path)).as_posix()):
            click.echo(line)
    elif everything:
        print_problems(problems)
    else:
        _print_digest(problems)
    print_summary(outcomes)
    if errors_of(problems):
        raise SystemExit(1)


def _print_digest(problems: Sequence[Problem]) -> None:
    groups, left = shown(grouped(problems), *shutil.get_terminal_size())
    print_groups(groups)
    if left:
        click.echo(f"  and {left:,} more problem{'s' * (left != 1)}: --all prints every one.")
    elif any(len(group.problems) > 1 for group in groups):
        click.echo("  --all prints every one.")
