"""What templates call to show a post."""

from datetime import timedelta

import pytest

from handler.core.pages.template_functions import by_month, by_year, reading_minutes
from tests.core.builders import DATE, make_entry


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (440, 2), (1100, 5)])
def test_reading_takes_at_least_a_minute(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_posts_are_shown_by_month_and_year_and_what_has_no_date_is_not() -> None:
    new, old, undated = (
        make_entry(),
        make_entry(date=DATE - timedelta(days=300)),
        make_entry(date=None),
    )
    entries = [new, undated, old]
    assert by_month(entries) == {"2017-12": [new], "2017-03": [old]}
    assert by_year(entries) == {"2017": [new, old]}
