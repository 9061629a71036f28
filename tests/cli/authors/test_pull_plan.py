"""What a pull would do, decided without a bucket or a folder."""

import pytest

from handler.cli.authors.pull_plan import Pull, overtaken, plan, updated
from handler.cli.authors.pull_record import Record

BASE = Record({"a": "1"}, {"a": "1"})
NOTHING = Pull(())


@pytest.mark.parametrize(
    ("stored", "here", "base", "expected"),
    [
        ({"a": "1"}, {}, Record(), Pull(("a",))),
        ({"a": "1"}, {"a": "1"}, Record(), NOTHING),
        ({"a": "2"}, {"a": "1"}, BASE, Pull(("a",))),
        ({"a": "1"}, {"a": "2"}, BASE, NOTHING),
        ({"a": "2"}, {"a": "3"}, BASE, Pull((), differing=("a",))),
        ({"a": "2"}, {"a": "1"}, Record(), Pull((), differing=("a",))),
        ({"a": "1"}, {}, BASE, Pull((), left=("a",))),
        ({"a": "2"}, {}, BASE, Pull(("a",))),
        ({}, {"a": "1"}, BASE, Pull((), gone=("a",))),
        ({}, {"a": "2"}, BASE, NOTHING),
        ({}, {"a": "1"}, Record(), NOTHING),
    ],
)
def test_what_was_changed_here_is_left_and_what_others_changed_is_fetched(
    stored: dict[str, str], here: dict[str, str], base: Record, expected: Pull
) -> None:
    assert plan(stored, here, base, overwrite=False) == expected


def test_all_that_differs_is_fetched_if_told() -> None:
    here = {"a": "2", "b": "2"}
    assert plan({"a": "1", "b": "3", "c": "1"}, here, BASE, overwrite=True) == Pull(("a", "b", "c"))


def test_a_file_whose_tag_in_the_bucket_does_not_tell_what_is_in_it_is_fetched_once() -> None:
    base = updated(Record(), {"a": "of a key"}, {"a": "1"}, ["a"])
    assert plan({"a": "of a key"}, {"a": "1"}, base, overwrite=False) == NOTHING
    assert plan({"a": "other"}, {"a": "1"}, base, overwrite=False) == Pull(("a",))
    assert plan({"a": "of a key"}, {"a": "2"}, base, overwrite=False) == NOTHING


def test_others_have_changed_what_is_not_as_it_was_pulled() -> None:
    stored = {"a": "2", "b": "1", "c": "1"}
    base = Record({"a": "1", "b": "1"}, {})
    assert overtaken(["a", "b", "c", "d"], stored, base) == ("a", "c")


def test_what_is_gone_from_both_is_forgotten() -> None:
    assert updated(BASE, {}, {}, ["a"]) == Record()
    assert updated(BASE, {"b": "1"}, {"b": "1"}, ["b"]) == Record(
        {"a": "1", "b": "1"}, {"a": "1", "b": "1"}
    )
