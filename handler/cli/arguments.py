"""Arguments that several commands take, with the same meaning and defaults in all of them."""

from pathlib import Path

import click

from handler.fingerprints import ROOT

TREE = click.Path(exists=True, file_okay=False, path_type=Path)
SAMPLE = ROOT / "content"
"""The sample blog, which is what commands look at that change nothing, unless they are told."""
_SIGNS = ("_config.yml", "_posts", "_drafts")

stage_argument = click.argument("stage", required=False)
"""A stage of zappa_settings.json."""


def is_blog(folder: Path) -> bool:
    """Whether a folder looks like a Jekyll source tree."""
    return any((folder / name).exists() for name in _SIGNS)


def blog_around(place: Path) -> Path | None:
    """The nearest folder that is a blog: the one that this is, or that it lies in."""
    return next((folder for folder in (place, *place.parents) if is_blog(folder)), None)


def default_tree() -> Path:
    """The blog that the author is in, else the sample."""
    here = Path.cwd()
    if found := blog_around(here):
        return found
    if here != ROOT and not click.get_current_context().resilient_parsing:
        click.echo(f"This folder is no blog, so this is the sample, {SAMPLE}.", err=True)
    return SAMPLE
