"""`mv`: a text gets another name."""

from collections.abc import Iterator
from pathlib import Path

import click

from handler.cli.authors.authoring import Place, place_of, place_options, print_done
from handler.cli.errors import FriendlyCommand
from handler.cli.reporting.reports import print_problems
from handler.cli.trees import read_tree
from handler.core.model.addressing.keys import is_document
from handler.core.model.problems import Problem


@click.command("mv", cls=FriendlyCommand)
@click.argument("old")
@click.argument("new")
@place_options
def command(old: str, new: str, online: bool, stage: str | None) -> None:
    """Rename OLD, a post, draft or page, to NEW, and have its old address lead there.

    If its address changes, the old one is added to `redirect_from`. Its own relative links and
    pictures go on leading where they led. NEW may be a folder: `_posts/travel/`. What names the
    file in other texts ({% post_url %}, {% link %}) is yours to change: it is listed with what to
    write, or for a blog in the bucket told by `coldpress check`.
    """
    place = place_of(online, stage, old)
    if place.folder and (place.folder / place.key(old)).is_dir():
        raise click.UsageError(f"{old} is a folder. Rename the files in it one by one.")
    done = place.authoring.rename(place.key(old), _target(place, old, new))
    print_done(done, place)
    if place.folder:
        print_problems(_naming(place.folder, done.change.old, done.change.text.key))


def _naming(folder: Path, old: str, new: str) -> Iterator[Problem]:
    """Where other texts of a blog name a file that has another name now."""
    from handler.core.authoring.addresses import naming

    tree = read_tree(folder)
    for key in filter(is_document, tree.content):
        text = tree.path(key).read_text("utf-8", "replace")
        yield from naming(key, text, old, new)


def _target(place: Place, old: str, new: str) -> str:
    """The key that is meant, from the top if the old one is; in a folder the name stays."""
    key = new if place.key(old) == old else place.key(new)
    if new.endswith("/") or (place.folder and (place.folder / key).is_dir()):
        return f"{key.rstrip('/')}/{Path(old).name}"
    return key
