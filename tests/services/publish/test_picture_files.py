"""What publishing learns of a picture by reading it."""

import pytest

from handler.core.model.media.pictures import PictureFile
from handler.services.publish.picture_files import read_picture
from tests.support import picture_files
from tests.support.picture_files import png_that_claims


def read(data: bytes, key: str = "a.png") -> PictureFile:
    return read_picture(key, data)


def test_a_picture_has_its_size_and_copies() -> None:
    found = read(picture_files.drawing(600, 400))
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (600, 400)
    assert found.picture.widths == tuple(width for width, _ in found.copies)


def test_a_drawing_has_its_size_and_no_copies() -> None:
    found = read(picture_files.svg('width="3" height="2"'), "a.svg")
    assert found.picture is not None
    assert (found.picture.width, found.picture.widths, found.copies) == (3, (), ())


def test_what_has_too_many_pixels_has_its_size_and_no_copies() -> None:
    found = read(png_that_claims(10_000, 5_000))
    assert (found.too_large, found.copies) == (50_000_000, ())
    assert found.picture is not None
    assert (found.picture.width, found.picture.height) == (10_000, 5_000)


def test_what_is_no_picture_is_unreadable() -> None:
    assert read(b"no picture").unreadable


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xd8" + b"\xff\xda" * 101, "scans"),
        (b"GIF89a" + b"\0" * 7 + b"\x21\xfe" + (b"\xff" + b"x" * 255) * 4_000 + b"\0;", "comments"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 12 * 50_001, "chunks"),
    ],
)
def test_a_picture_of_very_many_parts_costs_too_much(data: bytes, why: str) -> None:
    assert why in read(data).costly


@pytest.mark.parametrize("form", ["GIF", "PNG", "JPEG"])
def test_ordinary_pictures_cost_little(form: str) -> None:
    assert read(picture_files.drawing(form=form)).costly == ""


def test_moving_pictures_cost_little() -> None:
    assert read(picture_files.moving()).costly == ""


@pytest.mark.parametrize("data", [b"GIF8", b"GIF89a" + b"\0" * 7 + b"?", b"\x89PNG", b"\xff\xd8"])
def test_pieces_of_pictures_are_unreadable(data: bytes) -> None:
    assert read(data).unreadable
