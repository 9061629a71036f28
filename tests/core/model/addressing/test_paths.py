"""Variants of a path fold to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.paths import fold, neighbouring_days


@pytest.mark.parametrize(
    "path",
    ["/a/B", "/a/b/", "/A/b.html", "/a/b/index.html", "/a/b.htm", "/a/b//", "/a/b/index"],
)
def test_case_slash_and_extension_do_not_matter(path: str) -> None:
    assert fold(path) == "/a/b"


def test_the_front_page_folds_to_a_slash() -> None:
    assert [fold(path) for path in ("/", "/index.html", "//")] == ["/", "/", "/"]


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fold("/cafe\u0301/") == fold("/caf\u00e9")


@given(st.text())
def test_folding_twice_is_folding_once_for_plain_paths(text: str) -> None:
    path = "/" + text.replace(".", "").replace("index", "")
    assert fold(fold(path)) == fold(path)


def test_the_days_before_and_after_are_neighbours_across_months() -> None:
    assert neighbouring_days("/a/2017/12/31/b/") == ("/a/2017/12/30/b/", "/a/2018/01/01/b/")


@pytest.mark.parametrize("path", ["/about/", "/2017/13/01/x/", "/0001/01/01/x/", "/2017/02/30/x/"])
def test_a_path_without_a_possible_day_has_no_neighbours(path: str) -> None:
    assert neighbouring_days(path) == ()
