"""Drawing cards with Pillow. Imported only when a card is drawn that nobody asked for before."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from handler.core.pages.cards import SIZE, Card, cut, wrap
from handler.fingerprints import STATIC

# Noto Sans CJK KR Bold, https://github.com/notofonts/noto-cjk, SIL Open Font License 1.1, cut down
# to Latin, Cyrillic, kana and the syllables of KS X 1001: with the kanji it would be four times as
# large.
_FONT = STATIC / "fonts" / "card.otf"
_MARGIN = 80
_BAR = 16
_TITLE_TOP, _TITLE_BOTTOM = 180, 480
_TITLE_SIZES = (84, 72, 62, 54, 46)
_LEADING = 1.25
_SMALL = 34


def draw(card: Card) -> bytes:
    """The card as PNG."""
    colours = card.palette
    image = Image.new("RGB", SIZE, colours.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, _BAR, SIZE[1]), fill=colours.accent)
    blog, title = _drawable(card.blog) or _drawable(card.host), _drawable(card.title)
    _line(pen, blog if title else "", _MARGIN, colours.accent)
    _title(pen, title or blog, colours.ink)
    _line(pen, _drawable(card.date) or card.day, SIZE[1] - _MARGIN - _SMALL, colours.faded)
    # A few hundred colours are what is there: so the file is a third as large.
    written = BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _line(pen: ImageDraw.ImageDraw, text: str, top: int, fill: str) -> None:
    font, width = _font(_SMALL), _width()
    for line in cut(wrap(text, width, font.getlength), 1, width, font.getlength):
        pen.text((_MARGIN, top), line, fill, font)


def _title(pen: ImageDraw.ImageDraw, text: str, fill: str) -> None:
    """The title as large as it fits, or cut at the smallest size."""
    width, height = _width(), _TITLE_BOTTOM - _TITLE_TOP
    for size in _TITLE_SIZES:
        font, count = _font(size), int(height / (size * _LEADING))
        lines = wrap(text, width, font.getlength)
        if len(lines) <= count:
            break
    for number, line in enumerate(cut(lines, count, width, font.getlength)):
        pen.text((_MARGIN, _TITLE_TOP + number * size * _LEADING), line, fill, font)


def _width() -> int:
    return SIZE[0] - 2 * _MARGIN


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> str:
    """The text without signs that the font lacks; nothing if it lacks a letter."""
    if any(char.isalpha() and not _has(char) for char in text):
        return ""
    return " ".join("".join(char for char in text if _has(char)).split())


@cache
def _missing() -> bytes:
    return bytes(_font(_SMALL).getmask("\U000f0000"))


@cache
def _has(char: str) -> bool:
    return char.isspace() or bytes(_font(_SMALL).getmask(char)) != _missing()
