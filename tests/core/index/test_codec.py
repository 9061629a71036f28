"""What goes into the table comes out of it."""

import json
from datetime import timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from handler.core.index.codec import (
    entry_from_json,
    entry_to_json,
    source_from_json,
    source_to_json,
)
from handler.core.model.entries import Entry
from handler.core.model.problems import Problem
from handler.core.model.sources import Asset, Publication, Source
from tests.core.builders import MODIFIED

DATES = st.datetimes(timezones=st.sampled_from([timezone(timedelta(hours=h)) for h in (-8, 0, 9)]))
LABELS = st.lists(st.text()).map(tuple)
ENTRIES = st.builds(
    Entry,
    key=st.text(min_size=1),
    kind=st.sampled_from(["post", "page"]),
    path=st.text(min_size=1),
    title=st.text(),
    date=st.none() | DATES,
    modified=st.none() | DATES,
    location=st.text(),
    categories=LABELS,
    tags=LABELS,
    words=st.integers(0, 10**6),
    comment_issue_id=st.none() | st.integers(0, 10**9),
    redirect_from=LABELS,
    in_sitemap=st.booleans(),
    in_navigation=st.booleans(),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
PUBLICATIONS = st.builds(
    Publication,
    version=st.text(),
    etag=st.text(),
    modified=DATES,
    entry=st.none() | ENTRIES,
    asset=st.none() | st.just(Asset("/a b.png", 3, "image/png")),
    value=VALUES,
    uses_shared=st.booleans(),
    uses_links=st.booleans(),
)
SOURCES = st.builds(
    Source,
    key=st.text(min_size=1),
    kind=st.just("post"),
    state=st.sampled_from(["live", "rejected"]),
    etag=st.text(),
    version=st.text(),
    modified=st.just(MODIFIED),
    publication=st.none() | PUBLICATIONS,
    problems=st.lists(st.builds(Problem, st.text(), st.text(), st.text(), st.integers(0, 9))).map(
        tuple
    ),
    due=st.none() | DATES,
    waiting_for=st.text(),
    stamp=st.text(),
    revision=st.integers(1, 10**6),
)


@given(ENTRIES)
def test_an_entry_survives_being_stored(entry: Entry) -> None:
    assert entry_from_json(entry_to_json(entry)) == entry


@given(SOURCES)
def test_a_source_survives_being_stored(source: Source) -> None:
    assert source_from_json(source_to_json(source), source.revision) == source


@given(SOURCES)
def test_what_newer_code_said_beside_is_passed_over_after_a_rollback(source: Source) -> None:
    record = json.loads(source_to_json(source))
    for part in (
        record,
        *record.get("problems", ()),
        published := record.get("publication", {}),
        published.get("entry", {}),
        published.get("asset", {}),
    ):
        part["of_tomorrow"] = 1
    if not source.publication:
        record.pop("publication", None)
    assert source_from_json(json.dumps(record), source.revision) == source
