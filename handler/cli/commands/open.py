"""`open`: the deployed blog in a browser."""

import sys

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("open", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Print the address of STAGE, and open it in a browser, on a terminal."""
    from handler.cli.checkup.cloud import Cloud
    from handler.cli.checkup.gathering import address
    from handler.cli.infrastructure.stages import read_stage

    url = f"{address(Cloud(read_stage(stage)))}/"
    click.echo(url)
    if sys.stdout.isatty():
        click.launch(url)
