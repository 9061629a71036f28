"""What is known of a picture without Pillow: drawings, and what is stored of copies."""

import pytest

from handler.core.model.media.pictures import picture_from_note, svg_picture


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<svg width="30" height="20">', (30, 20)),
        ("<svg viewBox='0 0 30.4 20.6'>", (30, 21)),
        ('<?xml version="1.0"?><svg width="30px" viewBox="0 0 3 2"/>', (3, 2)),
        ("<svg>", None),
        ('<svg viewBox="0 0 3">', None),
        ('<svg width="0" height="0">', None),
        ("no drawing", None),
    ],
)
def test_a_drawing_says_its_size(text: str, size: tuple[int, int] | None) -> None:
    picture = svg_picture(text.encode())
    assert (picture and (picture.width, picture.height)) == size


@pytest.mark.parametrize("note", [b"", b"[1]", b"\xff", b'["id", "wide", 1, []]', b"[" * 100_000])
def test_a_note_that_somebody_else_wrote_is_none(note: bytes) -> None:
    assert picture_from_note(note) is None
