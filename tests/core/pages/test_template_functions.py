"""What templates call to show a post."""

import pytest

from handler.core.pages.template_functions import reading_minutes


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (440, 2), (1100, 5)])
def test_reading_takes_at_least_a_minute(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes
