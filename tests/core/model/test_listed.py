"""Which tags and categories list a post."""

from handler.core.model.listed import listed_terms, unlisted_labels
from tests.core.builders import make_entry


def test_categories_go_first_and_the_first_of_two_spellings_counts() -> None:
    entry = make_entry(tags=("Flask", "flask", "b"), categories=("c",))
    assert list(listed_terms(entry).items()) == [
        (("category", "c"), "c"),
        (("tag", "flask"), "Flask"),
        (("tag", "b"), "b"),
    ]


def test_forty_labels_are_listed_and_the_rest_is_told() -> None:
    entry = make_entry(tags=tuple(f"t{number}" for number in range(60)), categories=("c",))
    assert len(listed_terms(entry)) == 40
    assert unlisted_labels(entry) == tuple(f"t{number}" for number in range(39, 60))


def test_redirects_leave_room_for_fewer() -> None:
    labels = tuple(f"t{number}" for number in range(40))
    entry = make_entry(tags=labels, redirect_from=tuple(f"/old/{n}/" for n in range(30)))
    assert len(listed_terms(entry)) == 26
    many = make_entry(tags=labels, redirect_from=tuple(f"/old/{n}/" for n in range(90)))
    assert listed_terms(many) == {}
