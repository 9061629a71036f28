"""The file of what was deleted: read back as it was written, or not at all."""

import json
from datetime import UTC, datetime

import pytest

from handler.core.authoring.deletions import Deletion, from_json, to_json

DELETED = Deletion("_posts/2026-01-01-a.md", "A", datetime(2026, 6, 1, tzinfo=UTC), "Hana", "/a/")


def test_deletions_are_read_back_as_they_were_written() -> None:
    assert from_json(to_json([DELETED])) == [DELETED]


@pytest.mark.parametrize("at", ["2026-06-01T00:00:00", "yesterday", None])
def test_a_file_with_a_time_that_is_none_everywhere_notes_nothing(at: str | None) -> None:
    row = {"key": DELETED.key, "title": DELETED.title, "at": at}
    assert from_json(json.dumps([row]).encode()) == []
