"""Files of mentions that several processes change."""

from collections.abc import Callable

import pytest

from handler.memory.bucket import MemoryBucket
from handler.services.ports import Unavailable
from handler.services.webmentions.files import StoredFile
from tests.services.blog import StoppedClock

KEY = ".coldpress/webmentions/words.json"


def stored(bucket: MemoryBucket) -> StoredFile[str]:
    """A file of at most ten letters."""
    return StoredFile(bucket, StoppedClock(), KEY, 10, bytes.decode, str.encode)


def adding(bucket: MemoryBucket, times: int) -> Callable[[str], str]:
    """A decision to add a letter, while another process adds one before it so many times."""
    left = [times]

    def decide(known: str) -> str:
        if left[0]:
            left[0] -= 1
            bucket.put(KEY, f"{known}b".encode(), "application/json")
        return f"{known}a"

    return decide


def test_who_is_overtaken_decides_anew_and_nothing_is_lost() -> None:
    bucket = MemoryBucket()
    assert stored(bucket).change(adding(bucket, 2))[0] == "bba"
    assert stored(bucket).read() == "bba"


def test_who_is_overtaken_again_and_again_gives_up() -> None:
    bucket = MemoryBucket()
    with pytest.raises(Unavailable, match="too many change"):
        stored(bucket).change(adding(bucket, 9))
    assert stored(bucket).read() == "bbbbb"


def test_a_file_that_is_too_large_is_neither_read_nor_written() -> None:
    bucket = MemoryBucket()
    bucket.put(KEY, b"eleven byte", "application/json")
    with pytest.raises(Unavailable, match="too large"):
        stored(bucket).change(adding(bucket, 0))
    found = bucket.get(KEY)
    assert found
    assert found.data == b"eleven byte"
