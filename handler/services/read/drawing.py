"""Drawing cards with Pillow. Imported only when a card is drawn that nobody asked for before."""

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from handler.core.pages.bidi import is_from_right
from handler.core.pages.cards import SIZE, Card, Measure, cut, wrap
from handler.core.site.theme.palettes import Palette
from handler.services.read.lettering import lines

_MARGIN = 80
_BAR = 16
_TITLE_TOP, _TITLE_BOTTOM = 180, 480
_TITLE_SIZES = (84, 72, 62, 54, 46)
_LEADING = 1.25
_SMALL = 34
_WIDTH = SIZE[0] - 2 * _MARGIN
_HEIGHT = _TITLE_BOTTOM - _TITLE_TOP
_STEPS = 20
"""From paper to a colour; the three of a card make 63 shades."""
_NO_CHARACTER = "\U000f0000"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn on: from which side it is read, and the blog's own font, if it has one."""

    pen: ImageDraw.ImageDraw
    from_right: bool
    own: bytes

    def line(self, text: str, top: float, fill: str, size: int) -> None:
        """Draw a line at the side where reading begins."""
        left: float = _MARGIN
        if self.from_right:
            left = SIZE[0] - _MARGIN - self.measure(text, size)(text)
        if font := self.font(text, size):
            self.pen.text((left, top), text, fill, font)
        else:
            lines.draw(self.pen, (left, top), text, fill, size)

    def measure(self, text: str, size: int) -> Measure:
        """What tells how wide parts of a text are."""
        font = self.font(text, size)
        return font.getlength if font else partial(lines.width, size=size)

    def font(self, text: str, size: int) -> ImageFont.FreeTypeFont | None:
        """The blog's own font, if it has all letters of a text."""
        return _own_font(text, size, self.own) if self.own else None


def draw(card: Card, own: bytes = b"") -> bytes:
    """The card as PNG, its words in the blog's `own` font as far as that has their letters."""
    colours = card.palette
    image = Image.new("RGB", SIZE, colours.paper)
    blog, title = lines.drawable(card.blog) or lines.drawable(card.host), lines.drawable(card.title)
    sheet = _Sheet(ImageDraw.Draw(image), is_from_right(title or blog), own)
    edge = SIZE[0] - _BAR if sheet.from_right else 0
    sheet.pen.rectangle((edge, 0, edge + _BAR, SIZE[1]), fill=colours.accent)
    _line(sheet, blog if title else "", _MARGIN, colours.accent)
    _title(sheet, title or blog, colours.ink)
    date = lines.drawable(card.date) or card.day
    _line(sheet, date, SIZE[1] - _MARGIN - _SMALL, colours.faded)
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


def _line(sheet: _Sheet, text: str, top: int, fill: str) -> None:
    measure = sheet.measure(text, _SMALL)
    for line in cut(wrap(text, _WIDTH, measure), 1, _WIDTH, measure):
        sheet.line(line, top, fill, _SMALL)


def _title(sheet: _Sheet, text: str, fill: str) -> None:
    """The title as large as it fits, or cut at the smallest size."""
    for size in _TITLE_SIZES:
        measure, count = sheet.measure(text, size), int(_HEIGHT / (size * _LEADING))
        wrapped = wrap(text, _WIDTH, measure)
        if len(wrapped) <= count:
            break
    for number, line in enumerate(cut(wrapped, count, _WIDTH, measure)):
        sheet.line(line, _TITLE_TOP + number * size * _LEADING, fill, size)


def _own_font(text: str, size: int, own: bytes) -> ImageFont.FreeTypeFont | None:
    if lines.is_joined(text):
        return None
    font = _own(own, size)
    missing = bytes(font.getmask(_NO_CHARACTER))
    has_all = all(char.isspace() or bytes(font.getmask(char)) != missing for char in {*text})
    return font if has_all else None


@lru_cache(8)
def _own(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
    with suppress(OSError):  # Of one whose weight cannot be set.
        font.set_variation_by_name("Bold")
    return font
