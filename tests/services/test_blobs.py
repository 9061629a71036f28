"""What lies in the bucket is what its name says, or it is lost."""

import random

import brotli
import pytest

from handler.core.model.addressing.keys import PAGES
from handler.memory.bucket import MemoryBucket
from handler.services.blobs import MAXIMUM_UNPACKED, Blobs
from tests.services.blog import Blog

TEXT = random.Random(1).randbytes(450_000).hex(" ", 8)
"""Longer than an item of the table can be, even compressed."""


def stored(bucket: MemoryBucket) -> list[str]:
    return [info.key for info in bucket.objects(prefix=PAGES)]


def test_what_is_too_long_for_an_item_comes_back_from_the_bucket() -> None:
    bucket = MemoryBucket()
    item = Blobs(bucket).pack(TEXT.encode())
    assert item == {"br-at": stored(bucket)[0]}
    assert Blobs(bucket).unpack(item) == TEXT.encode()


@pytest.mark.parametrize(
    "data",
    [b"", b"other", brotli.compress(b"other"), brotli.compress(TEXT.encode(), quality=1)],
    ids=["nothing", "no brotli", "another text", "the same text, packed otherwise"],
)
def test_what_does_not_have_its_hash_is_lost(data: bytes) -> None:
    bucket = MemoryBucket()
    item = Blobs(bucket).pack(TEXT.encode())
    bucket.put(stored(bucket)[0], data, "application/octet-stream")
    assert Blobs(bucket).unpack(item) is None


def test_what_is_longer_than_anything_of_ours_is_not_even_read() -> None:
    bucket = MemoryBucket()
    item = Blobs(bucket).pack(TEXT.encode())
    bucket.put(stored(bucket)[0], bytes(MAXIMUM_UNPACKED + 1), "application/octet-stream")
    assert Blobs(bucket).unpack_compressed(item, "br") is None


def test_what_stands_for_more_than_anything_of_ours_is_lost() -> None:
    item = {"br": brotli.compress(bytes(MAXIMUM_UNPACKED + 1), quality=1)}
    assert Blobs(MemoryBucket()).unpack(item) is None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["body", "page"])
def test_readers_get_the_post_though_somebody_replaced_what_was_made_of_it(kind: str) -> None:
    blog = Blog()
    blog.post("2026-01-01-long", "Long", TEXT)
    if kind == "page":
        blog.show("/2026/01/01/long/")
    forged = brotli.compress(b"<script>evil()</script>")
    keys = stored(blog.bucket)
    assert keys
    for key in keys:
        blog.bucket.put(key, forged, "application/octet-stream")
    for _ in range(2):
        shown = blog.show("/2026/01/01/long/")
        assert (TEXT[:1000] in shown, "evil" in shown) == (True, False)
    restored = [blog.bucket.get(key) for key in keys]
    assert all(found and found.data != forged for found in restored)
