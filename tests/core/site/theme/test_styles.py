"""A site's own stylesheet: its name says what is in it, and nothing but what a site may choose."""

import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.theme.styles import Styles, styles_named, styles_of

FILE = "/assets/fonts/Text-Variable.woff2"
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)


def styles(baseurl: str = "", **theme: Json) -> Styles | None:
    return styles_of(SiteConfig(baseurl=baseurl, data={"theme": theme}))


def named(settings: Json) -> str:
    text = urlsafe_b64encode(json.dumps(settings).encode()).decode().rstrip("=")
    return f"theme-{text}.000000000000.css"


@pytest.mark.parametrize(
    "theme",
    [
        {"accent": "#7a3b9c"},
        {"paper": "#fff", "ink": {"light": "#111", "dark": "#eee"}},
        {"font": "old-style", "heading_font": FILE, "width": "wide"},
        {"font": {"regular": "/a.woff2", "bold": "/b.woff2", "italic": "/c.woff2"}},
    ],
)
def test_the_name_of_a_stylesheet_leads_back_to_it(theme: dict[str, Json]) -> None:
    found = styles("/blog", **theme)
    assert found is not None
    assert styles_named(found.file) == found


def test_a_name_with_another_digest_is_the_stylesheet_as_it_is_made_now() -> None:
    found = styles(accent="#7a3b9c")
    assert found is not None
    assert styles_named(f"{found.file[:-16]}000000000000.css") == found


def test_a_site_without_choices_has_no_stylesheet_of_its_own() -> None:
    assert [styles(), styles(width="normal"), styles(font="Comic Sans", accent="red")] == [None] * 3
    assert styles_of(SiteConfig(data={"theme": "minima"})) is None


def test_fonts_are_fetched_from_the_blog_below_its_baseurl() -> None:
    found = styles("/blog", heading_font=FILE)
    assert found is not None
    assert f'src:url("../blog{FILE}");font-weight:100 900' in found.css
    assert "--own-heading:" in found.css
    assert "--own-text:" not in found.css


def test_colours_are_for_screens_and_width_for_paper_too() -> None:
    found = styles(width="narrow", accent="#7a3b9c")
    assert found is not None
    width, colours = found.css.splitlines()
    assert width == ":root{--measure:calc(28*var(--size,1.25rem))}"
    assert colours.startswith("@media screen{:root{--accent:light-dark(#7a3b9c,#aa82c0);")


@pytest.mark.slow
@given(JSON)
def test_nothing_comes_into_a_stylesheet_that_was_not_checked(settings: Json) -> None:
    for name in ("paper", "ink", "accent", "font", "heading_font", "width"):
        found = styles_named(named([{name: settings}, ""]))
        assert found is None or isinstance(settings, str | dict)


@pytest.mark.parametrize(
    "settings",
    [
        [{"font": '/a.woff2");}*{color:red'}, ""],
        [{"font": "/a b.woff2"}, ""],
        [{"font": "https://evil.test/a.woff2"}, ""],
        [{"font": "//evil.test/a.woff2"}, ""],
        [{"width": "1px}"}, ""],
        [{"accent": "#fff;}"}, ""],
        [{"accent": "#7a3b9c"}, '/x"'],
        {"accent": "#7a3b9c"},
        [],
        7,
    ],
)
def test_a_name_that_asks_for_anything_else_is_of_no_stylesheet(settings: Json) -> None:
    assert styles_named(named(settings)) is None


@pytest.mark.parametrize("name", ["theme-!.000000000000.css", "theme-W1.0.css", "blog.css", ""])
def test_other_names_are_no_stylesheets(name: str) -> None:
    assert styles_named(name) is None
