"""What the commands of authors share: where a file is meant to be, and what became of it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from handler.cli.arguments import blog_around
from handler.cli.deployments import deployed
from handler.cli.reporting.reports import print_problems, state_line
from handler.cli.trees import folder_of, site_of
from handler.core.model.addressing.keys import printable
from handler.services.records import CONFIG
from handler.wiring import Services

if TYPE_CHECKING:
    from handler.services.author.authoring import Authoring, Done

F = TypeVar("F", bound=Callable[..., Any])

stage_option = click.option("--stage", help="A stage of zappa_settings.json; else production.")


def place_options(command: F) -> F:
    """The options that say where a text is to be changed."""
    online = click.option("--online", is_flag=True, help="In the bucket, not in the folder.")
    stage = click.option("--stage", help="In the bucket of this stage of zappa_settings.json.")
    return online(stage(command))


@dataclass(frozen=True, slots=True)
class Place:
    """A blog whose texts can be changed, in a folder or in a bucket."""

    authoring: "Authoring"
    folder: Path | None = None
    bucket: str = ""

    def key(self, named: str) -> str:
        """The key that a name means, typed from where one is or from the top of the blog."""
        return named if self.folder is None else key_in(self.folder, named)


def place_of(online: bool, stage: str | None, named: str = "") -> Place:
    """Where a command works: in the blog that one is in, else, or if it says so, in the bucket."""
    path = _normal(Path.cwd() / named)
    is_here = named != "" and path.exists()
    root = None if online or stage else whole_blog(path.parent if is_here else Path.cwd())
    if root:
        return local_place(root)
    if not (online or stage) and (is_here or not named):
        raise click.UsageError("This folder is no blog. --online works on the one in the bucket.")
    services = deployed(stage).services
    return Place(services.authoring, bucket=services.settings.bucket)


def whole_blog(place: Path) -> Path | None:
    """The blog around a place; a folder that `_config.yml` above it names is only a part of one."""
    found = blog_around(place)
    if found is None or (found / CONFIG).exists():
        return found
    above = blog_around(found.parent)
    if above is None or not (above / CONFIG).exists():
        return found
    site = site_of(above)
    named = (site.data.get(name) for name in ("source", "collections_dir"))
    parts = {_normal(above / name) for name in named if isinstance(name, str)}
    return above if found in parts else found


def local_place(root: Path) -> Place:
    """A blog in a folder."""
    from handler.memory.folder import Folder
    from handler.services.author.authoring import Authoring
    from handler.settings import Settings

    folder = folder_of(root, site_of(root)).absolute()
    services = Services(Settings("", ""))
    files = Folder(folder, {CONFIG: root / CONFIG})
    return Place(Authoring(files, services.clock, services.sandbox), folder)


def key_in(folder: Path, named: str) -> str:
    """The key of a file that is named from where one is, if it is there, else from the top."""
    path = _normal(Path.cwd() / named)
    inside = _below(folder, path)
    from_top = folder / named
    if inside is None or (from_top.exists() and not path.exists()):
        return named
    return inside


def _below(folder: Path, path: Path) -> str | None:
    """A path below a folder, whose links are followed no further than they have to be."""
    for one, other in ((path, folder), (path.resolve(), folder.resolve())):
        if one.is_relative_to(other):
            return one.relative_to(other).as_posix()
    return None


def _normal(path: Path) -> Path:
    """A path without `..`, whose links stay what they are."""
    return Path(os.path.normpath(path))


def print_done(done: "Done", place: Place) -> None:
    """What became of a text, and what is left to do."""
    change = done.change
    detail = f"for {change.due:%Y-%m-%d %H:%M %z}" if change.due else ""
    detail = detail or (change.path if change.state == "live" else "")
    click.echo(state_line(change.text.key, change.state, printable(detail)))
    if change.old:
        click.echo(state_line(change.old, None))
    if change.redirected:
        click.echo(f"{printable(change.redirected)} leads there from now on.")
    print_problems(change.notes)
    click.echo(_outlook(done, place))


def _outlook(done: "Done", place: Place) -> str:
    if not done.is_changed:
        return "Nothing had to be changed."
    is_shown = done.change.state in {"live", "scheduled"}
    if place.folder:
        deletes = " --delete" if done.change.old else ""
        return f"`coldpress push{deletes}` {'brings it to readers' if is_shown else 'uploads it'}."
    if is_shown:
        told = "has it within seconds; `coldpress status` tells if something is wrong."
        return f"The blog in {place.bucket} {told}"
    return f"Readers of the blog in {place.bucket} do not see it."


def print_lines(lines: Sequence[str]) -> None:
    """Lines of a patch, coloured."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in lines:
        click.echo(click.style(line, fg=colours.get(line[:1])))
