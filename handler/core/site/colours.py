"""The colours of the theme, and a site's own accent, readable on every ground. No IO here.

Whatever shows colours takes them from here. Stylesheets and icons, which are files, repeat them,
and a test holds them to it.

    theme: {accent: "#7a3b9c"}
    theme: {accent: {light: "#7a3b9c", dark: "#d0a6e8"}}

The content security policy forbids styles in pages, so the colours have a stylesheet. Its name
says all that is in it: nothing is stored for it, and no other page has to know of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handler.core.model.entries import Json, SiteConfig, mapping

Scheme = Literal["light", "dark"]
Colour = tuple[int, int, int]

SETTINGS = ("accent",)
"""What `theme` in `_config.yml` can have."""
MINIMUM_CONTRAST = 4.5
"""What WCAG 2.2 asks of text. https://www.w3.org/TR/WCAG22/#contrast-minimum"""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, under the names that they have in the stylesheets."""

    paper: str
    wash: str
    ink: str
    faded: str
    accent: str

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text stands on."""
        return self.paper, self.wash


PALETTES: dict[Scheme, Palette] = {
    "light": Palette(
        paper="#fbfcf9", wash="#f1f4ec", ink="#1e2420", faded="#566157", accent="#456112"
    ),
    "dark": Palette(
        paper="#151917", wash="#1e2421", ink="#dde2da", faded="#9aa698", accent="#b5cd76"
    ),
}

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STYLESHEET = re.compile(r"accent-([0-9a-f]{6})-([0-9a-f]{6})\.css")
_MARK = 0.15
_SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
_FIX = f'Write it as theme: {{accent: "{PALETTES["light"].accent}"}}.'


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour of links and marks in both schemes, as six digits each."""

    light: str
    dark: str

    @property
    def file(self) -> str:
        """The name of its stylesheet."""
        return f"accent-{self.light}-{self.dark}.css"


def accent_of(site: SiteConfig) -> Accent | None:
    """The site's accent, moved towards black or white as far as it takes to be readable."""
    light, dark = (_wanted(site.data.get("theme"), scheme) for scheme in _SCHEMES)
    if light is None or dark is None:
        return None
    return Accent(_digits(_readable(light, "light")), _digits(_readable(dark, "dark")))


def palettes_of(site: SiteConfig) -> dict[Scheme, Palette]:
    """The colours of both schemes, with the site's accent if it has one."""
    accent = accent_of(site)
    if accent is None:
        return PALETTES
    return {
        "light": replace(PALETTES["light"], accent=f"#{accent.light}"),
        "dark": replace(PALETTES["dark"], accent=f"#{accent.dark}"),
    }


def problems_of(theme: Json) -> Iterator[tuple[str, str]]:
    """What is wrong with `theme` in `_config.yml`, each with what to do about it."""
    if not isinstance(theme, dict) or "accent" not in theme:
        return
    for scheme in _SCHEMES:
        wanted = _wanted(theme, scheme)
        if wanted is None:
            yield "has an accent in theme that is not a colour; it is ignored.", _FIX
            return
        if (isinstance(theme["accent"], dict) or scheme == "light") and wanted != (
            shown := _readable(wanted, scheme)
        ):
            message = f"has an accent too faint to read on {scheme} pages: #{_digits(wanted)}"
            yield f"{message} is shown as #{_digits(shown)}.", "Choose one with more contrast."


def stylesheet(file: str) -> str | None:
    """The stylesheet of a name, if it is one of an accent."""
    match = _STYLESHEET.fullmatch(file)
    if match is None:
        return None
    light, dark = (_parse(f"#{digits}") for digits in match.groups())
    marks = _digits(_marked(light, "light")), _digits(_marked(dark, "dark"))
    return (
        f"@media screen{{:root{{--accent:light-dark(#{match[1]},#{match[2]});"
        f"--marked:light-dark(#{marks[0]},#{marks[1]})}}}}\n"
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG computes it."""
    return _contrast(_parse(one), _parse(other))


def _wanted(theme: Json, scheme: Scheme) -> Colour | None:
    accent = mapping(theme).get("accent")
    chosen = accent.get(scheme) if isinstance(accent, dict) else accent
    return _parse(chosen) if isinstance(chosen, str) and _HEX.fullmatch(chosen) else None


def _readable(colour: Colour, scheme: Scheme) -> Colour:
    end = (0, 0, 0) if scheme == "light" else (255, 255, 255)
    steps = (_mix(colour, end, step / 50) for step in range(51))
    return next(step for step in steps if _is_readable(step, scheme))


def _is_readable(colour: Colour, scheme: Scheme) -> bool:
    grounds = [_parse(ground) for ground in PALETTES[scheme].grounds] + [_marked(colour, scheme)]
    return all(_contrast(colour, ground) >= MINIMUM_CONTRAST for ground in grounds)


def _marked(colour: Colour, scheme: Scheme) -> Colour:
    """The ground of marked text: paper with a little of the accent."""
    return _mix(_parse(PALETTES[scheme].paper), colour, _MARK)


def _contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _parse(text: str) -> Colour:
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _digits(colour: Colour) -> str:
    return "".join(f"{part:02x}" for part in colour)
