"""Labels and their addresses."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handler.core.model.addressing.addresses import Listing, parse, path_of
from handler.core.model.terms import term_slug


@pytest.mark.parametrize(
    "labels", [["Machine Learning", "machine-learning", " machine  learning "], ["Flask", "FLASK"]]
)
def test_labels_that_differ_by_case_or_spacing_are_one_term(labels: list[str]) -> None:
    assert len({term_slug(label) for label in labels}) == 1


def test_symbols_tell_languages_apart() -> None:
    assert [term_slug(label) for label in ("C", "C++", "C#", ".NET")] == ["c", "c++", "c#", "net"]


@given(st.text())
@example("Μαΐου")
def test_every_label_has_a_path_that_leads_back_to_it(label: str) -> None:
    slug = term_slug(label)
    assert term_slug(slug) == slug
    assert parse(path_of(Listing("tag", slug))) == Listing("tag", slug)
