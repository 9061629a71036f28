"""What programs ask for, in the forms in which they write it."""

import pytest

from handler.core.authoring.micropub.requests import text_of
from handler.core.model.entries import Json


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (["A", "B"], "A"),
        ([{"value": "A", "html": "<p>A</p>"}], "A"),
        ([{"html": "<p>A</p>"}], ""),
        ([{"value": ["A"]}], ""),
        ([7], ""),
        ([], ""),
    ],
)
def test_the_text_of_a_property_is_that_of_its_first_value(values: list[Json], text: str) -> None:
    assert text_of({"name": values}, "name") == text
    assert text_of({}, "name") == ""
