"""A page carries a tag that every change it shows touches."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.index.cache_tags import tags_on_page, tags_touched_by
from handler.core.index.plan import plan
from handler.core.model.addressing.addresses import parse
from handler.core.model.sources import Publication, Source
from handler.core.model.terms import term_slug
from handler.core.model.writes import Key
from tests.core.builders import MODIFIED, make_entry, make_source

TITLES = st.sampled_from(["a", "b"])
LABELS = st.lists(st.sampled_from(["red", "Red", "blue", "c++"]), unique=True).map(tuple)
PATHS = st.sampled_from(["/2017/12/27/hello/", "/moved/"])
AUTHORS = st.lists(st.sampled_from(["Kim Lee", "kim", "김하나"]), unique=True).map(tuple)


def sources() -> st.SearchStrategy[Source]:
    entries = st.builds(make_entry, title=TITLES, tags=LABELS, categories=LABELS, path=PATHS)
    signed = st.builds(lambda entry, authors: replace(entry, authors=authors), entries, AUTHORS)
    return st.builds(make_source, signed, version=st.sampled_from(["v1", "v2"]))


def pages_showing(source: Source) -> set[str]:
    entry = source.publication.entry if source.publication else None
    assert entry
    terms = [
        f"/{kind}/{term_slug(label)}/"
        for kind, labels in {
            "tags": entry.tags,
            "categories": entry.categories,
            "authors": entry.authors,
        }.items()
        for label in labels
    ]
    listings = ["/", "/2017/", "/2017/12/", *terms]
    feeds = [f"{path}feed.xml" for path in ("/", *terms)]
    headed = [f"{path.rstrip('/')}.html" for path in terms]
    return {entry.path, *listings, *feeds, *headed, "/sitemap.xml"}


@pytest.mark.slow
@given(sources(), sources())
def test_every_page_that_shows_a_changed_post_carries_a_touched_tag(
    old: Source, new: Source
) -> None:
    planned = plan(old, new)
    if old.publication == new.publication:
        return
    touched = planned.invalidation.tags if planned.invalidation else frozenset()
    for path in pages_showing(old) | pages_showing(new):
        assert touched & set(tags_on_page(parse(path))), path


def test_configuration_touches_every_page() -> None:
    paths = ["/", "/about/", "/tags/", "/feed.xml", "/robots.txt", "/sitemap-pages.xml"]
    touched = tags_touched_by("config", [])
    assert all(touched & set(tags_on_page(parse(path))) for path in paths)


def test_a_page_of_the_navigation_touches_every_page() -> None:
    assert "site" in tags_touched_by("page", [Key("list#pages", "/about/")])


def test_scheduled_rows_touch_nothing() -> None:
    assert tags_touched_by("post", [Key("list#scheduled", "x")]) == frozenset()


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("_data/authors.yml", ["/authors/kim/", "/authors/kim/feed.xml", "/authors/kim.html"]),
        ("_data/tags/flask.yml", ["/tags/flask/", "/tags/flask/feed.json"]),
    ],
)
def test_what_data_tells_of_terms_touches_the_pages_that_show_it(
    key: str, paths: list[str]
) -> None:
    publication = Publication("v1", "v1", MODIFIED, value={"a": "b"})
    planned = plan(None, Source(key, "data", "live", "v1", "v1", MODIFIED, publication))
    touched = planned.invalidation.tags if planned.invalidation else frozenset()
    for path in paths:
        assert touched & {*tags_on_page(parse(path))} - {"shared"}, path
    assert not touched & {*tags_on_page(parse("/tags/flask/before/20171227T185838Z/a/"))}
