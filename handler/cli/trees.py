"""A Jekyll source tree on disk: its files, their keys, and how they go into the bucket."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handler.core.model.addressing.keys import classify, is_document, key_problem, printable
from handler.core.model.collections import kind_in
from handler.core.model.entries import Kind, SiteConfig
from handler.core.model.media.types import uploaded_as
from handler.core.model.problems import ContentError, Problem
from handler.core.model.sources import etag_of
from handler.services.ports import Bucket, Outcome
from handler.services.records import CONFIG

_TOOLS = {".bundle", ".git", ".jekyll-cache", "node_modules", "_site"}
_POINTER = b"version https://git-lfs.github.com/spec/"
_MOST_OF_POINTER = 1024
_POINTS = "only says where Git LFS keeps the file."
_FETCH = "Fetch it: git lfs pull, or `lfs: true` where a workflow checks out."
_ORDER = "config data include template asset special page draft post"
_RANK = {kind: place for place, kind in enumerate(_ORDER.split())}


@dataclass(frozen=True)
class Tree:
    """A source tree as it was read.

    `files` are the paths of all below the blog's folder by key, but what tools put there; `barred`
    is why some of them may not be uploaded.
    """

    root: Path
    site: SiteConfig
    files: Mapping[str, str]
    barred: Mapping[str, Problem] = field(default_factory=dict)

    @cached_property
    def unusable(self) -> dict[str, Problem]:
        """Why files that would be content cannot even be uploaded."""
        problems = {
            key: why_not(key, self.files[key]) or self.barred.get(key) for key in self.kinds
        }
        return {key: problem for key, problem in problems.items() if problem}

    @cached_property
    def content(self) -> list[str]:
        """The keys of all that is content; what pages depend on comes first."""
        usable = [key for key in self.kinds if key not in self.unusable]
        return sorted(usable, key=lambda key: (_RANK[self.kinds[key]], key))

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each file is that would be content, by its name alone."""
        return {
            key: kind
            for key in self.files
            if (kind := classify(key)) in _RANK
            and (kind != "special" or is_content(key, self.site))
        }

    @cached_property
    def _names(self) -> list[str]:
        return [printable(key) for key in self.files]

    def path(self, key: str) -> Path:
        """Where a file lies."""
        return Path(self.files[key])

    def paths(self) -> dict[str, Path]:
        """Where all that is content lies."""
        return {key: self.path(key) for key in self.content}

    def refused(self) -> list[Outcome]:
        """What becomes of the files that cannot be uploaded."""
        return [Outcome(key, "rejected", problems=(p,)) for key, p in self.unusable.items()]

    def surprises(self) -> list[Problem]:
        """What somebody may take for a part of the blog, or for a blog."""
        from handler.core.jekyll.hints.foreign import told_of_tree
        from handler.core.jekyll.hints.overlooked import overlooked

        foreign = told_of_tree(self._names)
        return [*([foreign] if foreign else []), *overlooked(self._names)]

    def mistaken(self) -> str:
        """What it is rather than a blog; empty if it may well be one."""
        from handler.core.jekyll.hints import foreign

        return foreign.mistaken(self._names)


def read_tree(root: Path) -> Tree:
    """The source tree in a folder, as it is now."""
    site, config = site_of(root), root / CONFIG
    folder = folder_of(root, site)
    files = dict(_files(str(folder), "", (_real(folder),), None))
    return Tree(root, site, {**files, CONFIG: str(config)} if config.is_file() else files)


def site_of(root: Path) -> SiteConfig:
    """The configuration of a tree; the defaults if it has none that can be read."""
    from handler.core.site.config import read_config

    with suppress(OSError, ContentError):
        return read_config((root / CONFIG).read_bytes(), CONFIG)[0]
    return SiteConfig()


def is_content(key: str, site: SiteConfig) -> bool:
    """Whether a file is a part of the blog, or may become one."""
    return kind_in(key, site) != "ignored"


