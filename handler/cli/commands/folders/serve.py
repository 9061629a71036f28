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
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
@click.option("--future", is_flag=True, help="Show scheduled posts too, marked as such.")
@click.option("--aws", is_flag=True, help="Keep the blog on an embedded S3 and DynamoDB.")
def command(
    path: Path, content: Path | None, port: int, drafts: bool, future: bool, aws: bool
) -> None:
    """Serve the blog in PATH on this machine while you write it.

    Without PATH that is the blog you are in, else the sample. Files that change are published at
    once, and open pages follow. The newest posts are there at once; the rest follows behind.
    """
    from handler.cli.local.serving import serve
    from handler.core.jekyll.results import Preview

    serve((content or path).resolve(), port, Preview(drafts, future), aws=aws)
