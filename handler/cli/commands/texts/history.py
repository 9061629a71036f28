"""`history`: the versions of a file."""

from dataclasses import replace

import click

from handler.cli.authors.authoring import stage_option
from handler.cli.errors import FriendlyCommand


@click.command("history", cls=FriendlyCommand)
@click.argument("key")
@click.option("--after", default="", help="Only versions older than this one.")
@stage_option
def command(key: str, after: str, stage: str | None) -> None:
    """List the versions of KEY in the bucket, newest first.

    A line has when it was written, how large it is, its name, and who wrote it, if that was at the
    desk.

    KEY is a file of the bucket, such as _posts/2017-12-27-hello.md; one that was deleted has its
    versions too. `coldpress diff` and `coldpress restore` take their names, or how those begin.
    """
    from handler.cli.authors.versions import bucket_key, print_history, versions_of

    name, versions = bucket_key(key), versions_of(stage)
    found = versions.history(name, after)
    print_history(name, replace(found, versions=tuple(versions.signed(found.versions))))
