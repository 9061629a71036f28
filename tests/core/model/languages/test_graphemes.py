"""A cut never falls inside what readers take for one character."""

import pytest

from handler.core.model.languages.graphemes import cluster_start

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "cluster",
    [
        "🇰🇷",
        FAMILY,
        "👍🏽",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        SCOTLAND,
        "e\u0301\u0323",
        "한",
        "각",
        "क्षि",
        "が",
        "กำ",
        "\u0e1b\u0e35\u0e48",
    ],
)
def test_a_character_stays_whole(cluster: str) -> None:
    text = f"ab{cluster}{cluster}z"
    starts = {cluster_start(text, at) for at in range(len(text) + 1)}
    size = len(cluster)
    assert starts == {0, 1, 2, 2 + size, 2 + 2 * size, 3 + 2 * size}


def test_flags_are_told_apart_by_pairs() -> None:
    assert [cluster_start("🇰🇷🇯🇵", at) for at in range(5)] == [0, 0, 2, 2, 4]


def test_what_is_not_one_character_may_be_cut_anywhere() -> None:
    text = "aé가나漢字👩👧"
    assert [cluster_start(text, at) for at in range(len(text))] == list(range(len(text)))


def test_a_pile_of_marks_is_cut() -> None:
    assert cluster_start("a" + "\u0301" * 500, 400) == 400


def test_flags_are_told_apart_however_many_there_are() -> None:
    text = "a" + "🇰🇷" * 500
    assert [cluster_start(text, at) for at in (400, 401, 402)] == [399, 401, 401]
