"""`preview`: links to what readers do not see."""

from datetime import timedelta

import click

from handler.cli.authors.authoring import stage_option
from handler.cli.errors import FriendlyCommand

LONGEST = 90


@click.command("preview", cls=FriendlyCommand)
@click.argument("key", required=False)
@click.option("--version", default="", help="An older version, by its name in `history`.")
@click.option(
    "--days", type=click.IntRange(1, LONGEST), default=7, show_default=True, help="How long."
)
@click.option("--list", "listing", is_flag=True, help="Print the links there are.")
@click.option("--revoke", is_flag=True, help="Let the links of KEY, or without one all, end now.")
@stage_option
def command(
    key: str | None, version: str, days: int, listing: bool, revoke: bool, stage: str | None
) -> None:
    """Make a link at which whoever has it sees KEY as the page that it will be.

    KEY is a draft, or a post that is scheduled, hidden or rejected, in the bucket: upload it first.
    The link follows the file until it ends; once the post is live it leads there. Search engines
    and caches are told to keep nothing.
    """
    from handler.cli.authors.previewing import make_link, print_links, revoke_links

    if listing:
        print_links(key, stage)
    elif revoke:
        revoke_links(key, stage)
    elif key is None:
        raise click.UsageError("Name the file to show, or --list the links there are.")
    else:
        make_link(key, version, timedelta(days=days), stage)
