"""JPEG, and what phones write behind it."""

import pytest

from handler.core.model.media.geotags import edited
from handler.core.photos import jpeg as module
from handler.core.photos.blocks import TooMany, all_edits
from handler.core.photos.jpeg import blocks
from tests.support.geotagged import (
    IPTC,
    SECRETS,
    XMP,
    exif,
    jpeg,
    secrets_in,
    segment,
    with_segment,
)
from tests.support.picture_files import opened

MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + bytes(8)
PLAIN = jpeg(exif=exif(place=False), xmp=b"", iptc=IPTC[:14])
VIDEO = bytes(4) + b"ftypmp42" + bytes(500)


def served(data: bytes) -> bytes:
    return edited(data, all_edits(blocks(data)))


def test_a_second_picture_behind_the_first_is_served_without_its_own_place() -> None:
    kept = served(PLAIN + jpeg(exif=exif(turn=1)))
    assert secrets_in(kept) == []
    second = opened(kept[len(PLAIN) :])
    assert second.tobytes() == opened(jpeg_like(kept[len(PLAIN) :])).tobytes()
    assert kept.startswith(PLAIN)


def jpeg_like(data: bytes) -> bytes:
    """The pixels of a JPEG alone."""
    return data[:2] + data[data.index(b"\xff\xdb") :]


@pytest.mark.parametrize("first", [PLAIN, jpeg()])
@pytest.mark.parametrize(
    "told",
    [b"\xa9xyz\0\x12\x15\xc7+49.1235+8.7654/", b"GPSLatitude", b"com.apple.location.ISO6709"],
)
def test_a_video_behind_a_picture_goes_if_it_tells_the_place(first: bytes, told: bytes) -> None:
    assert told not in served(first + VIDEO + told)


def test_a_video_stays_as_long_as_nothing_of_a_photo_tells_its_place() -> None:
    assert served(PLAIN + VIDEO) == PLAIN + VIDEO
    assert VIDEO not in served(jpeg() + VIDEO)


def test_a_second_picture_stays_whatever_the_first_tells() -> None:
    assert served(jpeg() + PLAIN).endswith(PLAIN)


def test_what_only_its_maker_can_read_goes_along_with_the_place() -> None:
    secret = segment(0xE6, b"Maker\0 where")
    assert served(with_segment(PLAIN, 0xE6, b"Maker\0 where")) == with_segment(
        PLAIN, 0xE6, b"Maker\0 where"
    )
    assert secret not in served(with_segment(jpeg(), 0xE6, b"Maker\0 where"))


@pytest.mark.parametrize("content", [b"Exif\0\xffII*\0", b"maker\0GPSInfo", b'{"latitude":1}'])
@pytest.mark.parametrize("marker", [0xE1, 0xE7, 0xFE])
def test_what_tells_the_place_in_words_goes(marker: int, content: bytes) -> None:
    assert content not in served(with_segment(PLAIN, marker, content))


@pytest.mark.parametrize(
    ("marker", "content"),
    [
        (0xFE, b"Made with care"),
        (0xE2, b"ICC_PROFILE\0\1\1" + bytes(99)),
        (0xEE, b"Adobe" + bytes(7)),
    ],
)
def test_comments_and_colours_stay(marker: int, content: bytes) -> None:
    assert segment(marker, content) in served(with_segment(jpeg(), marker, content))


def test_xmp_in_several_segments_goes_if_a_name_begins_in_one_and_ends_in_the_next() -> None:
    halves = b"<a exif:GPSLat", b"itude='49,7.4073N'/>"
    data = PLAIN
    for half in reversed(halves):
        data = with_segment(data, 0xE1, MORE_XMP + half)
    assert secrets_in(served(data)) == []
    assert halves[0] not in served(data)


def test_xmp_in_several_segments_stays_if_nothing_tells_the_place() -> None:
    data = with_segment(PLAIN, 0xE1, MORE_XMP + b"<a depth='1'/>")
    assert served(data) == data


def test_a_picture_in_xmp_is_told_by_its_exif() -> None:
    data = with_segment(PLAIN, 0xE1, MORE_XMP + b"<a data='/9j/4RXhpZgAATU0'/>")
    assert b"RXhpZg" not in served(data)


@pytest.mark.parametrize("start", [b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"])
def test_what_is_damaged_goes(start: bytes) -> None:
    content = start + b"8BIM\4\4<a x:City='Heidelberg'"
    assert secrets_in(served(with_segment(PLAIN, 0xE1, content))) == []


def test_bytes_between_segments_are_looked_at_too() -> None:
    stray = b"stray GPSLatitude"
    data = PLAIN[:20] + stray + PLAIN[20:]
    assert stray not in served(data)
    assert len(served(data)) == len(data)


def test_what_only_looks_like_a_picture_is_none() -> None:
    behind = b"\xff\xd8\xff\xe1 no picture"
    assert served(PLAIN + behind) == PLAIN + behind
    assert behind not in served(jpeg() + behind)


def test_a_picture_may_end_anywhere() -> None:
    data = jpeg()
    for stop in (*range(2, 1400, 7), len(data) - 1):
        kept = served(data[:stop])
        assert len(kept) == stop
        assert [each for each in secrets_in(kept) if each in SECRETS[:4]] == []


def test_more_segments_than_any_photo_has_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_SEGMENTS", 20)
    with pytest.raises(TooMany):
        list(blocks(b"\xff\xd8" + segment(0xE1, b"") * 21))
    with pytest.raises(TooMany):
        list(blocks(b"\xff\xd8\xff\xd9" * 21))
    heads = b"".join(b"\xff\xd8" + segment(0xE1, bytes(4 * left)) for left in range(3))
    with pytest.raises(TooMany):
        list(blocks(PLAIN + heads + segment(0xDB, b"") * 15))


def test_more_xmp_than_is_read_goes_unread() -> None:
    data = PLAIN
    for _ in range(120):
        data = with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    assert secrets_in(served(data)) == []


def test_what_begins_like_a_picture_and_goes_on_otherwise_is_none() -> None:
    behind = b"\xff\xd8" + segment(0xE1, b"text") + b"text" + segment(0xDA, b"") + b"\xff\xd9"
    assert served(PLAIN + behind) == PLAIN + behind
    assert behind not in served(jpeg() + behind)
