"""Copies of pictures: their sizes, and what of the original does not come along."""

import struct

import pytest

from handler.services.publish.imaging import Unreadable, copies_of, open_picture
from tests.support.picture_files import (
    PLACE,
    SECRET,
    drawing,
    moving,
    opened,
    photo,
    png_that_claims,
    saved,
)

NO_LIMIT = 1 << 30


def copies(data: bytes, limit: int = NO_LIMIT) -> dict[int, bytes]:
    return dict(copies_of(open_picture(data), limit))


def jpeg_that_claims(width: int, height: int, *, progressive: bool) -> bytes:
    """A small JPEG whose header says that it has other sides."""
    data = bytearray(saved(opened(drawing()), "JPEG", progressive=progressive))
    context = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[context + 5 : context + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def test_copies_are_webp_as_wide_as_they_say_and_in_proportion() -> None:
    made = copies(photo(1600, 1200))
    sizes = {width: (opened(copy).format, opened(copy).size) for width, copy in made.items()}
    assert sizes == {
        480: ("WEBP", (480, 360)),
        960: ("WEBP", (960, 720)),
        1440: ("WEBP", (1440, 1080)),
        1600: ("WEBP", (1600, 1200)),
    }


def test_no_copy_is_wider_than_the_picture_or_1920_pixels() -> None:
    assert max(copies(photo(300, 200))) == 300
    assert max(copies(photo(2500, 300))) == 1920


def test_a_copy_has_neither_place_nor_camera() -> None:
    data = photo()
    assert PLACE in opened(data).getexif()
    assert SECRET in data
    for copy in copies(data).values():
        assert not opened(copy).getexif()
        assert SECRET not in copy


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_an_upright_photo_keeps_its_sides(turn: int) -> None:
    found = open_picture(photo(600, 400, turn=turn))
    assert (found.width, found.height) == (600, 400)


@pytest.mark.parametrize("turn", [5, 6, 7, 8])
def test_a_photo_taken_sideways_is_shown_upright(turn: int) -> None:
    found = open_picture(photo(1000, 800, turn=turn))
    assert (found.width, found.height) == (800, 1000)
    assert opened(dict(copies_of(found, NO_LIMIT))[480]).size == (480, 600)


def test_a_photo_is_turned_the_right_way() -> None:
    exif = opened(photo(turn=6)).getexif()
    image = opened(drawing(600, 400))
    copy = opened(copies(saved(image, "JPEG", exif=exif))[400])
    # Turned clockwise, what was at the top left is at the top right.
    assert copy.convert("RGB").getpixel((390, 10)) == pytest.approx((0, 128, 0), abs=30)


def test_a_copy_keeps_the_colour_profile() -> None:
    profile = b"profile" * 20
    data = saved(opened(photo(600, 400)), "JPEG", icc_profile=profile)
    assert opened(copies(data)[480]).info["icc_profile"] == profile


def test_profiles_for_printing_inks_do_not_come_along() -> None:
    data = saved(opened(photo(600, 400, mode="CMYK")), "JPEG", icc_profile=b"inks" * 20)
    assert "icc_profile" not in opened(copies(data)[480]).info


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("WEBP", "RGBA")],
)
def test_every_way_to_keep_colours_can_be_read(form: str, mode: str) -> None:
    image = opened(photo(600, 400)).convert("L" if mode == "LA" else "RGB").convert(mode)
    if mode.endswith("A"):
        image.putalpha(40)
    copy = opened(copies(saved(image, form))[480])
    assert copy.mode == ("RGBA" if mode.endswith("A") else "RGB")


def test_a_transparent_colour_stays_transparent() -> None:
    image = opened(drawing(600, 400)).convert("RGB")
    data = saved(image, "PNG", transparency=(255, 0, 0))
    copy = opened(copies(data)[480]).convert("RGBA")
    assert copy.getpixel((400, 300))[3] == 0  # type: ignore[index]
    assert copy.getpixel((20, 20))[3] == 255  # type: ignore[index]


def test_drawings_lose_nothing() -> None:
    copy = opened(copies(drawing(400, 300))[400]).convert("RGB")
    assert copy.tobytes() == opened(drawing(400, 300)).tobytes()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_has_a_size_and_no_copies(form: str) -> None:
    found = open_picture(moving(form))
    assert (found.width, found.height, found.moves) == (600, 400, True)
    assert dict(copies_of(found, NO_LIMIT)) == {}


def test_copies_that_are_no_smaller_than_the_original_are_not_made() -> None:
    assert copies(photo(600, 400), limit=100) == {}


def test_a_channel_that_lets_nothing_through_is_left_out() -> None:
    assert copies(drawing(mode="RGBA")) == copies(drawing(mode="RGB"))


def test_the_pixels_of_a_picture_that_is_too_large_are_never_read() -> None:
    found = open_picture(png_that_claims(10_000, 5_000))
    assert found.is_too_large
    assert dict(copies_of(found, NO_LIMIT)) == {}


@pytest.mark.parametrize(
    ("width", "height", "progressive", "too_large"),
    [
        (8160, 6144, False, False),  # A phone's 50 megapixels, decoded at a quarter of its sides.
        (10_900, 8_200, False, True),
        (6000, 4000, True, False),
        (6100, 4000, True, True),  # Of a progressive one all is kept until the end.
        (3000, 13_000, False, True),  # So narrow that it would be decoded as large as it is.
    ],
)
def test_a_jpeg_may_have_as_many_pixels_as_there_is_memory_for(
    width: int, height: int, progressive: bool, too_large: bool
) -> None:
    found = open_picture(jpeg_that_claims(width, height, progressive=progressive))
    assert found.is_too_large is too_large


def test_a_photo_with_another_behind_it_has_copies() -> None:
    frames = [opened(photo(600, 400)) for _ in range(2)]
    data = saved(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert opened(data).format == "MPO"
    assert list(copies(data)) == [480, 600]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"no picture", "it is neither JPEG, PNG, GIF nor WebP, or only the beginning of one"),
        (photo(600, 400)[:9000], "it is damaged or cut off"),
        (png_that_claims(60_000, 60_000), "it claims to have more pixels than any photo"),
    ],
)
def test_the_author_is_told_what_is_wrong(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        copies(data)
    assert str(raised.value) == reason


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_files_that_are_cut_off_are_unreadable_or_have_copies_and_nothing_else(form: str) -> None:
    data = photo(600, 400, form=form)
    for part in (0, 1, 2, 5, 10, 50, 90):
        try:
            made = copies(data[: len(data) * part // 100])
        except Unreadable:
            continue
        assert made.keys() <= {480, 600}


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.4", b"<svg/>", b"BM" + bytes(100)])
def test_what_is_no_picture_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        open_picture(data)
