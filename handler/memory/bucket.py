"""The content bucket in memory: for tests, `check`, the simulation and the local blog."""

import threading
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from pathlib import Path
from typing import BinaryIO

from handler.core.model.addressing.keys import classify, may_be_text
from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.sources import ObjectInfo, etag_of
from handler.core.model.writes import Key
from handler.memory.disk import FileOnDisk
from handler.services.ports import Conflict, PostForm, StoredObject


@dataclass(frozen=True, slots=True)
class _Version:
    info: ObjectInfo
    data: bytes | FileOnDisk | None

    def read(self, start: int = 0, stop: int | None = None) -> bytes | None:
        if isinstance(self.data, FileOnDisk):
            return self.data.read(start, stop)
        return self.data[start:stop] if self.data is not None else None


def _no_hook(_call: str) -> None:
    return None


class MemoryBucket:
    """A versioned `Bucket` in a dictionary; `on_call` runs before every call.

    Without a clock each change is a second after the one before the last.
    """

    def __init__(
        self,
        on_call: Callable[[str], None] = _no_hook,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._now = now
        self._versions: dict[str, list[_Version]] = {}
        self._order: list[str] = []
        self._count = 0
        self._lock = threading.RLock()
        self._on_call = on_call

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        self._on_call("bucket get")
        found = self._find(key, version)
        if found is None or found.data is None:
            return None
        too_long = limit is not None and found.info.size > limit
        return StoredObject(found.info, None if too_long else found.read())

    def head(self, key: str, *, version: str = "") -> ObjectInfo | None:
        """See `Bucket.head`."""
        self._on_call("bucket head")
        found = self._find(key, version)
        return found.info if found and found.data is not None else None

    def read_range(self, key: str, version: str, start: int, stop: int) -> bytes | None:
        """See `Bucket.read_range`."""
        self._on_call("bucket range")
        found = self._find(key, version)
        return found.read(start, stop) if found else None

    def objects(self, *, after: str = "", prefix: str = "", limit: int = 1000) -> list[ObjectInfo]:
        """See `Bucket.objects`."""
        self._on_call("bucket list")
        with self._lock:
            start = max(bisect_right(self._order, after), bisect_left(self._order, prefix))
            keys = takewhile(lambda key: key.startswith(prefix), islice(self._order, start, None))
            newest = (self._versions[key][-1] for key in keys)
            return list(islice((each.info for each in newest if each.data is not None), limit))

    def versions(self, key: str) -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.versions`."""
        self._on_call("bucket versions")
        found: list[ObjectInfo] = []
        for version in reversed(self._versions.get(key, [])):
            if version.data is None:
                break
            found.append(version.info)
        return found[:100], len(found) <= 100

    def history(self, key: str, *, after: str = "") -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.history`."""
        self._on_call("bucket versions")
        found = [each.info for each in reversed(self._versions.get(key, []))]
        names = [info.version for info in found]
        if after and after not in names:
            return [], True
        start = 1 + names.index(after) if after else 0
        return found[start : start + 100], len(found) <= start + 100

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """See `Bucket.put`."""
        self._on_call("bucket put")
        self._add(key, data, content_type)

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        found = self.get(key)
        if found is None or found.data is None:
            return None
        file.write(found.data)
        return found.info

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        self._on_call("bucket put")
        with self._lock:
            if self._held(key) != etag:
                raise Conflict([Key(key)])
            self._add(key, file.read(), content_type, author=author)
            return self._versions[key][-1].info.etag

    def delete(self, key: str, *, etag: str = "") -> None:
        """See `Bucket.delete`."""
        self._on_call("bucket delete")
        with self._lock:
            if etag and self._held(key) != etag:
                raise Conflict([Key(key)])
            if key in self._versions:
                self._add(key, None, "")

    def _held(self, key: str) -> str | None:
        """The ETag of the object that there is."""
        found = self._find(key, "")
        return found.info.etag if found and found.data is not None else None

    def presigned_post(self, key: str, media_type: str, most: int, seconds: int) -> PostForm:
        """See `Bucket.presigned_post`."""
        bounds = {"most": str(most), "expires": str(seconds)}
        return PostForm("memory://bucket/", {"key": key, "Content-Type": media_type, **bounds})

    def presigned_url(self, key: str, version: str, seconds: int) -> str:
        """See `Bucket.presigned_url`."""
        return f"memory://bucket/{key}?versionId={version}&expires={seconds}"

    def hold(self, key: str, path: Path, content_type: str) -> None:
        """Store a file: a text with its bytes, so that older versions stay; others where they are.

        Raises `OSError` if there is no such file.
        """
        self._on_call("bucket put")
        file = FileOnDisk.of(path)
        is_other = classify(key) in {"asset", "special"} and not may_be_text(key)
        if is_other or file.size > MAXIMUM_TEXT:
            self._append(key, file, file.etag, file.size, content_type, file.modified)
        else:
            self._add(key, path.read_bytes(), content_type, file.modified)

    def file(self, key: str, version: str) -> FileOnDisk | None:
        """Where a version of an object lies on disk, if it was stored so."""
        found = self._find(key, version)
        return found.data if found and isinstance(found.data, FileOnDisk) else None

    def _add(
        self,
        key: str,
        data: bytes | None,
        content_type: str,
        modified: datetime | None = None,
        author: str = "",
    ) -> None:
        etag = etag_of(data) if data is not None else ""
        self._append(key, data, etag, len(data or b""), content_type, modified, author)

    def _append(
        self,
        key: str,
        data: bytes | FileOnDisk | None,
        etag: str,
        size: int,
        content_type: str,
        modified: datetime | None,
        author: str = "",
    ) -> None:
        with self._lock:
            self._count += 1
            version, moment = f"v{self._count}", modified or self._moment()
            info = ObjectInfo(key, etag, version, moment, size, content_type, author)
            if key not in self._versions:
                insort(self._order, key)
            self._versions.setdefault(key, []).append(_Version(info, data))

    def _find(self, key: str, version: str) -> _Version | None:
        versions = self._versions.get(key, [])
        if not version:
            return versions[-1] if versions else None
        return next((v for v in versions if v.info.version == version), None)

    def _moment(self) -> datetime:
        """Whole seconds, as S3 has them: a change often shares one with that before it."""
        if self._now:
            return self._now().replace(microsecond=0)
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._count // 2 * 2)
