"""The accent: whatever is chosen can be read. The theme's colours: they stand in one place."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.colours import (
    MINIMUM_CONTRAST,
    PALETTES,
    Accent,
    Scheme,
    accent_of,
    contrast,
    palettes_of,
    problems_of,
    stylesheet,
)

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "static"
CSS = (STATIC / "blog.css").read_text()
GROUNDS = [palette.grounds for palette in PALETTES.values()]
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);")
HEX = re.compile(r"(?<![&\w])#(?:[0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def accent(value: Json) -> Accent | None:
    return accent_of(SiteConfig(data={"theme": {"accent": value}}))


def defined(css: str) -> dict[str, tuple[str, str]]:
    """The light and the dark value of each colour that a stylesheet names."""
    return {name: (light, dark) for name, light, dark in PAIR.findall(css)}


def colours_in(*paths: Path) -> list[str]:
    """Each colour that is written out in some files, behind the name of its file."""
    return [f"{path.name}: {found}" for path in paths for found in HEX.findall(path.read_text())]


@given(COLOURS)
def test_every_accent_can_be_read_on_every_ground(colour: str) -> None:
    chosen = accent(colour)
    assert chosen is not None
    css = stylesheet(chosen.file)
    assert css is not None
    marks = css.rpartition("light-dark(")[2].rstrip(")}\n").split(",")
    for shown, grounds, mark in zip((chosen.light, chosen.dark), GROUNDS, marks, strict=True):
        for ground in (*grounds, mark):
            assert contrast(f"#{shown}", ground) >= MINIMUM_CONTRAST


def test_a_readable_accent_is_shown_as_it_is() -> None:
    assert accent("#7a3b9c") == Accent("7a3b9c", "aa82c0")
    assert accent({"light": "#456112", "dark": "#B5CD76"}) == Accent("456112", "b5cd76")


@pytest.mark.parametrize("value", [None, "", "green", "#12", 7, ["#456112"], {"light": "#456112"}])
def test_what_is_no_colour_is_ignored_and_the_author_is_told(value: Json) -> None:
    assert accent(value) is None
    assert len(list(problems_of({"accent": value}))) == 1


def test_authors_are_told_of_accents_that_had_to_be_moved() -> None:
    [(message, _)] = problems_of({"accent": "#ffee00"})
    assert "too faint to read on light pages: #ffee00 is shown as #6b6400" in message
    assert not list(problems_of({"accent": "#456112"}))
    assert not list(problems_of("minima"))


@pytest.mark.parametrize("name", ["accent-456112.css", "accent-456112-ZZZZZZ.css", "blog.css", ""])
def test_other_names_are_no_stylesheets(name: str) -> None:
    assert stylesheet(name) is None


def test_the_stylesheet_has_the_colours_of_the_theme() -> None:
    light, dark = (asdict(palette) for palette in PALETTES.values())
    assert {name: (light[name], dark[name]) for name in light}.items() <= defined(CSS).items()


def test_the_stylesheet_of_feeds_has_no_colours_but_those_of_pages() -> None:
    css = (STATIC / "feed.css").read_text()
    assert defined(css).items() <= defined(CSS).items()
    assert len(HEX.findall(css)) == 2 * len(defined(css)) > 0


def test_the_icon_is_paper_on_accent() -> None:
    light = PALETTES["light"]
    assert HEX.findall((STATIC / "favicon.svg").read_text()) == [light.accent, light.paper]


def test_neither_templates_nor_scripts_nor_code_write_out_a_colour() -> None:
    code = (path for path in ROOT.glob("handler/**/*.py") if path.name != "colours.py")
    assert colours_in(*ROOT.glob("templates/**/*.html"), *STATIC.glob("*.js"), *code) == []


def test_a_site_has_the_colours_of_the_theme_with_its_own_accent() -> None:
    site = SiteConfig(data={"theme": {"accent": {"light": "#7a3b9c", "dark": "#d0a6e8"}}})
    accents: dict[Scheme, str] = {"light": "#7a3b9c", "dark": "#d0a6e8"}
    assert palettes_of(SiteConfig()) == PALETTES
    assert palettes_of(site) == {
        scheme: replace(PALETTES[scheme], accent=accent) for scheme, accent in accents.items()
    }


def test_the_colours_of_the_theme_itself_can_be_read() -> None:
    texts = re.compile(r"ink|faded|accent|token-(?!added|removed)\w+")
    colours = {name: pair for name, pair in defined(CSS).items() if texts.fullmatch(name)}
    assert len(colours) > 8
    for name, pair in colours.items():
        for shown, grounds in zip(pair, GROUNDS, strict=True):
            assert min(contrast(shown, ground) for ground in grounds) >= MINIMUM_CONTRAST, name
