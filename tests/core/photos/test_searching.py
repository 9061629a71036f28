"""Photos of every kind without the place: what is gone, what stays, and that nothing fails."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handler.core.model.media.geotags import NO_PLACE, UNFIT, edited
from handler.core.photos.searching import geotag_of
from tests.support.geotagged import (
    CAMERA,
    FORMS,
    IPTC,
    WORDS,
    exif,
    jpeg,
    png,
    secrets_in,
    segment,
    webp,
)
from tests.support.picture_files import ORIENTATION, PLACE, opened

WITHOUT = exif(place=False, note=b"Nothing of a place")
PLAIN = {
    "JPEG": jpeg(exif=WITHOUT, xmp=b"", iptc=IPTC[:14]),
    "PNG": png(exif=WITHOUT, pnginfo=None),
    "WEBP": webp(exif=WITHOUT, xmp=b""),
}
TOLD = [make() for make in FORMS.values()]


def clean(data: bytes) -> bytes:
    geotag = geotag_of(data, "id")
    assert geotag.fit
    return edited(data, geotag.edits)


@pytest.mark.parametrize("form", FORMS)
def test_the_place_goes_and_all_else_stays(form: str) -> None:
    data = FORMS[form]()
    assert set(WORDS[:2]) <= set(secrets_in(data))
    served = clean(data)
    assert secrets_in(served) == []
    assert len(served) == len(data)
    image, original = opened(served), opened(data)
    assert image.tobytes() == original.tobytes()
    found = image.getexif()
    assert (found[ORIENTATION], found[0x0110]) == (6, CAMERA)
    assert found.get_ifd(PLACE) == {0: b"\x02\x03\x00\x00"}
    assert found.get_ifd(0x8769) == original.getexif().get_ifd(0x8769)
    assert _description(served) == (["CreatorTool"], ["Rating"])
    assert geotag_of(served, "id") == NO_PLACE


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"GIF89a", b"<svg/>", b"RIFF\0\0\0\0WEBP"])
def test_what_is_no_photo_tells_nothing(data: bytes) -> None:
    assert geotag_of(data, "id") == NO_PLACE


@pytest.mark.parametrize("form", PLAIN)
def test_a_photo_without_a_place_is_left_as_it_is(form: str) -> None:
    assert geotag_of(PLAIN[form], "id") == NO_PLACE


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + segment(0xE1, b"") * 100_001,
        b"\xff\xd8" + segment(0xE1, b"GPSLatitude") * 5_000,
    ],
    ids=["too many parts", "too many edits"],
)
def test_a_file_that_may_tell_too_much_is_not_fit_to_be_served(data: bytes) -> None:
    assert geotag_of(data, "id") == UNFIT


@pytest.mark.slow
@settings(max_examples=300)
@given(data=st.data(), original=st.sampled_from(TOLD))
def test_damaged_photos_are_edited_without_fail(data: st.DataObject, original: bytes) -> None:
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.sampled_from([0, 1, 4]))] = data.draw(st.binary(max_size=6))
    cut = bytes(damaged[: data.draw(st.integers(20, len(damaged) + 100))])
    geotag = geotag_of(cut, "id")
    served = edited(cut, geotag.edits)
    assert len(served) == len(cut)
    assert _shown(cut) in (None, _shown(served))


def _shown(data: bytes) -> bytes | None:
    """The pixels of a file, if it has any."""
    try:
        with Image.open(BytesIO(data)) as image:
            return image.tobytes()
    except Exception:
        return None


def _description(data: bytes) -> tuple[list[str], list[str]]:
    """The names of what XMP in a file says as attributes, and as elements."""
    packet = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>") + 12]
    (described,) = ElementTree.fromstring(packet)[0]
    attributes = [name.partition("}")[2] for name in described.attrib]
    return attributes[1:], [child.tag.partition("}")[2] for child in described]
