"""Paths name pages, and pages have one path."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Cursor,
    Feed,
    Listing,
    Robots,
    Sitemap,
    Terms,
    parse,
    path_of,
)

CURSOR = Cursor("before", datetime(2017, 12, 27, 18, 58, 38, tzinfo=UTC), "/2017/12/27/hello/")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", Listing("all")),
        ("/tags/", Terms("tag")),
        ("/categories/", Terms("category")),
        ("/archive/", Terms("year")),
        ("/tags/c++/", Listing("tag", "c++")),
        ("/categories/한국어/", Listing("category", "한국어")),
        ("/2017/", Listing("year", "2017")),
        ("/2017/12/", Listing("month", "2017-12")),
        ("/feed.xml", Feed("all", "", "atom")),
        ("/tags/flask/feed.json", Feed("tag", "flask", "json")),
        ("/sitemap.xml", Sitemap()),
        ("/sitemap-2017-12.xml", Sitemap("2017-12")),
        ("/robots.txt", Robots()),
        ("/before/20171227T185838Z/2017/12/27/hello/", Listing("all", "", CURSOR)),
        ("/tags/flask/before/20171227T185838Z/2017/12/27/hello/", Listing("tag", "flask", CURSOR)),
        ("/about/", Content("/about/")),
    ],
)
def test_a_path_names_a_page_and_the_page_has_that_path(path: str, address: Address) -> None:
    assert parse(path) == address
    assert path_of(address) == path


@pytest.mark.parametrize(
    "path",
    [
        "/tags/Flask/",
        "/tags/a b/",
        "/2017/13/",
        "/20171/",
        "/before/20171327T185838Z/x",
        "/before/20171227T185838Z",
        "/tags/a/b/before/20171227T185838Z/x/",
        "/sitemap-2017-00.xml",
        "/２０１７/",
        "/٢٠١٧/12/",
        "/sitemap-２０１７-12.xml",
        "/before/２0171227T185838Z/2017/12/27/hello/",
        "/before/20171227T185838Z/x/before/20171227T185838Z/x/",
        "/before/20171227T185838Z/before/20171227T185838Z/x/",
        "",
    ],
)
def test_what_only_looks_like_a_page_of_the_blog_is_content(path: str) -> None:
    assert parse(path) == Content(path)


PARTS = st.sampled_from(
    [
        *"/09٣",
        "tags/",
        "authors/",
        "flask/",
        "before/",
        "after/",
        "20171227T185838Z",
        "2017/",
        "12/",
        "feed.xml",
    ]
)


@given(st.lists(PARTS, max_size=8).map("".join))
def test_what_names_a_page_is_written_as_the_blog_writes_it(path: str) -> None:
    assert path_of(parse(f"/{path}")) == f"/{path}"


def test_years_have_four_digits_in_addresses() -> None:
    cursor = Cursor("after", datetime(800, 1, 2, tzinfo=UTC), "/crown/")
    assert path_of(Listing("year", "0800", cursor)) == "/0800/after/08000102T000000Z/crown/"


@given(st.text())
def test_every_path_names_something_and_canonical_paths_are_stable(path: str) -> None:
    canonical = path_of(parse(path))
    assert path_of(parse(canonical)) == canonical
