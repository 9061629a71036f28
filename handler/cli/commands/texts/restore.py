"""`restore`: an older version of a file is the newest again."""

import click

from handler.cli.authors.authoring import stage_option
from handler.cli.errors import FriendlyCommand


@click.command("restore", cls=FriendlyCommand)
@click.argument("key")
@click.argument("version", required=False)
@stage_option
def command(key: str, version: str | None, stage: str | None) -> None:
    """Make VERSION of KEY the newest one again, as it was, byte by byte.

    Without a VERSION a file that was deleted comes back. What is there now stays a version.
    """
    from handler.cli.authors.versions import bucket_key, version_line, versions_of

    name, versions = bucket_key(key), versions_of(stage)
    if version is None:
        click.echo(f"{name} is back: {version_line(versions.undo(name))}")
        return
    found = versions.version(name, version)
    if versions.restore(found):
        click.echo(f"{name} is again as it was: {version_line(found)}")
    else:
        click.echo(f"{name} is just so already.")
