"""`render`: what becomes of each post, for comparing."""

from pathlib import Path

import click

from handler.cli.arguments import TREE
from handler.cli.errors import FriendlyCommand


@click.command("render", cls=FriendlyCommand)
@click.argument("source", type=TREE)
def command(source: Path) -> None:
    """Print what Coldpress makes of each post and draft of a Jekyll blog in SOURCE.

    One JSON object a line, for every file in a `_posts` or `_drafts` folder: `path` relative to
    SOURCE, `html` of the body, `title`, `date`, `url`, `categories` and `tags`; a file that
    would be rejected has `path` and `error`. Formulas stay TeX, and nothing is published.
    """
    from handler.cli.rendering import render_posts

    for line in render_posts(source.resolve()):
        click.echo(line)
