"""`publish`: a draft or hidden text goes to readers."""

import click

from handler.cli.authors.authoring import place_of, place_options, print_done
from handler.cli.errors import FriendlyCommand


@click.command("publish", cls=FriendlyCommand)
@click.argument("file")
@place_options
def command(file: str, online: bool, stage: str | None) -> None:
    """Let readers have FILE: a draft, or what was taken back or scheduled.

    A draft moves to _posts, with its day in its name; without a date it gets that of now, by the
    clock of the site. Of front matter only what hides the text and a date to come is changed.
    """
    place = place_of(online, stage, file)
    print_done(place.authoring.publish(place.key(file)), place)
