"""`check`: what would be rejected, and what authors should know."""

from pathlib import Path

import click

from handler.cli.errors import FriendlyCommand
from handler.cli.json_report import json_report
from handler.cli.reports import print_problems, print_summary
from handler.core.model.problems import errors_of


@click.command("check", cls=FriendlyCommand)
@click.argument(
    "paths", metavar="[PATH | FILE...]", type=click.Path(exists=True, path_type=Path), nargs=-1
)
@click.option("--errors-only", is_flag=True, help="Leave out warnings.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How problems are printed: for people or for programs.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
def command(paths: tuple[Path, ...], errors_only: bool, form: str) -> None:
    """Validate the blog in PATH, or some files of a blog, without AWS.

    Prints every problem with its file and line. The exit code is 1 if a file would be rejected.
    """
    from handler.cli.checking import check
    from handler.cli.selecting import select

    selection = select(paths)
    outcomes = selection.of(check(selection.root))
    problems = list(dict.fromkeys(each for outcome in outcomes for each in outcome.problems))
    errors = errors_of(problems)
    told = errors if errors_only else problems
    if form == "json":
        click.echo(json_report(told, outcomes))
    else:
        print_problems(told)
        print_summary(outcomes)
    if errors:
        raise SystemExit(1)
