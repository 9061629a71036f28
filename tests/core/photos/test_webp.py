"""WebP: Exif, XMP, and what is neither."""

import pytest

from handler.core.model.media.geotags import edited
from handler.core.photos import webp as module
from handler.core.photos.blocks import TooMany, all_edits
from handler.core.photos.webp import blocks
from tests.support.geotagged import exif, secrets_in, webp
from tests.support.picture_files import ORIENTATION, opened

PLAIN = webp(exif=exif(place=False), xmp=b"")


def served(data: bytes) -> bytes:
    return edited(data, all_edits(blocks(data)))


def with_chunk(data: bytes, kind: bytes, content: bytes) -> bytes:
    padding = bytes(len(content) % 2)
    more = data[8:] + kind + len(content).to_bytes(4, "little") + content + padding
    return data[:4] + len(more).to_bytes(4, "little") + more


@pytest.mark.parametrize("xmp", [b"<a x:City='Heidelberg'>" + bytes([32]) * 30, b"<x:City>a"])
def test_xmp_that_cannot_be_understood_goes_as_a_whole(xmp: bytes) -> None:
    data = with_chunk(PLAIN, b"XMP ", xmp)
    kept = served(data)
    assert len(kept) == len(data)
    assert b"City" not in kept
    assert opened(kept).getexif()[ORIENTATION] == 6


def test_exif_that_cannot_be_understood_leaves_how_the_picture_is_turned() -> None:
    kept = served(webp(exif=b"MM\0+" + exif().tobytes()[10:], xmp=b""))
    assert secrets_in(kept) == []
    assert opened(kept).getexif()[ORIENTATION] == 6


def test_a_chunk_that_only_its_maker_can_read_goes_along_with_the_place() -> None:
    data = with_chunk(PLAIN, b"abcd", b"where")
    assert served(data) == data
    assert b"where" not in served(with_chunk(webp(), b"abcd", b"where"))
    assert b"GPSLat" not in served(with_chunk(PLAIN, b"abcd", b"GPSLat"))


def test_what_is_behind_the_end_goes_if_it_may_tell_the_place() -> None:
    assert served(PLAIN + b"more") == PLAIN + b"more"
    assert served(webp() + b"more").endswith(bytes(4))


def test_a_file_may_end_anywhere() -> None:
    data = webp()
    for stop in range(12, len(data), 11):
        assert len(served(data[:stop])) == stop


def test_more_chunks_than_any_photo_has_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_CHUNKS", 3)
    with pytest.raises(TooMany):
        list(blocks(webp()))
