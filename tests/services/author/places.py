"""Blogs whose texts are changed: in memory, in a folder, and in S3 as moto has it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.services.author.authoring import Authoring, Done
from handler.services.author.files import Files
from handler.services.author.versions import Versions
from handler.services.ports import Bucket, StoredObject
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox

NOW = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)
CONFIG = "timezone: Asia/Seoul\npermalink: pretty\n"
"""By the clock of this blog it is 05:30 on the second of June."""


@dataclass
class Desk:
    """What changes the texts of a blog, and what they are then."""

    files: Files

    @property
    def authoring(self) -> Authoring:
        return Authoring(self.files, StoppedClock(NOW), OpenSandbox())

    def put(self, key: str, text: str | bytes) -> str:
        """A file as somebody uploads it, whatever was there."""
        data = text.encode() if isinstance(text, str) else text
        held = self.files.head(key)
        self.files.replace(key, BytesIO(data), "text/markdown", held.etag if held else None)
        return key

    def text(self, key: str) -> str | None:
        found = self.files.get(key)
        return found.data.decode() if found and found.data is not None else None


@dataclass
class Failing:
    """Files one call of which fails; with `after` it does what it was asked before."""

    files: Files
    call: int
    error: Callable[[], Exception]
    after: bool = False
    calls: int = 0

    def _do(self, work: Callable[[], object]) -> object:
        self.calls += 1
        if self.calls != self.call:
            return work()
        if self.after:
            work()
        raise self.error()

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        return self._do(lambda: self.files.get(key, version=version))  # type: ignore[return-value]

    def head(self, key: str) -> ObjectInfo | None:
        return self._do(lambda: self.files.head(key))  # type: ignore[return-value]

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        work = lambda: self.files.replace(key, file, content_type, etag, author=author)  # noqa: E731
        return str(self._do(work))

    def delete(self, key: str, *, etag: str = "") -> None:
        self._do(lambda: self.files.delete(key, etag=etag))


def memory_desk(config: str = CONFIG) -> Desk:
    """A blog in memory."""
    desk = Desk(MemoryBucket())
    desk.put("_config.yml", config)
    return desk


def versions(bucket: Bucket) -> Versions:
    """The versions that a bucket keeps."""
    return Versions(bucket, OpenSandbox(), one_by_one)


def one_by_one(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Calls after one another."""
    return [call() for call in calls]


def head_of(done: Done) -> tuple[str, str, str, str]:
    """What a change comes to."""
    change = done.change
    return change.text.key, change.state, change.path, change.redirected
