"""`diff`: how two versions of a file differ."""

import click

from handler.cli.authors.authoring import print_lines, stage_option
from handler.cli.errors import FriendlyCommand


@click.command("diff", cls=FriendlyCommand)
@click.argument("key")
@click.argument("version", required=False)
@click.argument("other", required=False)
@stage_option
def command(key: str, version: str | None, other: str | None, stage: str | None) -> None:
    """Show what changed in KEY since VERSION, or between VERSION and OTHER, both in the bucket.

    Without a VERSION it is the one before the newest. `coldpress history KEY` lists them.
    """
    from handler.cli.authors.versions import bucket_key, versions_of

    name, versions = bucket_key(key), versions_of(stage)
    old = versions.version(name, version) if version else versions.before(name)
    new = versions.version(name, other) if other else versions.history(name).versions[0]
    lines = versions.diff(name, old, new)
    print_lines(lines or ["The two versions are the same."])
