"""What may be uploaded as a picture, and what it is called then."""

from datetime import UTC, datetime

import pytest

from handler.core.authoring.uploads import checked_picture, picture_key
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError

NOW = datetime(2026, 12, 31, 20, tzinfo=UTC)
SEOUL = SiteConfig(timezone="Asia/Seoul")
KINDS = {
    b"\xff\xd8\xff\xe0rest": "jpg",
    b"\x89PNG\r\n\x1a\nrest": "png",
    b"GIF89a": "gif",
    b"RIFF0000WEBPVP8 ": "webp",
}


@pytest.mark.parametrize("data", KINDS)
def test_a_picture_is_known_by_its_bytes(data: bytes) -> None:
    assert checked_picture("photo.html", data) == KINDS[data]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF0000WAVE",
        b"\0\0\0\x18ftypheic",
        b"%PDF",
        b" \xff\xd8\xff",
    ],
)
def test_whatever_else_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(ContentError, match="neither JPEG"):
        checked_picture("photo.jpg", data)


def test_one_that_is_too_large_is_refused() -> None:
    with pytest.raises(ContentError, match="at most"):
        checked_picture("photo.jpg", b"\xff\xd8\xff" + b"0" * MAXIMUM_BYTES)


@pytest.mark.parametrize(
    ("name", "number", "key"),
    [
        ("IMG 0001.JPG", 1, "images/2027/img-0001.jpg"),
        ("photo.jpeg", 2, "images/2027/photo-2.jpg"),
        ("사진.jpg", 1, "images/2027/사진.jpg"),
        ("../../_config.yml", 1, "images/2027/config-yml.jpg"),
        ("C:\\me\\cat.jpg", 1, "images/2027/cat.jpg"),
        ("evil.html", 1, "images/2027/evil-html.jpg"),
        ("a\0b.jpg", 1, "images/2027/a-b.jpg"),
        ("", 1, "images/2027/untitled.jpg"),
        (".jpg", 1, "images/2027/untitled.jpg"),
        ("x" * 400 + ".jpg", 1, f"images/2027/{'x' * 180}.jpg"),
    ],
)
def test_it_lies_in_the_folder_of_its_year_by_the_clock_of_the_site(
    name: str, number: int, key: str
) -> None:
    assert picture_key(name, "jpg", NOW, SEOUL, number) == key
