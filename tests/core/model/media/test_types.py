"""Media types follow from names alone, on every machine."""

import pytest

from handler.core.model.media.types import media_type_of


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("images/a.webp", "image/webp"),
        ("images/A.PNG", "image/png"),
        ("fonts/a.woff2", "font/woff2"),
        ("talks/a.m4a", "audio/mp4"),
        ("talks/a.ogg", "audio/ogg"),
        ("books/a.epub", "application/epub+zip"),
        ("site.webmanifest", "application/manifest+json"),
        ("feed.xml", "application/xml"),
        (".well-known/security.txt", "text/plain"),
        ("demo/index.html", "text/html"),
        ("v1.2/README", "application/octet-stream"),
        ("a.unheard-of", "application/octet-stream"),
    ],
)
def test_the_name_tells_the_type(key: str, expected: str) -> None:
    assert media_type_of(key) == expected
