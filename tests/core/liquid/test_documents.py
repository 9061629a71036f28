"""The documents of a collection are in Jekyll's order."""

import pytest

from handler.core.liquid.values.documents import in_order
from handler.core.model.entries import Json


def names(documents: list[dict[str, Json]], **settings: Json) -> str:
    found = [
        {"path": f"_a/{each['name']}.md", "collection": "a", **each} for each in reversed(documents)
    ]
    shown = in_order(found, settings, None)
    return "".join(str(each["name"]) for each in shown if isinstance(each, dict))


@pytest.mark.parametrize(
    ("values", "settings", "order"),
    [
        ([{}, {}, {}], {}, "abc"),
        (
            [{"date": "2020-01-02T00:00:00+00:00"}, {"date": "2020-01-01T00:00:00+00:00"}, {}],
            {},
            "bac",
        ),
        ([{"date": "2020-01-01T23:00:00-05:00"}, {"date": "2020-01-02T01:00:00+00:00"}], {}, "ba"),
        ([{"rank": 2}, {"rank": 1.5}, {}], {"sort_by": "rank"}, "bac"),
        ([{"rank": "b"}, {"rank": "a"}], {"sort_by": "rank"}, "ba"),
        ([{"rank": "b"}, {"rank": 1}, {"rank": None}], {"sort_by": "rank"}, "abc"),
        ([{}, {}, {}], {"order": ["c.md", "no.md", "a.md"]}, "cab"),
        ([{}, {}], {"sort_by": 5, "order": 5}, "ab"),
    ],
)
def test_they_are_ordered_by_date_and_name_or_as_the_collection_says(
    values: list[dict[str, Json]], settings: dict[str, Json], order: str
) -> None:
    documents = [{"name": name, **each} for name, each in zip("abc", values, strict=False)]
    assert names(documents, **settings) == order


def test_dates_are_as_ruby_prints_them() -> None:
    (shown,) = in_order([{"path": "_a/a.md", "date": "2020-01-01T10:00:00+02:00"}], {}, "UTC")
    assert isinstance(shown, dict)
    assert shown["date"] == "2020-01-01 08:00:00 +0000"
