"""Which tags, categories and authors list a post."""

from dataclasses import replace

from handler.core.model.listed import listed_authors, listed_terms, unlisted_labels
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


def test_authors_come_before_all_labels_and_ten_at_most() -> None:
    entry = replace(make_entry(tags=("a",)), authors=tuple(f"Kim {n}" for n in range(12)))
    listed = listed_terms(entry)
    assert [*listed][:1] + [*listed][-1:] == [("author", "kim-0"), ("tag", "a")]
    assert len(listed) == 11


def test_the_slug_of_an_author_is_that_of_the_key_and_the_first_of_two_names_counts() -> None:
    entry = replace(make_entry(), authors=("Kim Lee", "K. Lee", "..."), author_slugs=("kim",) * 3)
    assert listed_authors(entry) == {"kim": "Kim Lee"}
    assert listed_authors(replace(entry, author_slugs=())) == {
        "kim-lee": "Kim Lee",
        "k.-lee": "K. Lee",
    }


def test_who_can_have_no_address_is_in_no_list() -> None:
    assert listed_authors(replace(make_entry(), authors=("...", "x" * 201))) == {}
