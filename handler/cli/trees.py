"""A Jekyll source tree on disk: its files, their keys, and how they go into the bucket."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from handler.core.model.collections import kind_in
from handler.core.model.entries import SiteConfig
from handler.core.model.keys import classify, key_problem, printable
from handler.core.model.media_types import uploaded_as
from handler.core.model.problems import ContentError, Problem
from handler.services.ports import Bucket, Outcome
from handler.services.records import CONFIG

_TOOLS = {".bundle", ".git", ".jekyll-cache", "node_modules", "_site"}
_KIND_ORDER = ("config", "data", "include", "asset", "special", "page", "draft", "post")


def content_files(root: Path) -> dict[str, Path]:
    """Every file of a tree that is content, by its key; what pages depend on comes first."""
    found, site = all_files(root), site_of(root)
    wanted = [key for key in found if is_content(key, site) and not why_not(key, found[key])]
    ordered = sorted(wanted, key=lambda key: (_KIND_ORDER.index(classify(key)), key))
    return {key: found[key] for key in ordered}


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


def unusable_files(root: Path) -> list[Outcome]:
    """The files of a tree that would be content, but cannot even be uploaded."""
    site = site_of(root)
    found = {key: path for key, path in all_files(root).items() if is_content(key, site)}
    problems = {key: why_not(key, path) for key, path in found.items()}
    return [Outcome(key, "rejected", problems=(p,)) for key, p in problems.items() if p]


def surprises(root: Path) -> list[Problem]:
    """What a tree has that somebody may take for a part of the blog, or for a blog."""
    from handler.core.jekyll.hints.foreign import told_of_tree
    from handler.core.jekyll.hints.overlooked import overlooked

    keys = [printable(key) for key in all_files(root)]
    foreign = told_of_tree(keys)
    return [*([foreign] if foreign else []), *overlooked(keys)]


def overlooked_among(root: Path, keys: Iterable[str]) -> list[Problem]:
    """What of these files of a tree, if they are there, somebody may take for a part of it."""
    from handler.core.jekyll.hints.overlooked import overlooked

    folder = folder_of(root, site_of(root))
    return overlooked(printable(key) for key in keys if (folder / key).is_file())


def mistaken(root: Path) -> str:
    """What a tree is rather than a blog; empty if it may well be one."""
    from handler.core.jekyll.hints import foreign

    return foreign.mistaken([printable(key) for key in all_files(root)])


def why_not(key: str, path: Path) -> Problem | None:
    """Why a file cannot be uploaded, if it cannot."""
    if problem := key_problem(key):
        return problem
    if os.access(path, os.R_OK):
        return None
    if path.is_symlink() and not path.exists():
        message = "is a link that leads nowhere."
        return Problem(printable(key), message, "Put the file in its place, or delete the link.")
    if path.exists():
        return Problem(printable(key), "cannot be read.", "Give yourself the right to read it.")
    return None


def all_files(root: Path) -> dict[str, Path]:
    """Every file of a tree by its path below the blog's folder, except what tools put there."""
    folder, config = folder_of(root, site_of(root)), root / CONFIG
    found = _files(folder, (folder.resolve(),), None)
    files = {path.relative_to(folder).as_posix(): path for path in found}
    return {**files, CONFIG: config} if config.is_file() else files


def _files(folder: Path, above: tuple[Path, ...], linked: set[Path] | None) -> Iterator[Path]:
    """The files below a folder; `above` are the real folders that lead to it.

    A link to one of these, or to a folder that holds one, is not followed. Within a linked folder
    neither is a link to what that has shown already (`linked`): folders full of links to each
    other would have more paths than anybody can wait for.
    """
    for path in sorted(folder.iterdir()):
        if path.name in _TOOLS or (path / "pyvenv.cfg").is_file():
            continue
        if path.is_dir() and os.access(path, os.R_OK | os.X_OK):
            real = path.resolve()
            within = {real} if linked is None and path.is_symlink() else linked
            if not path.is_symlink() or _is_new(real, above, linked):
                if within is not None:
                    within.add(real)
                yield from _files(path, (*above, real), within)
        elif path.is_dir() or path.is_file() or path.is_symlink():
            yield path


def _is_new(real: Path, above: tuple[Path, ...], linked: set[Path] | None) -> bool:
    """Whether a linked folder is to be followed."""
    return real not in (linked or ()) and not any(each.is_relative_to(real) for each in above)


def content_type_of(path: Path) -> str:
    """The media type under which a file is uploaded."""
    return uploaded_as(path.name)


def etag_of(data: bytes) -> str:
    """The ETag that S3 gives an object put in one part without customer keys."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def etags_of(files: Mapping[str, Path]) -> dict[str, str]:
    """The ETags that files would have."""
    return {key: etag_of(path.read_bytes()) for key, path in files.items()}


def upload(bucket: Bucket, key: str, path: Path) -> None:
    """Put a file into the bucket."""
    bucket.put(key, path.read_bytes(), content_type_of(path))
