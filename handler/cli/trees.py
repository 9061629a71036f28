"""A Jekyll source tree on disk: its files, their keys, and how they go into the bucket."""

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from pathlib import Path

from handler.core.model.keys import classify
from handler.services.ports import Bucket

_TEXT_TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".markdown": "text/markdown; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
}
SHARED = {"config", "data", "include"}
"""What others depend on."""
_PAGES_AT_FIRST = 50
_POSTS_AT_FIRST = 20
_KIND_ORDER = ("config", "data", "include", "asset", "page", "draft", "post")


def content_files(root: Path) -> dict[str, Path]:
    """Every file of a tree that is content, by its key; what pages depend on comes first."""
    found = all_files(root)
    wanted = [key for key in found if classify(key) != "ignored"]
    ordered = sorted(wanted, key=lambda key: (_KIND_ORDER.index(classify(key)), key))
    return {key: found[key] for key in ordered}


def newest_first(keys: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a blog's first page shows, by the names of its posts, and all else, newest first."""
    posts = [key for key in keys if classify(key) == "post"]
    posts.sort(key=lambda key: key.rpartition("/")[2], reverse=True)
    others = [key for key in keys if classify(key) != "post"]
    shared = [key for key in others if classify(key) in SHARED]
    pages = [key for key in others if classify(key) == "page"][:_PAGES_AT_FIRST]
    first = [*shared, *pages, *posts[:_POSTS_AT_FIRST]]
    seen = set(first)
    return first, [key for key in [*others, *posts] if key not in seen]


def all_files(root: Path) -> dict[str, Path]:
    """Every file of a tree by its path below the root, except what tools put there."""
    return {path.relative_to(root).as_posix(): path for path in _files(root)}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in {".git", "node_modules", "_site"}:
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path


def content_type_of(path: Path) -> str:
    """The media type under which a file is uploaded."""
    suffix = path.suffix.lower()
    guessed = _TEXT_TYPES.get(suffix) or mimetypes.guess_type(path.name)[0]
    return guessed or "application/octet-stream"


def etag_of(data: bytes) -> str:
    """The ETag that S3 gives an object put in one part without customer keys."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def upload(bucket: Bucket, key: str, path: Path) -> None:
    """Put a file into the bucket."""
    bucket.put(key, path.read_bytes(), content_type_of(path))
