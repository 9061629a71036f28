"""Fonts that a site may choose: families that machines have, and files of its own."""

import pytest

from handler.core.model.entries import Json
from handler.core.site.theme.fonts import Font, font_of, title_file

TEXT, BOLD = "/fonts/text.woff2", "/fonts/bold.otf"


@pytest.mark.parametrize(
    ("value", "font"),
    [
        ("serif", Font("serif")),
        (TEXT, Font(files=(("regular", TEXT),))),
        ("/a/Text-Variable.woff2", Font(files=(("variable", "/a/Text-Variable.woff2"),))),
        ("/a/Text[wght].ttf", Font(files=(("variable", "/a/Text[wght].ttf"),))),
        ({"bold": BOLD, "regular": TEXT}, Font(files=(("regular", TEXT), ("bold", BOLD)))),
    ],
)
def test_a_font_is_a_family_or_files(value: Json, font: Font) -> None:
    assert font_of(value) == font


@pytest.mark.parametrize(
    "value",
    [
        *(
            None,
            "",
            7,
            [],
            {},
            "Georgia",
            "text.woff2",
            "//cdn.test/a.woff2",
            "/a.css",
            "/a b.woff2",
        ),
        *(
            '/a".woff2',
            "/a\n.woff2",
            "/가.woff2",
            f"/{'a' * 240}.woff2",
            "https://cdn.test/a.woff2",
        ),
        *({"regular": TEXT, "thin": TEXT}, {"regular": 7}),
        {"regular": f"/{'a' * 120}.ttf", "bold": f"/{'b' * 120}.ttf"},
    ],
)
def test_whatever_else_is_none(value: Json) -> None:
    assert font_of(value) is None


def test_titles_are_set_in_the_boldest_file_of_the_font_that_goes_first() -> None:
    text, heading = font_of({"regular": TEXT, "bold": BOLD}), font_of("/fonts/head.woff2")
    assert title_file(heading, text) == "/fonts/head.woff2"
    assert title_file(None, text) == BOLD
    assert title_file(font_of("serif"), text) == title_file(None, None) == ""
