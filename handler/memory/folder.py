"""A blog's folder on disk, as what changes its texts has the bucket."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from handler.core.model.media.types import media_type_of
from handler.core.model.problems import ColdpressError
from handler.core.model.sources import ObjectInfo, etag_of
from handler.core.model.writes import Key
from handler.services.ports import Conflict, StoredObject


class Unwritable(ColdpressError):
    """A file cannot be read or written; the text says which and why."""


class Folder:
    """See `services/author/files.py`; a file's ETag is what S3 would give it.

    `elsewhere` are files that lie outside of the folder, by their keys. Of one that `is_closed`
    no link leads out.
    """

    def __init__(
        self, root: Path, elsewhere: dict[str, Path] | None = None, *, is_closed: bool = False
    ) -> None:
        self._root = root
        self._elsewhere = elsewhere or {}
        self._is_closed = is_closed

    def path(self, key: str) -> Path:
        """Where a file lies, or would; raises `Unwritable` if that is not to be touched."""
        if key in self._elsewhere:
            return self._elsewhere[key]
        path = self._root / key
        if self._is_closed and not path.resolve().is_relative_to(self._root.resolve()):
            raise Unwritable(f"{key} lies outside of the blog's folder.")
        return path

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`; there are no versions."""
        path = self.path(key)
        with _told(path):
            if version or not path.is_file():
                return None
            data = path.read_bytes()
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        info = ObjectInfo(key, etag_of(data), "", modified, len(data), media_type_of(key))
        return StoredObject(info, None if limit is not None and len(data) > limit else data)

    def head(self, key: str) -> ObjectInfo | None:
        """See `Bucket.head`."""
        found = self.get(key)
        return found.info if found else None

    def replace(
        self,
        key: str,
        file: BinaryIO,
        content_type: str,  # noqa: ARG002 - the name of a file tells it
        etag: str | None,
        *,
        author: str = "",  # noqa: ARG002 - a file on disk has no place for it
    ) -> str:
        """See `Bucket.replace`."""
        path, data = self.path(key), file.read()
        with _told(path):
            if etag is None:
                self._create(key, path, data)
            else:
                self._check(key, etag)
                _overwrite(path.resolve(), data)
        return etag_of(data)

    def delete(self, key: str, *, etag: str = "") -> None:
        """See `Bucket.delete`."""
        if etag:
            self._check(key, etag)
        path = self.path(key)
        with _told(path):
            path.unlink(missing_ok=True)

    def _check(self, key: str, etag: str) -> None:
        info = self.head(key)
        if info is None or info.etag != etag:
            raise Conflict([Key(key)])

    def _create(self, key: str, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as created:
                created.write(data)
        except FileExistsError as error:
            raise Conflict([Key(key)]) from error


def _overwrite(path: Path, data: bytes) -> None:
    """Put other bytes into a file at one stroke; a leading dot keeps the blog from seeing more."""
    beside = path.with_name(f".{etag_of(path.name.encode())}.saving")
    try:
        beside.write_bytes(data)
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unwritable(f"{path} cannot be read or written: {error.strerror}.") from error
