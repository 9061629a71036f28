"""Which series a post belongs to, and in which order its parts stand."""

import pytest

from handler.core.model.entries import Json
from handler.core.model.series import Part, in_order, read_series, short_title


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Flask[1]: Hello", ("Flask", 1)),
        ("플라스크 [12] : 안녕", ("플라스크", 12)),
        ("Understanding arr[0]: a story", ("Understanding arr", 0)),
        ("Flask[1]", ("", 0)),
        ("[1]: Hello", ("", 0)),
        ("Flask: Hello", ("", 0)),
    ],
)
def test_a_title_tells_series_and_part(title: str, series: tuple[str, int]) -> None:
    assert read_series({}, title) == series


@pytest.mark.parametrize(
    ("values", "series"),
    [
        ({"series": "Web  frameworks"}, ("Web frameworks", 1)),
        ({"series": "Web", "series_part": 3}, ("Web", 3)),
        ({"series_part": 3}, ("Flask", 3)),
        ({"series": False}, ("", 0)),
        ({"series": ["a"], "series_part": 2}, ("", 0)),
        ({"series": "Web", "series_part": True}, ("Web", 1)),
    ],
)
def test_front_matter_goes_before_the_title(
    values: dict[str, Json], series: tuple[str, int]
) -> None:
    assert read_series(values, "Flask[1]: Hello") == series


def test_parts_are_in_order_of_their_numbers_if_all_have_one() -> None:
    first, second, none = Part("/1/", "", "", 1), Part("/2/", "", "", 2), Part("/n/", "")
    assert in_order([second, first]) == (first, second)
    assert in_order([second, none, first]) == (second, none, first)


def test_a_part_is_listed_without_the_name_of_its_series() -> None:
    assert (short_title("Flask[2]: Templates"), short_title("Templates")) == ("Templates",) * 2
