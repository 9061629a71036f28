"""`serve`: the whole blog on this machine."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, default_tree
from handler.cli.errors import FriendlyCommand


@click.command("serve", cls=FriendlyCommand)
@click.argument("path", type=TREE, default=default_tree)
@click.option("--content", type=TREE, help="The same as PATH, for `make serve`.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to listen on.",
)
def command(path: Path, content: Path | None, port: int) -> None:
    """Serve the blog in PATH on this machine, with an embedded S3 and DynamoDB.

    Without PATH that is the folder you are in, if it is a blog, else the sample. Files that change
    are published at once, and open pages load anew.
    """
    from handler.cli.local.serving import serve

    serve((content or path).resolve(), port)
