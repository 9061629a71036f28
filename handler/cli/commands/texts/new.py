"""`new`: the file of a post that is begun."""

from contextlib import suppress

import click

from handler.cli.authors.authoring import Place, place_of, place_options, print_done
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand
from handler.cli.trees import read_tree
from handler.core.model.addressing.keys import classify
from handler.core.model.languages.misspellings import meant

_SHOWN = 12
_MOST_POSTS = 2_000
_HEAD = 4_000
"""Of each post so many bytes are read for its tags."""


@click.command("new", cls=FriendlyCommand)
@click.argument("title")
@click.option("--draft", is_flag=True, help="In _drafts, without a date.")
@click.option("--tag", "tags", multiple=True, help="A tag, as often as there are; or a, b, c.")
@place_options
def command(
    title: str, draft: bool, tags: tuple[str, ...], online: bool, stage: str | None
) -> None:
    """Begin a post named TITLE: a file with its day in its name, and front matter.

    Its date is now, by the clock of the site. Tags are written as the blog writes them, and one
    that it does not have yet is told. In a folder below _posts or _drafts it is begun there. In
    the bucket it is always a draft, as readers would see an empty post at once.
    """
    from handler.core.authoring.beginning import known_tags

    place = place_of(online, stage)
    known = _tags(place, stage)
    named, unknown = known_tags(tags, known)
    done = place.authoring.begin(title, named, _folder(place, draft))
    print_done(done, place)
    for tag in unknown:
        known_one = meant(tag, known)
        hint = f" Do you mean {known_one}, which the blog has?" if known_one else ""
        click.echo(f"{tag} is a new tag.{hint}")
    if known and not named:
        click.echo(f"Tags of this blog: {', '.join(known[:_SHOWN])}.")


def _tags(place: Place, stage: str | None) -> list[str]:
    """The tags of the blog, those that most posts have first."""
    if place.folder is None:
        return deployed(stage).services.listing.tags()
    heads = []
    tree = read_tree(place.folder)
    posts = [key for key in tree.files if classify(key) == "post"]
    for key in sorted(posts, reverse=True)[:_MOST_POSTS]:
        with suppress(OSError), tree.path(key).open("rb") as file:
            heads.append(file.read(_HEAD))
    return place.authoring.tags_in(heads)


def _folder(place: Place, draft: bool) -> str:
    """Where the file is begun: the folder that one is in, if it is one of posts or drafts."""
    if place.folder is None:
        return "_drafts"
    wanted = "_drafts" if draft else "_posts"
    here = place.key(".")
    return here if wanted in here.split("/") else wanted
