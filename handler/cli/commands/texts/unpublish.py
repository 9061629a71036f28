"""`unpublish`: readers do not get a text any more."""

import click

from handler.cli.authors.authoring import place_of, place_options, print_done
from handler.cli.errors import FriendlyCommand


@click.command("unpublish", cls=FriendlyCommand)
@click.argument("file")
@place_options
def command(file: str, online: bool, stage: str | None) -> None:
    """Take FILE back: it stays where it is, with `published: false`.

    `coldpress publish` undoes just that, so its address and its history stay.
    """
    place = place_of(online, stage, file)
    print_done(place.authoring.unpublish(place.key(file)), place)
