"""Drawing cards with Pillow. Imported only when a card is drawn that nobody asked for before."""

from contextlib import suppress
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from handler.core.pages.cards import SIZE, Card, cut, wrap
from handler.core.site.theme.palettes import Palette
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
_STEPS = 20
"""From paper to a colour; the three of a card make 63 shades."""
_NO_CHARACTER = "\U000f0000"


def draw(card: Card, own: bytes = b"") -> bytes:
    """The card as PNG, its words in the blog's `own` font as far as that has their letters."""
    colours = card.palette
    image = Image.new("RGB", SIZE, colours.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, _BAR, SIZE[1]), fill=colours.accent)
    blog, title = _drawable(card.blog) or _drawable(card.host), _drawable(card.title)
    _line(pen, blog if title else "", _MARGIN, colours.accent, own)
    _title(pen, title or blog, colours.ink, own)
    date = _drawable(card.date) or card.day
    _line(pen, date, SIZE[1] - _MARGIN - _SMALL, colours.faded, own)
    # Shades between paper and words are all that is there: so the file is a third as large.
    written = BytesIO()
    shades = _shades(colours)
    image.quantize(palette=shades, dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@lru_cache(8)
def _shades(colours: Palette) -> Image.Image:
    """The colours of letters and their edges; to look for them takes ten times as long."""
    paper = ImageColor.getrgb(colours.paper)
    shades = Image.new("P", (1, 1))
    shades.putpalette(
        [
            round(low + (high - low) * step / _STEPS)
            for name in (colours.ink, colours.accent, colours.faded)
            for step in range(_STEPS + 1)
            for low, high in zip(paper, ImageColor.getrgb(name), strict=True)
        ]
    )
    return shades


def _line(pen: ImageDraw.ImageDraw, text: str, top: int, fill: str, own: bytes) -> None:
    font, width = _font_for(text, _SMALL, own), _width()
    for line in cut(wrap(text, width, font.getlength), 1, width, font.getlength):
        pen.text((_MARGIN, top), line, fill, font)


def _title(pen: ImageDraw.ImageDraw, text: str, fill: str, own: bytes) -> None:
    """The title as large as it fits, or cut at the smallest size."""
    width, height = _width(), _TITLE_BOTTOM - _TITLE_TOP
    for size in _TITLE_SIZES:
        font, count = _font_for(text, size, own), int(height / (size * _LEADING))
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


def _font_for(text: str, size: int, own: bytes) -> ImageFont.FreeTypeFont:
    """The blog's own font if it has all letters of a text, else ours."""
    if not own:
        return _font(size)
    font = _own(own, size)
    missing = bytes(font.getmask(_NO_CHARACTER))
    has_all = all(char.isspace() or bytes(font.getmask(char)) != missing for char in {*text})
    return font if has_all else _font(size)


@lru_cache(8)
def _own(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
    with suppress(OSError):  # Of one whose weight cannot be set.
        font.set_variation_by_name("Bold")
    return font


def _drawable(text: str) -> str:
    """The text without signs that the font lacks; nothing if it lacks a letter."""
    if any(char.isalpha() and not _has(char) for char in text):
        return ""
    return " ".join("".join(char for char in text if _has(char)).split())


@cache
def _missing() -> bytes:
    return bytes(_font(_SMALL).getmask(_NO_CHARACTER))


@cache
def _has(char: str) -> bool:
    return char.isspace() or bytes(_font(_SMALL).getmask(char)) != _missing()
