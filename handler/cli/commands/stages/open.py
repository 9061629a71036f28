"""`open`: the deployed blog in a browser."""

import sys

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import Failure, FriendlyCommand


@click.command("open", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Print the address of STAGE, and open it in a browser, on a terminal."""
    from handler.cli.checkup.cloud import Cloud
    from handler.cli.checkup.findings import Absent
    from handler.cli.checkup.gathering import address
    from handler.cli.infrastructure.stages import read_stage

    cloud = Cloud(read_stage(stage))
    try:
        url = f"{address(cloud)}/"
    except Absent as error:
        raise Failure(f"It is not online: `{cloud.deployment.deploy}` puts it there.") from error
    click.echo(url)
    if sys.stdout.isatty():
        click.launch(url)
