"""`import`: what another program exported becomes a blog."""

from pathlib import Path

import click

from handler.cli.errors import FriendlyCommand
from handler.cli.importing.kinds import NAMES

_SOURCE = click.Path(exists=True, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("import", cls=FriendlyCommand)
@click.argument("kind", type=click.Choice(NAMES))
@click.argument("source", type=_SOURCE)
@click.argument("dest", type=click.Path(file_okay=False, path_type=Path))
@click.option("--media", type=_FOLDER, help="Where the old blog's pictures and files lie.")
@click.option("--url", default="", help="Where the old blog is, if the export does not say it.")
@click.option("--fetch", is_flag=True, help="Ask the old blog for pictures that are missing.")
def command(kind: str, source: Path, dest: Path, media: Path | None, url: str, fetch: bool) -> None:
    """Write the blog that SOURCE holds as a Jekyll tree into DEST, which need not exist yet.

    KIND is the program that SOURCE comes from. Texts become Markdown where that shows the same, and
    stay HTML elsewhere; at the end both are compared, and what is lost is told. Old addresses lead
    to where the texts are now.

    Running it again changes only what changed in SOURCE, and never what you changed in DEST since.
    The exit code is 1 if a part of SOURCE could not be read.
    """
    from handler.cli.importing.running import Wishes, run_import

    if not run_import(kind, source, dest, Wishes(media, url, fetch)):
        raise SystemExit(1)
