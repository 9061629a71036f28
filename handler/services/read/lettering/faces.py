"""The fonts of cards, and which of them has the letters of a text.

All are Noto, https://github.com/notofonts, SIL Open Font License 1.1, cut down to what titles have:
`card.otf` (CJK KR) to Latin, Cyrillic, kana and the syllables of KS X 1001, `card-han.otf` to the
characters of JIS level 1 and GB 2312 level 1. Those whose letters join have each glyph at U+100000
and its number, as Pillow draws characters and no glyphs.
"""

from functools import cache

from PIL import ImageFont

from handler.fingerprints import STATIC

JOINED = frozenset({"card-arabic.ttf", "card-hebrew.ttf", "card-devanagari.ttf"})
"""Faces whose letters have to be shaped."""

_FACES = ("card.otf", "card-latin.ttf", "card-han.otf", *sorted(JOINED))
_NO_CHARACTER = "\U000f0000"
_GLYPHS = 0x100000


def path_of(face: str) -> str:
    """Where the file of a face is."""
    return str(STATIC / "fonts" / face)


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A face in a size, whose letters Pillow puts side by side as they come."""
    return ImageFont.truetype(path_of(face), size, layout_engine=ImageFont.Layout.BASIC)


def character_of(glyph: int) -> str:
    """The character that stands for a glyph of a face whose letters join."""
    return chr(_GLYPHS + glyph)


def face_of(text: str) -> str:
    """The first face that has all letters of a text, or nothing."""
    return next((face for face in _FACES if all(has(face, char) for char in text)), "")


def is_known(char: str) -> bool:
    """Whether any face has a character."""
    return any(has(face, char) for face in _FACES)


@cache
def has(face: str, char: str) -> bool:
    """Whether a face has a character."""
    if char.isspace():
        return True
    if ord(char) >= _GLYPHS:
        return False
    return bytes(font(face, 34).getmask(char)) != _missing(face)


@cache
def _missing(face: str) -> bytes:
    return bytes(font(face, 34).getmask(_NO_CHARACTER))
