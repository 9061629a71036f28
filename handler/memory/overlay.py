"""A blog as it would be with one change: what is written stays here, all else is the blog's own."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Item, Key, Put, Write
from handler.memory.table import MemoryTable
from handler.services.ports import Bucket, PostForm, StoredObject, Table


class OverlayTable:
    """A `Table` that reads another and writes into memory."""

    def __init__(self, below: Table) -> None:
        self._below = below
        self._own = MemoryTable()
        self._touched = set[Key]()

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """See `Table.get`."""
        others = [key for key in keys if key not in self._touched]
        found = self._below.get(others) if others else {}
        return found | self._own.get([key for key in keys if key in self._touched])

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        before: str | None = None,
        prefix: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[tuple[str, Item]]:
        """See `Table.query`."""
        touched = {key.sk for key in self._touched if key.pk == pk}
        enough = None if limit is None else limit + len(touched)
        found = self._below.query(
            pk, after=after, before=before, prefix=prefix, limit=enough, newest_first=newest_first
        )
        own = self._own.query(pk, after=after, before=before, prefix=prefix)
        rows = [row for row in found if row[0] not in touched] + own
        return sorted(rows, key=lambda row: row[0], reverse=newest_first)[:limit]

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`."""
        self._take([write.key for write in writes])
        self._own.transact(writes)

    def write(self, write: Write) -> None:
        """See `Table.write`."""
        self._take([write.key])
        self._own.write(write)

    def scan(self) -> Iterator[tuple[Key, Item]]:
        """See `Table.scan`."""
        yield from (row for row in self._below.scan() if row[0] not in self._touched)
        yield from self._own.scan()

    def _take(self, keys: Collection[Key]) -> None:
        """Copy what is stored of items before they are written."""
        new = [key for key in keys if key not in self._touched]
        found = self._below.get(new) if new else {}
        for key, item in found.items():
            self._own.write(Put(key, item))
        self._touched.update(new)


class OverlayBucket:
    """A `Bucket` that has one version of one file as its newest, and stores nothing."""

    def __init__(self, below: Bucket, pinned: StoredObject) -> None:
        self._below = below
        self._pinned = pinned

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        info = self._pinned.info
        if key != info.key or version not in ("", info.version):
            return self._below.get(key, version=version, limit=limit)
        too_long = limit is not None and info.size > limit
        return replace(self._pinned, data=None) if too_long else self._pinned

    def head(self, key: str, *, version: str = "") -> ObjectInfo | None:
        """See `Bucket.head`."""
        info = self._pinned.info
        is_pinned = key == info.key and version in ("", info.version)
        return info if is_pinned else self._below.head(key, version=version)

    def read_range(self, key: str, version: str, start: int, stop: int) -> bytes | None:
        """See `Bucket.read_range`."""
        return self._below.read_range(key, version, start, stop)

    def objects(self, *, after: str = "", prefix: str = "", limit: int = 1000) -> list[ObjectInfo]:
        """See `Bucket.objects`."""
        return self._below.objects(after=after, prefix=prefix, limit=limit)

    def versions(self, key: str) -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.versions`; there is no other of the file to fall back to."""
        if key == self._pinned.info.key:
            return [self._pinned.info], True
        return self._below.versions(key)

    def history(self, key: str, *, after: str = "") -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.history`."""
        return self._below.history(key, after=after)

    def put(self, _key: str, _data: bytes, _content_type: str) -> None:
        """Store nothing: what does not last is made again."""

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        return self._below.download(key, file)

    def replace(
        self,
        _key: str,
        _file: BinaryIO,
        _content_type: str,
        etag: str | None,
        *,
        author: str = "",  # noqa: ARG002 - nothing is stored
    ) -> str:
        """Store nothing."""
        return etag or ""

    def delete(self, _key: str, *, etag: str = "") -> None:
        """Remove nothing."""

    def presigned_post(self, key: str, media_type: str, most: int, seconds: int) -> PostForm:
        """See `Bucket.presigned_post`."""
        return self._below.presigned_post(key, media_type, most, seconds)

    def presigned_url(self, key: str, version: str, seconds: int) -> str:
        """See `Bucket.presigned_url`."""
        return self._below.presigned_url(key, version, seconds)
