"""A folder of a git checkout: its commit, and what in it is not committed."""

import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from handler.core.model.problems import ColdpressError

_SHOWN = 5


class NoCheckout(ColdpressError):
    """A folder whose files are not those of a commit."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder as a commit has it; `others` are the paths of files that git does not keep.

    `author` is who made the commit, `top` the folder of the repository.
    """

    commit: str
    author: str
    top: Path
    others: Collection[Path]


def read_checkout(folder: Path) -> Checkout:
    """The commit that a folder is a checkout of; raises `NoCheckout` if its files differ from it.

    Only the commit itself has to be there: the clone may be as shallow as it likes.
    """
    top, commit = _git(folder, "rev-parse", "--show-toplevel", "HEAD").splitlines()
    author = _git(folder, "show", "--no-patch", "--format=%an", "HEAD").strip()
    changed = _git(folder, "status", "--porcelain", "-z", "--untracked-files=no", "--", ".")
    if changed:
        names = [line[3:] for line in changed.split("\0") if line[2:3] == " "]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        raise NoCheckout(
            f"{folder} has changes that are not committed: {', '.join(names[:_SHOWN])}{more}. "
            "Commit them, or push the folder as it is: coldpress push."
        )
    others = _git(folder, "ls-files", "--others", "-z").split("\0")
    return Checkout(commit, author, Path(top), {folder / name for name in others if name})


def _git(folder: Path, *arguments: str) -> str:
    """What git says of a folder."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise NoCheckout("There is no program git here. Install it.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else "git fails"
        raise NoCheckout(
            f"{folder} is no checkout of a commit ({reason}). `coldpress push` takes any folder."
        ) from error
    return done.stdout.decode(errors="surrogateescape")
