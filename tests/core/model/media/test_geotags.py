"""Edits of files: the same in a part as in the whole, and as text in the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.media.geotags import (
    NO_PLACE,
    UNFIT,
    Edit,
    Geotag,
    edited,
    geotag_from_json,
    geotag_to_json,
    is_geotagged,
    known_geotag,
    may_tell_place,
)

EDITS = st.builds(Edit, st.integers(0, 60), st.integers(1, 30), st.binary(min_size=1, max_size=9))
GEOTAGS = st.builds(Geotag, st.text(), st.lists(EDITS).map(tuple), st.booleans())


@given(data=st.binary(max_size=80), edits=st.lists(EDITS), start=st.integers(0, 90))
def test_a_part_is_edited_as_the_whole_is(data: bytes, edits: list[Edit], start: int) -> None:
    for stop in range(start, len(data) + 2):
        assert edited(data[start:stop], edits, start) == edited(data, edits)[start:stop]


@given(GEOTAGS)
def test_what_is_known_is_read_as_it_was_written(geotag: Geotag) -> None:
    assert geotag_from_json(geotag_to_json(geotag)) == geotag


@pytest.mark.parametrize("text", ["", '["0","",[],true]'])
def test_what_another_recipe_found_is_not_known(text: str) -> None:
    assert geotag_from_json(text) is None


@pytest.mark.parametrize(
    ("key", "kind", "may"),
    [
        *(("a.jpg", "text/plain", True), ("a.JFIF", "", True), ("a", "", True)),
        *(("a.bin", "application/octet-stream", True), ("a.dat", "image/png; x=y", True)),
        *(("a.pdf", "application/pdf", False), ("a.mp4", "video/mp4", False)),
    ],
)
def test_any_file_may_be_a_photo_that_is_said_to_be_nothing_else(
    key: str, kind: str, may: bool
) -> None:
    assert may_tell_place(key, kind) == may
    assert is_geotagged(key, {"type": kind}) == may


@pytest.mark.parametrize("geotag", [NO_PLACE, UNFIT, Geotag("1-a", (Edit(0, 1),))])
def test_a_file_is_known_by_its_path_item(geotag: Geotag) -> None:
    item = {"type": "image/jpeg", "geotag": geotag_to_json(geotag)}
    assert known_geotag("a.jpg", item) == geotag
    assert is_geotagged("a.jpg", item) == (geotag != NO_PLACE)
