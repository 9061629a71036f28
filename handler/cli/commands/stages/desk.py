"""`desk`: the author's desk of a stage, and who may come in."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("desk", cls=FriendlyCommand)
@stage_argument
@click.option("--owner", metavar="NAME", help="Print a link for an owner of this name.")
@click.option("--author", metavar="NAME", help="Print a link for an author of this name.")
@click.option("--people", is_flag=True, help="Print who may come in, with what, and what is open.")
@click.option("--revoke", metavar="ID", help="End what --people prints under ID.")
@click.option("--off", is_flag=True, help="Turn the desk off: nobody is at it any more.")
def command(
    stage: str | None,
    owner: str | None,
    author: str | None,
    people: bool,
    revoke: str | None,
    off: bool,
) -> None:
    """Turn the author's desk of STAGE on, and print a link with which somebody comes in.

    The link, a QR code as well, is good once and for ten minutes: it registers a
    passkey, which opens the desk from then on. Without a NAME it is for the owner of the blog, new
    or not. Who is there already gets another passkey by it. Authors write texts and upload
    pictures; owners also change settings and theme, and decide who may come in.
    """
    from handler.cli import inviting

    if sum(map(bool, (owner is not None, author is not None, people, revoke, off))) > 1:
        raise click.UsageError("Choose one of --owner, --author, --people, --revoke and --off.")
    if people:
        inviting.print_people(stage)
    elif revoke:
        inviting.revoke(revoke, stage)
    elif off:
        inviting.close_desk(stage)
    else:
        inviting.open_desk(stage, author if owner is None else owner, is_owner=author is None)
