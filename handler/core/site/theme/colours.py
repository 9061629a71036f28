"""Colours: their contrast, and how far one has to be moved to be readable. No IO here."""

import re
from collections.abc import Iterable

from handler.core.model.entries import Json

Colour = tuple[int, int, int]

MINIMUM_CONTRAST = 4.5
"""What WCAG 2.2 asks of text. https://www.w3.org/TR/WCAG22/#contrast-minimum"""
ROOM = 7.0
"""The contrast of paper with black or white that leaves room for colours between them."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS = 50


def is_colour(value: Json) -> bool:
    """Whether a value is a colour in three or six digits behind a `#`."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def parse(text: str) -> Colour:
    """The colour that a text names."""
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: Colour) -> str:
    """A colour as stylesheets have it, in six digits."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def contrast_of(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG computes it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour with a share of another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def end_for(paper: Colour) -> Colour:
    """Black or white, whichever can be read better on a paper."""
    return max(_BLACK, _WHITE, key=lambda end: contrast_of(paper, end))


def is_dark(paper: Colour) -> bool:
    """Whether text on a paper has to be light."""
    return end_for(paper) == _WHITE


def with_room(paper: Colour) -> Colour:
    """The paper, away from middle grey as far as colours need that are to be readable on it."""
    end = end_for(paper)
    away = _BLACK if end == _WHITE else _WHITE
    return next(step for step in _steps(paper, away) if contrast_of(step, end) >= ROOM)


def readable(colour: Colour, grounds: Iterable[Colour]) -> Colour:
    """The colour, moved towards black or white as far as it takes to be readable on grounds."""
    wanted = [*grounds]
    end = end_for(wanted[0])
    found = (step for step in _steps(colour, end) if is_readable(step, wanted))
    return next(found, end)


def is_readable(colour: Colour, grounds: Iterable[Colour]) -> bool:
    """Whether text of a colour can be read on all grounds."""
    return all(contrast_of(colour, ground) >= MINIMUM_CONTRAST for ground in grounds)


def _steps(colour: Colour, end: Colour) -> Iterable[Colour]:
    return (mix(colour, end, step / _STEPS) for step in range(_STEPS + 1))
