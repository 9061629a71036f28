"""The colours of the theme, and a site's own, readable on every ground. No IO here.

Whatever shows colours takes them from here. Stylesheets and icons, which are files, repeat them,
and a test holds them to it.

    theme: {paper: "#fdf6e3", ink: "#002b36", accent: {light: "#7a3b9c", dark: "#d0a6e8"}}
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.site.theme.colours import (
    Colour,
    end_for,
    is_colour,
    is_dark,
    is_readable,
    mix,
    parse,
    readable,
    with_room,
    written,
)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, under the names that they have in the stylesheets."""

    paper: str
    wash: str
    ink: str
    faded: str
    line: str
    accent: str
    marked: str
    token_comment: str
    token_keyword: str
    token_string: str
    token_number: str
    token_name: str
    token_type: str
    token_error: str
    token_added: str
    token_removed: str

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text stands on."""
        return self.paper, self.wash


PALETTES: dict[Scheme, Palette] = {
    "light": Palette(
        paper="#fbfcf9",
        wash="#f1f4ec",
        ink="#1e2420",
        faded="#566157",
        line="#dbe1d4",
        accent="#456112",
        marked="#e6eecb",
        token_comment="#5b685d",
        token_keyword="#7d2e68",
        token_string="#3d6212",
        token_number="#94450b",
        token_name="#1c5a80",
        token_type="#0d645c",
        token_error="#a52a22",
        token_added="#e0f0d4",
        token_removed="#fae3de",
    ),
    "dark": Palette(
        paper="#151917",
        wash="#1e2421",
        ink="#dde2da",
        faded="#9aa698",
        line="#333c36",
        accent="#b5cd76",
        marked="#2c3619",
        token_comment="#98a598",
        token_keyword="#dd9fca",
        token_string="#b2ca79",
        token_number="#e6a876",
        token_name="#8cc2e6",
        token_type="#79cabd",
        token_error="#f0998f",
        token_added="#1f331b",
        token_removed="#432622",
    ),
}
SCANNED = ("#000", "#fff")
"""Dark and light of what cameras read, in every scheme."""
_TEXTS = tuple(
    f"token_{name}" for name in ("comment", "keyword", "string", "number", "name", "type", "error")
)
_MARK, _WASH, _LINE, _FADED = 0.15, 0.05, 0.15, 0.25
_NAMES = ("paper", "ink", "accent")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The colours that a site chose for one scheme, each empty if it did not."""

    paper: str = ""
    ink: str = ""
    accent: str = ""


def palettes_of(site: SiteConfig) -> dict[Scheme, Palette]:
    """The colours of both schemes, with the site's own, moved as far as it takes to be readable."""
    theme = mapping(site.data.get("theme"))
    return {scheme: palette(scheme, _chosen(theme, scheme)) for scheme in SCHEMES}


def _chosen(theme: dict[str, Json], scheme: Scheme) -> Chosen:
    return Chosen(*(_colour(theme.get(name), name, scheme) for name in _NAMES))


def _colour(value: Json, name: str, scheme: Scheme) -> str:
    """The colour for a scheme. One that stands alone is an accent in both; paper and ink are light
    or dark themselves, and of the scheme that they fit."""
    if not all(map(is_colour, _written_in(value))):
        return ""
    chosen = str(value[scheme] if isinstance(value, dict) else value)
    if not isinstance(value, dict) and name != "accent" and scheme != _scheme_of(chosen, name):
        return ""
    return written(parse(chosen))


def _scheme_of(colour: str, name: str) -> Scheme:
    return "dark" if is_dark(parse(colour)) == (name == "paper") else "light"


@lru_cache(64)
def palette(scheme: Scheme, chosen: Chosen) -> Palette:
    """The colours of a scheme that are made of chosen ones."""
    known = PALETTES[scheme]
    if chosen.paper:
        known = _on_paper(with_room(parse(chosen.paper)))
    if chosen.accent:
        known = _with_accent(known, parse(chosen.accent))
    if chosen == Chosen(accent=chosen.accent):
        return known
    return _with_ink(known, parse(chosen.ink or known.ink), is_own=bool(chosen.ink))


def _on_paper(paper: Colour) -> Palette:
    """The colours of the theme that fit a paper; text is looked after later."""
    known, end = PALETTES["dark" if is_dark(paper) else "light"], end_for(paper)
    wash, line = mix(paper, end, _WASH), mix(paper, end, _LINE)
    tokens = {name: _moved(getattr(known, name), [paper, wash]) for name in _TEXTS}
    other = replace(known, paper=written(paper), wash=written(wash), line=written(line), **tokens)
    return _with_accent(other, parse(known.accent))


def _with_accent(known: Palette, wanted: Colour) -> Palette:
    paper, wash = map(parse, known.grounds)
    accent = _readable_accent(wanted, paper, wash)
    return replace(known, accent=written(accent), marked=written(mix(paper, accent, _MARK)))


def _readable_accent(wanted: Colour, paper: Colour, wash: Colour) -> Colour:
    """An accent that can be read on marked text too, whose ground has a little of it."""
    end = end_for(paper)
    steps = (mix(wanted, end, step / 50) for step in range(51))
    return next(
        (step for step in steps if is_readable(step, [paper, wash, mix(paper, step, _MARK)])), end
    )


def _with_ink(known: Palette, wanted: Colour, *, is_own: bool) -> Palette:
    paper, wash = map(parse, known.grounds)
    others = map(parse, (known.marked, known.token_added, known.token_removed))
    ink = readable(wanted, [paper, wash, *others])
    pale = mix(ink, paper, _FADED) if is_own else parse(known.faded)
    return replace(known, ink=written(ink), faded=written(readable(pale, [paper, wash])))


def _moved(colour: str, grounds: list[Colour]) -> str:
    return written(readable(parse(colour), grounds))


def problems_of_colours(theme: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """What is wrong with the colours in `theme`, each with what to do about it."""
    for name in _NAMES:
        if name in theme:
            yield from _problems_of(name, theme)


def _problems_of(name: str, theme: dict[str, Json]) -> Iterator[tuple[str, str]]:
    value = theme[name]
    if not all(map(is_colour, _written_in(value))):
        example = getattr(PALETTES["light"], name)
        message = f"has {_article(name)} in theme that is not a colour; it is ignored."
        yield message, f'Write it as theme: {{{name}: "{example}"}}.'
        return
    for scheme in SCHEMES:
        wanted, shown = _colour(value, name, scheme), getattr(_palette_of(theme, scheme), name)
        if wanted and wanted != shown and _is_told(name, value, scheme):
            why = "too grey for text" if name == "paper" else "too faint to read"
            message = f"has {_article(name)} {why} on {scheme} pages: {wanted} is shown as {shown}."
            yield message, "Choose one with more contrast."


def _written_in(value: Json) -> list[Json]:
    """The colours of a setting; a pair that lacks one has a wrong one."""
    return [value.get(scheme) for scheme in SCHEMES] if isinstance(value, dict) else [value]


def _palette_of(theme: dict[str, Json], scheme: Scheme) -> Palette:
    return palette(scheme, _chosen(theme, scheme))


def _is_told(name: str, value: Json, scheme: Scheme) -> bool:
    """An accent that stands alone is chosen for light pages, and is expected to differ in the
    dark."""
    return isinstance(value, dict) or name != "accent" or scheme == "light"


def _article(name: str) -> str:
    return {"paper": "a paper", "ink": "an ink", "accent": "an accent"}[name]
