"""Photoshop's resources: names of places in IPTC, Exif and XMP within, and what is damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.media.geotags import edited
from handler.core.photos.blocks import INNOCENT
from handler.core.photos.photoshop import iptc_without_place, without_place
from tests.support.geotagged import IPTC, XMP, exif, resource, secrets_in

RESOLUTION = resource(0x03ED, bytes(range(16)))


def served(data: bytes) -> bytes:
    found = without_place(data)
    assert found is not None
    return edited(data, found.found)


@pytest.mark.parametrize(
    ("number", "content"),
    [
        *((0x0404, IPTC), (0x0424, XMP), (0x0422, exif().tobytes()[6:])),
        *((0x0424, b"<a x:City='Heidelberg'>"), (0x040C, b"49,7.4073N Exif\0\0")),
    ],
)
def test_the_place_goes_wherever_it_is(number: int, content: bytes) -> None:
    data = resource(number, content) + RESOLUTION + bytes(3)
    assert secrets_in(data)
    kept = served(data)
    assert secrets_in(kept) == []
    assert kept.endswith(RESOLUTION + bytes(3))


def test_who_made_a_picture_stays() -> None:
    assert b"An author" in served(resource(0x0404, IPTC))


@pytest.mark.parametrize("data", [b"", RESOLUTION, resource(0x0404, IPTC[:14])])
def test_resources_without_a_place_stay_as_they_are(data: bytes) -> None:
    assert without_place(data) == INNOCENT


@pytest.mark.parametrize(
    "data",
    [b"8BIM", RESOLUTION[:-1], b"what" + RESOLUTION, resource(1, b"") * 1001, b"8BIM\4\4\xff"],
)
def test_damaged_resources_go_as_a_whole(data: bytes) -> None:
    assert without_place(data) is None


@pytest.mark.parametrize(
    "data",
    [IPTC[:-1], b"\x1c\2", b"x" + IPTC, b"\x1c\2\x5a\x80\4\0\0\0\1x", b"\x1c\2\x5a\0\1x" * 1001],
)
def test_damaged_iptc_goes_as_a_whole(data: bytes) -> None:
    assert iptc_without_place(data) is None


def test_a_place_of_spaces_is_none() -> None:
    assert iptc_without_place(b"\x1c\2\x5a\0\3   ") == INNOCENT


@given(st.binary(max_size=80))
def test_nothing_is_told_twice(data: bytes) -> None:
    for content in (data, b"8BIM\4\4\0\0" + len(data).to_bytes(4) + data):
        if found := without_place(content):
            again = without_place(edited(content, found.found))
            assert again is not None
            assert again.found == ()
