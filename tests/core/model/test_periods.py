"""Tests of years, months and moments in keys and paths."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from handler.core.model.periods import is_far_off, month_of, utc, year_of


def test_a_year_has_four_digits() -> None:
    assert year_of(datetime(219, 5, 1)) == "0219"
    assert month_of(datetime(19, 5, 1)) == "0019-05"


def test_a_moment_sorts_by_its_text() -> None:
    moments = [datetime(year, 12, 1, tzinfo=UTC) for year in (1, 19, 219, 2019, 9999)]
    assert sorted(map(utc, moments)) == [utc(moment) for moment in moments]


def test_a_moment_is_in_utc_to_the_second() -> None:
    west = timezone(timedelta(hours=-8))
    assert utc(datetime(2017, 12, 27, 10, 58, 38, 5, west)) == "2017-12-27T18:58:38Z"


@pytest.mark.parametrize(("year", "far"), [(219, True), (1969, False), (2026, False), (9219, True)])
def test_years_that_no_post_is_of_are_told(year: int, far: bool) -> None:
    assert is_far_off(datetime(year, 1, 1)) is far
