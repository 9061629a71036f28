"""`logs`: what the function wrote lately."""

import re
from datetime import UTC, datetime, timedelta

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _time_ago(context: click.Context, parameter: click.Parameter, text: str) -> timedelta:  # noqa: ARG001 - click's signature
    found = re.fullmatch(r"(\d{1,5})([smhd])", text)
    if not found:
        raise click.BadParameter(f"{text!r} is no time such as 30s, 10m, 2h or 1d.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@click.command("logs", cls=FriendlyCommand)
@stage_argument
@click.option(
    "--since",
    default="10m",
    show_default=True,
    callback=_time_ago,
    help="How long ago to begin: 30s, 10m, 2h, 1d.",
)
@click.option("--errors", is_flag=True, help="Only warnings and errors.")
def command(stage: str | None, since: timedelta, errors: bool) -> None:
    """Print what the function of STAGE wrote lately, oldest first."""
    from handler.cli.deployment.logs import lines
    from handler.cli.infrastructure.stages import read_stage

    count = 0
    for line in lines(read_stage(stage), datetime.now(UTC) - since, only_errors=errors):
        click.echo(line)
        count += 1
    if not count:
        click.echo("Nothing was written in that time; --since 1d looks further back.")
