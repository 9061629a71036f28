"""`purge`: every cached page is stale."""

import click

from handler.cli.errors import FriendlyCommand
from handler.entry import services


@click.command("purge", cls=FriendlyCommand)
def command() -> None:
    """Make every cached page be rendered again when it is next read."""
    from handler.services.purging import purge

    purge(services().table)
    click.echo("Every cached page is stale now.")
