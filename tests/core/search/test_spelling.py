"""What a mistyped word may have meant."""

import sys
from itertools import product
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.search.spelling import Comparison, best_match, is_checkable

POSTS = {"cache": 9, "caches": 2, "cached": 5, "queue": 4, "flask": 7, "flash": 1, "flaske": 0}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cahce", "cache"),
        ("quue", "queue"),
        ("lfask", "flask"),
        ("flasc", "flask"),
        ("queuueu", "queue"),
        ("xyzzy", None),
    ],
)
def test_the_nearest_word_is_meant(typed: str, meant: str | None) -> None:
    assert best_match(typed, POSTS, POSTS.__getitem__) == meant


def test_of_equally_near_words_the_one_in_most_posts_is_meant() -> None:
    assert best_match("flass", POSTS, POSTS.__getitem__) == "flask"


def test_a_word_that_no_post_has_any_more_is_not_meant() -> None:
    assert best_match("flaske", POSTS, POSTS.__getitem__) == "flask"
    assert best_match("cachess", {"caches": 0}, {"caches": 0}.__getitem__) is None


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "xyz", 3)]
)
def test_slips_of_the_finger_are_counted(one: str, other: str, slips: int) -> None:
    assert Comparison(one, 3).slips(other) == slips


def test_short_words_numbers_and_pairs_of_characters_are_not_checked() -> None:
    assert [is_checkable(word) for word in ("cat", "2017a", "검색", "tides")] == [False] * 3 + [
        True
    ]


ENDS = ["".join(letters) for letters in product("abcdefghijkl", repeat=4)]
LONG = "internationalisationofextraordin"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (f"{LONG}zzzz", [LONG + end for end in ENDS]),
        (f"{LONG[:3]}x{LONG[4:]}zzzz", [LONG + end for end in ENDS]),
        (LONG, [LONG[:8] + end + LONG[12:] for end in ENDS]),
        ("a" * 12, ["a" * 8 + end for end in ENDS]),
    ],
)
def test_many_words_that_hardly_differ_take_little_each(typed: str, words: list[str]) -> None:
    calls = 0

    def count(context: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        best_match(typed, words, lambda _: 1)
    finally:
        sys.setprofile(None)
    # A table of its own for each word would take a hundred calls and more.
    assert calls < 50 * len(words)


@given(
    st.text("abc", min_size=1, max_size=8), st.lists(st.text("abc", max_size=10)), st.integers(1, 3)
)
def test_in_whatever_order_words_come_slips_are_counted_alike(
    word: str, others: list[str], limit: int
) -> None:
    comparison = Comparison(word, limit)
    for other in others:
        assert comparison.slips(other) == Comparison(word, limit).slips(other)
        assert (comparison.slips(other) == 0) == (word == other)
