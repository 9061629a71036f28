"""What a mistyped word may have meant."""

import pytest

from handler.core.search.spelling import Comparison, best_match, is_checkable

VOCABULARY = [("cache", 9), ("caches", 2), ("cached", 5), ("queue", 4), ("flask", 7), ("flash", 1)]


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
    assert best_match(typed, VOCABULARY) == meant


def test_of_equally_near_words_the_one_in_most_posts_is_meant() -> None:
    assert best_match("flass", VOCABULARY) == "flask"


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "xyz", 3)]
)
def test_slips_of_the_finger_are_counted(one: str, other: str, slips: int) -> None:
    assert Comparison(one, 3).slips(other) == slips


def test_short_words_numbers_and_pairs_of_characters_are_not_checked() -> None:
    assert [is_checkable(word) for word in ("cat", "2017a", "검색", "tides")] == [False] * 3 + [
        True
    ]
