"""A Jekyll source tree on disk: its files, their keys, and how they go into the bucket."""

import hashlib
import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path

from handler.core.model.keys import classify
from handler.services.ports import Bucket

_TEXT_TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".markdown": "text/markdown; charset=utf-8",
    ".yml": "application/yaml; charset=utf-8",
}
_KIND_ORDER = ("config", "data", "include", "asset", "page", "draft", "post")


def content_files(root: Path) -> dict[str, Path]:
    """Every file of a tree that is content, by its key; what pages depend on comes first."""
    found = all_files(root)
    wanted = [key for key in found if classify(key) != "ignored"]
    ordered = sorted(wanted, key=lambda key: (_KIND_ORDER.index(classify(key)), key))
    return {key: found[key] for key in ordered}


def all_files(root: Path) -> dict[str, Path]:
    """Every file of a tree by its path below the root, except what tools put there."""
    start = len(os.path.join(root, ""))
    return {path[start:].replace(os.sep, "/"): Path(path) for path in _files(str(root))}


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name in {".git", "node_modules", "_site"}:
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.is_file():
            yield entry.path


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
