"""A site's colours: whatever is chosen can be read. The theme's: they stand in one place."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.theme.colours import MINIMUM_CONTRAST, contrast_of, parse
from handler.core.site.theme.palettes import (
    PALETTES,
    Palette,
    Scheme,
    palettes_of,
    problems_of_colours,
)

ROOT = Path(__file__).parents[4]
STATIC = ROOT / "static"
CSS = (STATIC / "blog.css").read_text()
GROUNDS = [palette.grounds for palette in PALETTES.values()]
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);")
HEX = re.compile(r"(?<![&\w])#(?:[0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
CHOICES = st.one_of(COLOURS, st.fixed_dictionaries({"light": COLOURS, "dark": COLOURS}))
THEMES = st.fixed_dictionaries({}, optional={"paper": CHOICES, "ink": CHOICES, "accent": CHOICES})
TOKENS = ("comment", "keyword", "string", "number", "name", "type", "error")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as texts."""
    return contrast_of(parse(one), parse(other))


def chosen(**theme: Json) -> tuple[Palette, Palette]:
    found = palettes_of(SiteConfig(data={"theme": theme}))
    return found["light"], found["dark"]


def accents(value: Json) -> tuple[str, str]:
    light, dark = chosen(accent=value)
    return light.accent, dark.accent


OURS = accents(None)


def defined(css: str) -> dict[str, tuple[str, str]]:
    """The light and the dark value of each colour that a stylesheet names."""
    return {name: (light, dark) for name, light, dark in PAIR.findall(css)}


def colours_in(*paths: Path) -> list[str]:
    """Each colour that is written out in some files, behind the name of its file."""
    return [f"{path.name}: {found}" for path in paths for found in HEX.findall(path.read_text())]


@given(THEMES)
def test_whatever_is_chosen_every_text_can_be_read_on_every_ground(theme: dict[str, Json]) -> None:
    for palette in chosen(**theme):
        texts = [palette.ink, palette.faded, palette.accent]
        texts += [getattr(palette, f"token_{name}") for name in TOKENS]
        pairs = [(text, ground) for text in texts for ground in palette.grounds]
        grounds = (palette.marked, palette.token_added, palette.token_removed)
        pairs += [(palette.ink, ground) for ground in grounds]
        pairs.append((palette.accent, palette.marked))
        for text, ground in pairs:
            assert contrast(text, ground) >= MINIMUM_CONTRAST, (
                theme,
                text,
                ground,
            )


@given(THEMES)
def test_authors_are_told_of_whatever_is_not_shown_as_they_chose_it(theme: dict[str, Json]) -> None:
    told = " ".join(message for message, _ in problems_of_colours(theme))
    for scheme, palette in zip(PALETTES, chosen(**theme), strict=True):
        for name, value in theme.items():
            if isinstance(value, dict) and value[scheme] != getattr(palette, name):
                assert f"{value[scheme]} is shown as {getattr(palette, name)}" in told


def test_a_readable_accent_is_shown_as_it_is() -> None:
    assert accents("#7a3b9c") == ("#7a3b9c", "#aa82c0")
    assert accents({"light": "#456112", "dark": "#B5CD76"}) == ("#456112", "#b5cd76")


@pytest.mark.parametrize("value", [None, "", "green", "#12", 7, ["#456112"], {"light": "#456112"}])
def test_what_is_no_colour_is_ignored_and_the_author_is_told(value: Json) -> None:
    assert accents(value) == OURS
    assert len(list(problems_of_colours({"accent": value}))) == 1


def test_authors_are_told_of_accents_that_had_to_be_moved() -> None:
    [(message, _)] = problems_of_colours({"accent": "#ffee00"})
    assert "too faint to read on light pages: #ffee00 is shown as #6b6400" in message
    assert not list(problems_of_colours({"accent": "#456112"}))


def test_paper_and_ink_that_stand_alone_are_of_the_scheme_that_they_fit() -> None:
    light, dark = chosen(paper="#fdf6e3", ink="#fff")
    assert (light.paper, dark.paper) == ("#fdf6e3", PALETTES["dark"].paper)
    assert (light.ink, dark.ink) == (PALETTES["light"].ink, "#ffffff")
    assert not list(problems_of_colours({"paper": "#fdf6e3", "ink": "#fff"}))


def test_a_dark_paper_by_day_has_the_colours_that_fit_it() -> None:
    light, dark = chosen(paper={"light": "#101418", "dark": "#101418"})
    assert light == dark
    assert light.ink == PALETTES["dark"].ink


def test_grey_paper_makes_room_for_text() -> None:
    [(message, _)] = problems_of_colours({"paper": {"light": "#808080", "dark": "#000"}})
    assert "has a paper too grey for text on light pages: #808080 is shown as #" in message


def test_the_stylesheet_has_the_colours_of_the_theme() -> None:
    light, dark = (asdict(palette) for palette in PALETTES.values())
    named = {name.replace("_", "-"): (light[name], dark[name]) for name in light}
    assert named.items() <= defined(CSS).items()


def test_the_stylesheet_of_feeds_has_no_colours_but_those_of_pages() -> None:
    css = (STATIC / "feed.css").read_text()
    assert defined(css).items() <= defined(CSS).items()
    assert len(HEX.findall(css)) == 2 * len(defined(css)) > 0


def test_the_desk_is_written_on_the_paper_and_with_the_ink_of_the_theme() -> None:
    desk = defined((STATIC / "desk" / "desk.css").read_text())
    assert [desk[name] for name in ("paper", "ink")] == [
        defined(CSS)[name] for name in ("paper", "ink")
    ]


def test_the_icon_is_paper_on_accent() -> None:
    light = PALETTES["light"]
    assert HEX.findall((STATIC / "favicon.svg").read_text()) == [light.accent, light.paper]


def test_neither_templates_nor_scripts_nor_code_write_out_a_colour() -> None:
    code = (path for path in ROOT.glob("handler/**/*.py") if path.name != "palettes.py")
    assert colours_in(*ROOT.glob("templates/**/*.html"), *STATIC.glob("*.js"), *code) == []


def test_a_site_has_the_colours_of_the_theme_with_its_own_accent() -> None:
    wanted: dict[Scheme, str] = {"light": "#7a3b9c", "dark": "#d0a6e8"}
    site = SiteConfig(data={"theme": {"accent": {"light": "#7a3b9c", "dark": "#d0a6e8"}}})
    assert palettes_of(SiteConfig()) == PALETTES
    found = palettes_of(site)
    assert found == {
        scheme: replace(PALETTES[scheme], accent=accent, marked=found[scheme].marked)
        for scheme, accent in wanted.items()
    }


def test_the_colours_of_the_theme_itself_can_be_read() -> None:
    texts = re.compile(r"ink|faded|accent|token-(?!added|removed)\w+")
    colours = {name: pair for name, pair in defined(CSS).items() if texts.fullmatch(name)}
    assert len(colours) > 8
    for name, pair in colours.items():
        for shown, grounds in zip(pair, GROUNDS, strict=True):
            assert min(contrast(shown, ground) for ground in grounds) >= MINIMUM_CONTRAST, name
