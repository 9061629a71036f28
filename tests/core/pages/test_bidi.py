"""Lines that are written from both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.pages.bidi import is_from_right, visual_runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("Hello, 2017!", [("Hello, 2017!", False)]),
        ("שלום", [("שלום", True)]),
        ("a שלום עולם b", [("a ", False), ("שלום עולם", True), (" b", False)]),
        ("שלום AWS.", [(".", True), ("AWS", False), ("שלום ", True)]),
        ("סעיף 3.1 (א)", [(" (א)", True), ("3.1", False), ("סעיף ", True)]),
        ("مقال 20%", [("%", True), ("20", False), ("مقال ", True)]),
        ("Flask 3.1 في", [("Flask 3.1 ", False), ("في", True)]),
        ("שלום USD 20%", [("USD 20%", False), ("שלום ", True)]),
        ("שלום 20% $5", [("$5", False), (" ", True), ("20%", False), ("שלום ", True)]),
        ("مَ", [("مَ", True)]),
    ],
)
def test_parts_stand_in_the_order_in_which_they_are_seen(
    text: str, runs: list[tuple[str, bool]]
) -> None:
    assert visual_runs(text, from_right=is_from_right(text)) == runs


@given(st.text("ab 12.,%$-(א)بَ٣"), st.booleans())
def test_no_letter_is_lost(text: str, from_right: bool) -> None:
    runs = visual_runs(text, from_right=from_right)
    assert sorted("".join(part for part, _ in runs)) == sorted(text)


@pytest.mark.parametrize(("text", "answer"), [("12 א a", True), ("«a א", False), ("12", False)])
def test_the_first_letter_tells_where_a_text_begins(text: str, answer: bool) -> None:
    assert is_from_right(text) == answer
