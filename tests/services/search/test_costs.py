"""What a change costs does not grow with the blog: neither the tick nor a reader's process."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import pytest

from handler.core.model.entries import Entry
from handler.core.model.sources import ObjectInfo
from handler.core.search.documents import Document
from handler.memory.bucket import MemoryBucket
from handler.services.search import connecting
from handler.services.search.index_file import IndexFile
from handler.services.search.parts import COMPLETE, PARTS, PLACE, Part
from handler.services.search.recent_file import RecentFile
from tests.services.blog import Blog
from tests.services.search.blog import index, titles

FEW, MANY, IN_A_PART = 100, 10_000, 3_000


class Counting(MemoryBucket):
    """A bucket that counts the bytes it is sent and asked for."""

    bytes = 0

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        new = super().replace(key, file, content_type, etag, author=author)
        self.bytes += file.tell()
        return new

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        found = super().download(key, file)
        self.bytes += found.size if found else 0
        return found


@dataclass(frozen=True)
class Cost:
    """Bytes that were moved, and steps of Python and SQLite."""

    bytes: int
    steps: int


def blog_of(count: int, folder: Path) -> tuple[Blog, Counting]:
    """A blog whose index has so many posts, of which the table knows nothing."""
    bucket = Counting()
    parts = [
        store_part(bucket, folder, range(first, min(first + IN_A_PART, count)))
        for first in range(0, count, IN_A_PART)
    ]
    path = folder / f"recent{count}.sqlite"
    with closing(RecentFile(path)) as file, file.changing():
        file.cursor, file.parts = None, parts
    bucket.put(PLACE, path.read_bytes(), COMPLETE)
    return Blog(bucket=bucket), bucket


def store_part(bucket: Counting, folder: Path, numbers: range) -> Part:
    path, place = folder / f"part{numbers}.sqlite", f"{PARTS}{numbers[0] // IN_A_PART:03}.sqlite"
    with closing(IndexFile(path)) as file, file.changing():
        for number in numbers:
            file.put(document(number))
    with path.open("rb") as data:
        etag = bucket.replace(place, data, COMPLETE, None)
    return Part(document(numbers[0]).entry.key if numbers[0] else "", place, etag)


def document(number: int) -> Document:
    date = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=8 * number)
    entry = Entry(f"_posts/{date:%Y-%m-%d}-p{number:05}.md", "post", f"/{number}/", "Title", date)
    text = f"word number{number}"
    return Document(entry, text, text)


def cost(bucket: Counting, work: Callable[[], object]) -> Cost:
    steps, bucket.bytes = 0, 0

    def count(context: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return Cost(bucket.bytes, steps)


@pytest.mark.slow
def test_a_change_among_ten_thousand_costs_as_much_as_one_among_a_hundred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks, readers = [], []
    for count in (FEW, MANY):
        blog, bucket = blog_of(count, tmp_path)
        # So SQLite's own steps are seen.
        monkeypatch.setattr(connecting, "_STEPS", 1)
        for word in ("before", "lately"):
            blog.post("2026-01-01-p", "P", word)
            index(blog)
            assert titles(blog, word) == ["P"]
        blog.post("2026-01-01-p", "P", "afterwards")
        ticks.append(cost(bucket, partial(index, blog)))
        readers.append(cost(bucket, partial(titles, blog, "afterwards")))
        monkeypatch.undo()
        assert titles(blog, "afterwards") == ["P"]
    for few, many in (ticks, readers):
        assert many.bytes <= 1.1 * few.bytes
        assert many.steps <= 2 * few.steps
