"""`schedule`: a post goes to readers at a time."""

import click

from handler.cli.authors.authoring import place_of, place_options, print_done
from handler.cli.errors import FriendlyCommand


@click.command("schedule", cls=FriendlyCommand)
@click.argument("file")
@click.argument("when", nargs=-1, required=True)
@place_options
def command(file: str, when: tuple[str, ...], online: bool, stage: str | None) -> None:
    """Let readers have FILE at WHEN, as in 2027-01-31 09:00, by the clock of the site.

    That is `timezone` in _config.yml, else UTC; `2027-01-31 09:00 +0900` says it itself. A draft
    moves to _posts. A post that is live is taken from readers until then.
    """
    place = place_of(online, stage, file)
    print_done(place.authoring.schedule(place.key(file), " ".join(when)), place)
