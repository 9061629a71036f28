"""`purge`: every cached page is stale."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand


@click.command("purge", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Make every cached page of STAGE be rendered again when it is next read."""
    from handler.services.purging import purge

    purge(deployed(stage).services.table)
    click.echo("Every cached page is stale now.")
