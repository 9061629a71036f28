"""`serve`: the whole blog on this machine."""

from pathlib import Path

import click

from handler.cli.arguments import CONTENT, TREE
from handler.cli.errors import FriendlyCommand


@click.command("serve", cls=FriendlyCommand)
@click.option(
    "--content", type=TREE, default=CONTENT, show_default=True, help="A Jekyll source tree."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to listen on.",
)
def command(content: Path, port: int) -> None:
    """Serve a blog on this machine, with an embedded S3 and DynamoDB.

    Files that change are published at once, and open pages load anew.
    """
    from handler.cli.local.serving import serve

    serve(content.resolve(), port)
