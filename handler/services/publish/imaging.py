"""Reading pictures and making smaller copies of them, with Pillow.

Imported only where a picture was uploaded. Nothing of a file but its pixels and its colour
profile comes into a copy: neither place nor camera nor preview.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from handler.core.model.media.pictures import (
    MAXIMUM_PIXELS,
    MAXIMUM_PIXELS_OF_JPEG,
    MAXIMUM_PIXELS_OF_PROGRESSIVE,
    WIDTHS,
    widths_for,
)
from handler.core.model.problems import ColdpressError

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_JPEG = {"JPEG", "MPO"}  # The latter has a second picture behind the first, as phones write it.
_ANIMATED = {"PNG", "WEBP", "GIF"}
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}
_DEEP = {"F", "I", "I;16", "I;16B", "I;16L"}
_QUALITY = 80
_MAXIMUM_COPY = 4_000_000
"""Bytes; Lambda cannot answer with many more."""
_TALLEST = 16_383
"""Pixels, of WebP. https://developers.google.com/speed/webp/faq"""
_BYTES_OF_DRAWING = 0.4
"""For each pixel; a photo needs more than one."""
_MAXIMUM_PROFILE = 16_000
_CUT_OFF = "it is damaged or cut off"

# What Pillow raises at files that are cut off or made up.
_DAMAGED = (
    *(ArithmeticError, EOFError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError),
    *(TypeError, ValueError, struct.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


class Unreadable(ColdpressError):
    """A file that is no picture, whatever its name says; the text is for its author."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose pixels were not read yet: its size as shown, and whether it moves.

    `is_turned` says whether it is to be turned or mirrored before it is shown, `is_drawing`
    whether it compresses so well without loss that its copies lose nothing either.
    """

    image: Image.Image
    width: int
    height: int
    moves: bool
    is_turned: bool
    is_drawing: bool

    @property
    def is_too_large(self) -> bool:
        """Whether it has too many pixels to be read."""
        pixels = self.width * self.height
        if self.image.format not in _JPEG:
            return pixels > MAXIMUM_PIXELS
        is_progressive = "progressive" in self.image.info
        most = MAXIMUM_PIXELS_OF_PROGRESSIVE if is_progressive else MAXIMUM_PIXELS_OF_JPEG
        smaller = max(scale for scale in (1, 2, 4, 8) if scale <= max(1, self.width // WIDTHS[-1]))
        return pixels > most or pixels > MAXIMUM_PIXELS * smaller**2


def open_picture(data: bytes) -> Opened:
    """The picture in a file; raises `Unreadable`."""
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        # Asked for Exif that is not at the start, Pillow would read all pixels to find it.
        turn = image.getexif().get(_ORIENTATION, 1) if "exif" in image.info else 1
        moves = image.format in _ANIMATED and getattr(image, "is_animated", False)
    except _DAMAGED as error:
        raise Unreadable(_reason(data, error)) from error
    width, height = image.size[::-1] if turn in _SIDEWAYS else image.size
    is_drawing = image.format in {"PNG", "GIF"} and len(data) < width * height * _BYTES_OF_DRAWING
    return Opened(image, width, height, moves, turn != 1, is_drawing)


def copies_of(opened: Opened, limit: int) -> Iterator[tuple[int, bytes]]:
    """Copies of a picture with their widths, as WebP, as long as they have less than `limit` bytes.

    Raises `Unreadable`.
    """
    if opened.moves or opened.is_too_large or opened.image.mode in _DEEP:
        return
    try:
        base = _base(opened)
        for width in widths_for(opened.width):
            height = max(1, round(width * opened.height / opened.width))
            copy = _webp(base, width, height, opened.is_drawing) if height <= _TALLEST else b""
            if not 0 < len(copy) < min(limit, _MAXIMUM_COPY):
                return
            yield width, copy
    except _DAMAGED as error:
        raise Unreadable(_CUT_OFF) from error


def _reason(data: bytes, error: Exception) -> str:
    """What is wrong with a file. It follows from the file alone, as what Pillow says does not."""
    if not data:
        return "it is empty"
    if isinstance(error, UnidentifiedImageError):
        return "it is neither JPEG, PNG, GIF nor WebP, or only the beginning of one"
    if isinstance(error, Image.DecompressionBombError):
        return "it claims to have more pixels than any photo"
    return _CUT_OFF


def _base(opened: Opened) -> Image.Image:
    """The picture upright, and no larger than its largest copy.

    JPEG's own scaling, made while decoding, keeps the memory for a large photo small.
    """
    image, widest = opened.image, WIDTHS[-1]
    share = min(1.0, widest / opened.width)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    image.draft("RGB", (max(1, int(image.width * share)), max(1, int(image.height * share))))
    plain = image if image.mode in {"RGB", "RGBA"} and not _has_key(image) else _in_colour(image)
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if plain.mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    return ImageOps.exif_transpose(plain) if opened.is_turned else plain


def _has_key(image: Image.Image) -> bool:
    """Whether a colour of an image without an alpha channel means nothing is there."""
    return "transparency" in image.info


def _in_colour(image: Image.Image) -> Image.Image:
    """The image in red, green and blue; a profile for other inks than these would not fit."""
    coloured = image.convert("RGBA" if _has_key(image) or image.mode in {"LA", "PA"} else "RGB")
    if image.mode not in {"P", "PA", "RGB"}:
        coloured.info.pop("icc_profile", None)
    return coloured


def _webp(base: Image.Image, width: int, height: int, is_drawing: bool) -> bytes:
    size = (width, height)
    image = base if base.size == size else base.resize(size, Image.Resampling.LANCZOS)
    profile = base.info.get("icc_profile") or b""
    written = BytesIO()
    image.save(
        written,
        "WEBP",
        quality=_QUALITY,
        method=4,
        lossless=is_drawing,
        exif=b"",
        xmp=b"",
        icc_profile=profile if len(profile) <= _MAXIMUM_PROFILE else b"",
    )
    return written.getvalue()
