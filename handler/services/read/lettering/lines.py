"""Lines of text in the fonts of cards: how wide they are, and where each letter stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageDraw, ImageFont

from handler.core.pages.bidi import is_from_right, visual_runs
from handler.services.read.lettering import faces
from handler.services.read.lettering.shaping import can_shape, shape

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is drawn at once: characters of one font, and where they stand."""

    text: str
    font: ImageFont.FreeTypeFont
    x: float
    y: float = 0


def drawable(text: str) -> str:
    """The text without signs that no face has; nothing if a letter is missing."""
    if any(char.isalpha() and not faces.is_known(char) for char in text):
        return ""
    if is_joined(text) and not can_shape():
        return ""
    return " ".join("".join(char for char in text if faces.is_known(char)).split())


def width(text: str, size: int) -> float:
    """How wide a line is."""
    return _laid_out(text, size)[1]


def draw(
    pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, fill: str, size: int
) -> None:
    """Draw a line whose first letter's top is about at a place, wherever it is read from."""
    left, top = place
    base = top + faces.font("card.otf", size).getmetrics()[0]
    for each in _laid_out(text, size)[0]:
        pen.text((left + each.x, base + each.y), each.text, fill, each.font, anchor="ls")


def is_joined(text: str) -> bool:
    """Whether letters of a text join, or are read from the right."""
    return any(faces.has(face, char) for char in text if ord(char) > 0x58F for face in faces.JOINED)


def _laid_out(text: str, size: int) -> tuple[list[_Stretch], float]:
    """What a line is made of, and how wide that is."""
    stretches: list[_Stretch] = []
    x = 0.0
    for run, from_right in visual_runs(text, from_right=is_from_right(text)):
        parts = [*_parts(run)]
        for face, part in reversed(parts) if from_right else parts:
            if face in faces.JOINED:
                added, advance = _shaped(part, face, size, x, from_right=from_right)
            else:
                plain = faces.font(face, size)
                shown = part[::-1].translate(_MIRRORED) if from_right else part
                added, advance = [_Stretch(shown, plain, x)], plain.getlength(shown)
            stretches += added
            x += advance
    return stretches, x


def _shaped(
    text: str, face: str, size: int, x: float, *, from_right: bool
) -> tuple[list[_Stretch], float]:
    stretches, start, font = [], x, faces.font(face, size)
    for glyph in shape(text, faces.path_of(face), size, from_right=from_right):
        shown = faces.character_of(glyph.number)
        stretches.append(_Stretch(shown, font, x + glyph.x, -glyph.y))
        x += glyph.advance
    return stretches, x - start


def _parts(run: str) -> Iterator[tuple[str, str]]:
    """Parts of a run by the faces that have their letters, as few as can be."""
    if whole := faces.face_of(run):
        yield whole, run
        return
    face, part = "", ""
    for char in run:
        if not face or not faces.has(face, char):
            if part:
                yield face, part
            face, part = faces.face_of(char), ""
        part += char
    yield face, part
