"""A folder of a git checkout: its commit, and which files in it are the commit's."""

import os
import re
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from handler.core.model.addressing.keys import printable
from handler.core.model.addressing.paths import composed
from handler.core.model.problems import ColdpressError

_SHOWN = 5
_MOST_OF_AUTHOR = 150
"""S3 takes two kilobytes, and a letter may take twelve bytes there."""


class NoCheckout(ColdpressError):
    """A folder whose files are not those of a commit."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder as a commit has it, with its submodules.

    `author` is who made the commit, `top` the folder of the repository, `repository` its name
    where it was cloned from. `files` are paths of what the commit holds and the folder has,
    `absent` of what it has not: files left out of a sparse checkout, submodules not fetched.
    """

    commit: str
    author: str
    top: Path
    repository: str
    files: Collection[str]
    absent: Collection[str]

    def holds(self, path: str) -> bool:
        """Whether what is at a path is the commit's, be it behind a link."""
        if composed(path) in self.files and not os.path.islink(path):
            return True
        return composed(os.path.realpath(path)) in self.files

    def is_linked(self, path: str) -> bool:
        """Whether a file that the commit does not hold is behind a link that it holds."""
        return not {composed(str(each)) for each in (path, *Path(path).parents)}.isdisjoint(
            self.files
        )


def read_checkout(folder: Path) -> Checkout:
    """The commit that a folder is a checkout of; raises `NoCheckout` if its files differ from it.

    Only the commit itself has to be there: the clone may be as shallow as it likes.
    """
    top = _git(folder, "rev-parse", "--show-toplevel").removesuffix("\n")
    commit = _git(folder, "rev-parse", "--verify", "HEAD").strip()
    author = _git(folder, "-c", "log.showSignature=no", "show", "--no-patch", "--format=%an")
    origin = _git(folder, "config", "--default", "", "--get", "remote.origin.url").strip()
    changed = _git(folder, "status", "--porcelain", "-z", "--untracked-files=no", "--", ".")
    if changed:
        names = [line[3:] for line in changed.split("\0") if line[2:3] == " "]
        raise NoCheckout(f"{folder} has changes that are not committed: {_listed(names)} {_COMMIT}")
    listed = _git(Path(top), "ls-files", "-v", "-z", "--recurse-submodules").split("\0")
    marks = {f"{top}/{line[2:]}": line[0] for line in listed if line}
    files = {path for path in marks if _is_file(path)}
    unseen = [path for path in files if marks[path] != "H" and path.startswith(f"{folder}/")]
    if unseen:
        raise NoCheckout(f"git is told not to look at changes of {_listed(unseen)} {_LOOK}")
    shown = printable(author.strip())[:_MOST_OF_AUTHOR]
    return Checkout(
        commit, shown, Path(top), _name(origin), set(map(composed, files)), marks.keys() - files
    )


def _is_file(path: str) -> bool:
    """Whether something is there, and no folder, as where a submodule would be."""
    return os.path.lexists(path) and (os.path.islink(path) or not os.path.isdir(path))


def _name(origin: str) -> str:
    """Owner and name of a repository, however it is addressed."""
    address = origin.rpartition("@")[2].rstrip("/").removesuffix(".git")
    return "/".join(re.split(r"[/:]+", address)[-2:]).lower()


def _listed(names: Collection[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(map(printable, sorted(names)[:_SHOWN]))}{more}."


def _git(folder: Path, *arguments: str) -> str:
    """What git says of a folder."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except FileNotFoundError as error:
        raise NoCheckout("There is no program git here. Install it.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").removeprefix("fatal: ")
        reason = printable(" ".join(said.split())) or "git fails"
        raise NoCheckout(
            f"{folder} is no checkout of a commit ({reason}). `coldpress push` takes any folder."
        ) from error
    return done.stdout.decode(errors="surrogateescape")


_COMMIT = "Commit them, or push the folder as it is: coldpress push."
_LOOK = "Have it look again: git update-index --no-assume-unchanged --no-skip-worktree FILE."
