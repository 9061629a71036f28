"""What is unpacked is never longer than asked for."""

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.unpacking import unpack_brotli, unpack_gzip, unpack_zlib

PAIRS = [
    (brotli.compress, unpack_brotli),
    (gzip.compress, unpack_gzip),
    (zlib.compress, unpack_zlib),
]
Pack = Callable[[bytes], bytes]
Unpack = Callable[[bytes, int], bytes | None]
BOMB_BYTES = 50_000_000

each = pytest.mark.parametrize(("pack", "unpack"), PAIRS, ids=["brotli", "gzip", "zlib"])


@pytest.mark.slow
@each
@pytest.mark.parametrize("length", [0, 1, 65_535, 65_536, 65_537, 300_000])
@pytest.mark.parametrize("sort", ["random", "alike"])
def test_what_fits_its_limit_comes_back_whole(
    pack: Pack, unpack: Unpack, length: int, sort: str
) -> None:
    data = random.Random(1).randbytes(length) if sort == "random" else b"a" * length
    assert unpack(pack(data), length) == data
    assert unpack(pack(data), length + 1) == data
    assert unpack(pack(data + b"."), length) is None


@each
def test_what_is_cut_off_or_damaged_is_none(pack: Pack, unpack: Unpack) -> None:
    packed = pack(bytes(range(256)) * 10)
    assert unpack(packed[:-5], 10_000) is None
    assert unpack(b"", 10_000) is None
    assert unpack(b"\xff" * 100, 10_000) is None


@pytest.mark.slow
@each
def test_what_stands_for_far_more_than_the_limit_takes_no_more_memory(
    pack: Pack, unpack: Unpack
) -> None:
    bomb = pack(bytes(BOMB_BYTES))
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert unpack(bomb, 1_000_000) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000


@each
@given(st.binary())
def test_no_bytes_raise(pack: Pack, unpack: Unpack, data: bytes) -> None:
    found = unpack(data, 1000)
    assert found is None or len(found) <= 1000