def folder_of(root: Path, site: SiteConfig) -> Path:
    """The folder of a tree that holds the blog: `source` in `_config.yml`, as in Jekyll."""
    named = site.data.get("source")
    folder = (root / named).resolve() if isinstance(named, str) else root
    return folder if folder.is_dir() and folder.is_relative_to(root.resolve()) else root


def overlooked_among(root: Path, keys: Iterable[str]) -> list[Problem]:
    """What of these files of a tree, if they are there, somebody may take for a part of it."""
    from handler.core.jekyll.hints.overlooked import overlooked

    folder = folder_of(root, site_of(root))
    return overlooked(printable(key) for key in keys if (folder / key).is_file())


def why_not(key: str, path: str | Path) -> Problem | None:
    """Why a file cannot be uploaded, if it cannot."""
    if problem := key_problem(key):
        return problem
    if os.access(path, os.R_OK):
        return Problem(printable(key), _POINTS, _FETCH) if _is_pointer(path) else None
    if os.path.lexists(path) and not os.path.exists(path):
        message = "is a link that leads nowhere."
        return Problem(printable(key), message, "Put the file in its place, or delete the link.")
    if os.path.exists(path):
        return Problem(printable(key), "cannot be read.", "Give yourself the right to read it.")
    return None


def _is_pointer(path: str | Path) -> bool:
    """Whether a file only names one that Git LFS keeps elsewhere.

    https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    """
    if not 0 < os.stat(path).st_size < _MOST_OF_POINTER or is_document(str(path)):
        return False
    with open(path, "rb") as file:
        return file.read(len(_POINTER)) == _POINTER


def _files(
    folder: str, above: str, real: tuple[str, ...], linked: set[str] | None
) -> Iterator[tuple[str, str]]:
    """Keys and paths of the files below a folder; `real` are the real folders that lead to it.

    A link to one of these, or to a folder that holds one, is not followed. Within a linked folder
    neither is a link to what that has shown already (`linked`): folders full of links to each
    other would have more paths than anybody can wait for.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name in _TOOLS:
            continue
        key = above + entry.name
        if not (entry.is_dir() and os.access(entry.path, os.R_OK | os.X_OK)):
            if entry.is_dir() or entry.is_file() or entry.is_symlink():
                yield key, entry.path
        elif not os.path.isfile(f"{entry.path}/pyvenv.cfg"):
            is_link = entry.is_symlink()
            inner = _real(entry.path) if is_link else f"{real[-1].rstrip('/')}/{entry.name}"
            if is_link and not _is_new(inner, real, linked):
                continue
            within = {inner} if linked is None and is_link else linked
            if within is not None:
                within.add(inner)
            yield from _files(entry.path, f"{key}/", (*real, inner), within)


def is_passed_over(folder: Path, key: str) -> bool:
    """Whether a file below the blog's folder lies in one that tools put there."""
    *above, name = key.split("/")
    places = (folder.joinpath(*above[:count]) for count in range(1, len(above) + 1))
    in_tools = not _TOOLS.isdisjoint([*above, name])
    return in_tools or any((place / "pyvenv.cfg").is_file() for place in places)


def _real(folder: str | Path) -> str:
    return os.path.realpath(folder)


def _is_new(real: str, above: tuple[str, ...], linked: set[str] | None) -> bool:
    """Whether a linked folder is to be followed."""
    return real not in (linked or ()) and not any(Path(a).is_relative_to(real) for a in above)


def content_type_of(path: Path) -> str:
    """The media type under which a file is uploaded."""
    return uploaded_as(path.name)


def etags_of(files: Mapping[str, Path]) -> dict[str, str]:
    """The ETags that files would have."""
    return {key: etag_of(path.read_bytes()) for key, path in files.items()}


def upload(bucket: Bucket, key: str, path: Path) -> None:
    """Put a file into the bucket."""
    bucket.put(key, path.read_bytes(), content_type_of(path))
