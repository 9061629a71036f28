"""The accent: whatever is chosen can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.colours import (
    GROUNDS,
    MINIMUM_CONTRAST,
    Accent,
    accent_of,
    contrast,
    problems_of,
    stylesheet,
)

CSS = (Path(__file__).parents[3] / "static" / "blog.css").read_text()
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def accent(value: Json) -> Accent | None:
    return accent_of(SiteConfig(data={"theme": {"accent": value}}))


def defined(name: str) -> list[str]:
    """The light and the dark value of a property of the stylesheet."""
    match = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", CSS)
    assert match is not None, name
    return list(match.groups())


@given(COLOURS)
def test_every_accent_can_be_read_on_every_ground(colour: str) -> None:
    chosen = accent(colour)
    assert chosen is not None
    css = stylesheet(chosen.file)
    assert css is not None
    marks = css.rpartition("light-dark(")[2].rstrip(")}\n").split(",")
    for shown, grounds, mark in zip(
        (chosen.light, chosen.dark), GROUNDS.values(), marks, strict=True
    ):
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


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    pairs = zip(defined("paper"), defined("wash"), strict=True)
    assert list(GROUNDS.values()) == list(pairs)


def test_the_colours_of_the_theme_itself_can_be_read() -> None:
    names = re.findall(r"--((?:ink|faded|accent|token-(?!added|removed)\w+)): light-dark", CSS)
    assert len(names) > 8
    for name in names:
        for shown, grounds in zip(defined(name), GROUNDS.values(), strict=True):
            assert min(contrast(shown, ground) for ground in grounds) >= MINIMUM_CONTRAST, name
