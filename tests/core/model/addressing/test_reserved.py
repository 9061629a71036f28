"""Which addresses the blog keeps for itself, and which it shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.addresses import Listing, parse, path_of
from handler.core.model.addressing.reserved import (
    heads_listing,
    is_reserved,
    is_yielding,
    listing_below,
)
from handler.core.model.terms import TermKind, term_slug

LABELS = st.text(max_size=30).map(term_slug)
KINDS: st.SearchStrategy[TermKind] = st.sampled_from(["tag", "category", "author"])


def test_posts_cannot_own_the_blogs_own_paths() -> None:
    paths = ["/", "/tags/", "/tags/flask/", "/2017/", "/feed.xml", "/healthz", "/about/"]
    assert [is_reserved(path) for path in paths] == [True] * 6 + [False]


def test_whatever_is_below_authors_belongs_to_the_blog_s_files_first() -> None:
    paths = ["/authors/", "/authors/kim/", "/authors/kim/feed.xml", "/authors/kim/2017/"]
    assert [(is_yielding(parse(path)), is_reserved(path)) for path in paths] == [(True, False)] * 4


@given(KINDS, LABELS)
def test_any_term_has_a_listing_above_which_a_page_may_stand_however_its_path_is_written(
    kind: TermKind, slug: str
) -> None:
    listing = Listing(kind, slug)
    path = path_of(listing)
    assert parse(path) == listing
    assert heads_listing(listing)
    assert listing_below(path) == listing
    if not slug.endswith((".html", ".htm")) and slug != "index":
        assert listing_below(f"{path[:-1]}.html") == listing


@pytest.mark.parametrize("path", ["/", "/about/", "/tags/", "/2017/", "/tags/a/b/", "/tag/a/"])
def test_below_other_pages_there_is_no_listing(path: str) -> None:
    assert listing_below(path) is None
