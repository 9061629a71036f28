"""Which files of a blog a command is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handler.cli.arguments import blog_around, default_tree, is_blog
from handler.core.model.problems import ColdpressError
from handler.services.ports import Outcome


class NoBlog(ColdpressError):
    """Files were named that are no part of one blog."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A blog, and the keys and folders in it that are meant; all of it if there are none."""

    root: Path
    places: tuple[str, ...] = ()

    def of(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The outcomes of the files that are meant; raises `NoBlog` if a place has none."""
        for place in self.places:
            if not any(_is_at(outcome.key, place) for outcome in outcomes):
                raise NoBlog(f"{self.root / place} is not published: Jekyll leaves it out as well.")
        if not self.places:
            return list(outcomes)
        return [each for each in outcomes if any(_is_at(each.key, at) for at in self.places)]


def _is_at(key: str, place: str) -> bool:
    return key == place or key.startswith(f"{place}/")


def select(paths: Sequence[Path]) -> Selection:
    """What is meant by paths: a folder is a blog, unless it lies in one, as a file does."""
    if not paths:
        return Selection(default_tree().resolve())
    found = [path.resolve() for path in paths]
    roots = {_root_of(path) for path in found}
    if len(roots) > 1:
        raise NoBlog(f"{paths[0]} and {paths[-1]} are of different blogs: check one at a time.")
    root = roots.pop()
    places = tuple(path.relative_to(root).as_posix() for path in found)
    return Selection(root, () if "." in places else places)


def _root_of(path: Path) -> Path:
    if path.is_dir() and is_blog(path):
        return path
    if found := blog_around(path.parent):
        return found
    if path.is_dir():
        return path
    raise NoBlog(f"{path} lies in no blog: there is neither _config.yml nor _posts around it.")
