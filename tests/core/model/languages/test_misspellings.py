"""Names that are one slip away from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.languages.misspellings import is_slip, meant

KNOWN = ("title", "date", "tags", "published", "redirect_from", "author", "authors")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("titel", "title"),
        ("tittle", "title"),
        ("tite", "title"),
        ("tatle", "title"),
        ("Title", "title"),
        ("publised", "published"),
        ("dtae", "date"),
        ("Tags", "tags"),
        ("redirect-from", "redirect_from"),
        ("redirectFrom", "redirect_from"),
        ("redirect from", "redirect_from"),
        ("autor", "author"),
        ("xtitle", "title"),
    ],
)
def test_one_slip_is_understood(written: str, name: str) -> None:
    assert meant(written, KNOWN) == name


@pytest.mark.parametrize(
    "written", ["title", "data", "tabs", "titles", "tag", "dates", "subtitle", "authors", "", "t"]
)
def test_other_names_are_what_they_are(written: str) -> None:
    assert meant(written, KNOWN) == ""


LONG = st.text("abcdefghij", min_size=6, max_size=12)


@given(LONG, st.data())
def test_any_letter_may_be_left_out_or_doubled(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert is_slip(name[:at] + name[at + 1 :], name)
    assert is_slip(name[:at] + "z" + name[at:], name)
    assert is_slip(name[:at] + "z" + name[at + 1 :], name)


@given(LONG, LONG)
def test_who_slips_into_whom_does_not_matter(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)
