"""Exif without the place: what else tells it goes too, and nothing can lead astray."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.media.geotags import edited
from handler.core.photos.blocks import INNOCENT, Budget
from handler.core.photos.exif import in_place, without_place
from tests.support.geotagged import CAMERA, exif, secrets_in
from tests.support.picture_files import PLACE

NOTE = b"Apple iOS" + bytes(40)
LAT = b"\x01\x02\x03\x04\x05\x06\x07\x08"


def block(**options: object) -> bytes:
    """Exif from its byte order on."""
    return exif(**options).tobytes()[6:]  # type: ignore[arg-type]


def served(data: bytes) -> bytes:
    return edited(data, in_place(data, Budget()).found)


def directory(start: int, *entries: tuple[int, int, int, int], then: int = 0) -> bytes:
    """A directory at a place, with entries of tag, type, count and value."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return bytes(start) + struct.pack("<H", len(entries)) + packed + struct.pack("<I", then)


def tiff(*parts: bytes, size: int = 300) -> bytes:
    """Exif of parts, each of which begins with as many zeros as there are bytes before it."""
    data = bytearray(b"II*\0\x08\0\0\0".ljust(size, b"\0"))
    for part in parts:
        start = len(part) - len(part.lstrip(b"\0"))
        data[start : len(part)] = part[start:]
    return bytes(data)


def test_what_a_maker_wrote_for_itself_goes_along_with_the_place() -> None:
    data = block(note=NOTE)
    assert NOTE in data
    kept = served(data)
    assert NOTE not in kept
    assert secrets_in(kept) == []
    assert CAMERA.encode() in kept
    assert len(kept) == len(data)


def test_what_a_maker_wrote_stays_in_exif_without_a_place() -> None:
    found = without_place(block(note=NOTE, place=False))
    assert found is not None
    assert (found.found, len(found.besides)) == ((), 1)


@pytest.mark.parametrize("note", [b"GPSLatitude=49.4", b'{"latitude": 49.4}', b"Exif\0\0II*\0"])
def test_a_makers_note_may_tell_the_place_in_words(note: bytes) -> None:
    kept = served(block(note=note.ljust(40), place=False))
    assert note not in kept
    assert CAMERA.encode() in kept


def test_a_camera_that_knew_no_place_tells_none() -> None:
    data = exif(place=False)
    data.get_ifd(PLACE)[0] = b"\x02\x03\0\0"
    assert without_place(data.tobytes()[6:]) == INNOCENT


def test_what_an_editor_left_behind_goes() -> None:
    data = block()
    assert b"left behind" not in served(data + b"left behind")


def test_small_pictures_stay_unless_they_have_exif_of_their_own() -> None:
    first = directory(8, (PLACE, 4, 1, 100), then=40)
    place = directory(100, (2, 5, 1, 200))
    small = directory(40, (0x0201, 4, 1, 220), (0x0202, 4, 1, 30))
    for picture, stays in ((b"\xff\xd8 pixels", True), (b"\xff\xd8\xff\xe1..Exif\0\0", False)):
        data = tiff(first, place, small, bytes(200) + LAT, bytes(220) + picture)
        assert (picture in served(data)) is stays
        assert LAT not in served(data)


def test_a_directory_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    data = tiff(directory(8, (PLACE, 4, 1, 60)), directory(60, (2, 5, 1, 30)), size=76)
    data = data[:30] + LAT + data[38:]
    assert LAT not in served(data)


@pytest.mark.parametrize(
    "data",
    [
        b"JJ*\0",
        tiff(*(directory(8 + 6 * n, then=14 + 6 * n) for n in range(60)), size=9000),
        tiff(directory(8, *[(0x8769, 4, 1, 8)] * 1001), size=20_000),
        tiff(directory(8, *[(0x927C, 7, 19_000, 0)] * 30), size=20_000),
    ],
    ids=["no header", "endless chain", "too many entries", "the same again and again"],
)
def test_what_cannot_be_understood_goes_as_a_whole(data: bytes) -> None:
    assert without_place(data) is None


def test_directories_that_lead_to_each_other_come_to_an_end() -> None:
    ring = tiff(directory(8, (0x8769, 4, 1, 50), then=8), directory(50, (0x8769, 4, 1, 8)))
    assert without_place(ring) == INNOCENT


def test_a_pointer_to_what_is_no_directory_of_a_place_harms_nothing() -> None:
    mistaken = tiff(directory(8, (PLACE, 4, 1, 50)), directory(50, (0x9003, 2, 20, 100)))
    assert without_place(mistaken) == INNOCENT


def test_a_place_that_is_hidden_in_what_is_kept_goes_nevertheless() -> None:
    first = directory(8, (PLACE, 4, 1, 100), (0x010E, 2, 290, 8))
    data = tiff(first, directory(100, (2, 5, 1, 200)), bytes(200) + LAT)
    assert LAT not in served(data)


@pytest.mark.parametrize("order", ["II*\0\x08\0\0\0", "MM\0*\0\0\0\x08"])
@pytest.mark.parametrize("turn", [0, 1, 6, 9])
def test_how_a_picture_is_turned_stays_whatever_goes(order: str, turn: int) -> None:
    sign = "<" if order[0] == "I" else ">"
    turned = struct.pack(f"{sign}HHHIHH", 1, 0x0112, 3, 1, turn, 0)
    data = (order.encode() + turned).ljust(200_000, b"x")
    budget = Budget()
    while budget.allows(data):
        pass
    kept = edited(data, in_place(data, budget).found)
    assert kept.startswith(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0")
    assert kept[19] == (turn if turn == 6 else 1)
    assert set(kept[20:]) == {0}


def test_exif_too_short_to_be_any_goes_with_its_prefix() -> None:
    assert set(served(b"Exif\0\0second")) == {0}
    assert in_place(b"Exif\0\0\0\0\0\0", Budget()) == INNOCENT


@given(
    data=st.binary(max_size=400),
    header=st.sampled_from(
        [b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0"]
    ),
)
def test_nothing_is_told_twice(data: bytes, header: bytes) -> None:
    kept = served(header + data)
    assert len(kept) == len(header + data)
    assert in_place(kept, Budget()).found == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([PLACE, 0x8769, 0x927C, 0x0112, 0x0201, 0x0202, 1, 2]),
            st.integers(0, 14),
            st.integers(0, 40),
            st.integers(0, 330),
        ),
        max_size=6,
    ).flatmap(lambda entries: st.tuples(st.just(entries), st.integers(8, 250))),
    st.integers(8, 250),
)
def test_directories_anywhere_are_told_once(
    first: tuple[list[tuple[int, int, int, int]], int], second: int
) -> None:
    entries, at = first
    data = tiff(
        directory(8, (PLACE, 4, 1, second), (0x8769, 4, 1, at)),
        directory(at, *entries),
        directory(second, (2, 5, 1, 300)),
        size=400,
    )
    kept = served(data)
    assert in_place(kept, Budget()).found == ()


def test_a_directory_of_a_place_that_is_the_header_too_goes_as_a_whole() -> None:
    data = tiff(directory(8, (PLACE, 4, 1, 2)))
    assert without_place(data) is None
    assert in_place(served(data), Budget()).found == ()
