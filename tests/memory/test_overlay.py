"""A blog as it would be with a change, and the blog itself, which stays as it is."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.writes import Condition, Delete, Key, Put, Update, Write
from handler.memory.bucket import MemoryBucket
from handler.memory.overlay import OverlayBucket, OverlayTable
from handler.memory.table import MemoryTable
from handler.services.ports import Conflict

_KEYS = st.builds(Key, st.sampled_from("ab"), st.sampled_from("01234"))
_CONDITIONS = st.none() | st.builds(
    Condition, st.just("n"), st.sampled_from(["absent", "equals", "absent or equals"]), st.just(1)
)
_WRITES: st.SearchStrategy[Write] = st.one_of(
    st.builds(Put, _KEYS, st.fixed_dictionaries({"n": st.integers(0, 2)}), _CONDITIONS),
    st.builds(Delete, _KEYS, _CONDITIONS),
    st.builds(Update, _KEYS, st.just({"m": 1}), st.just({"n": 1}), _CONDITIONS),
)
_TOGETHER = st.lists(_WRITES, min_size=1, max_size=3, unique_by=lambda write: write.key)
_WAYS = st.fixed_dictionaries(
    {"limit": st.none() | st.integers(1, 3), "newest_first": st.booleans()},
    optional={"after": st.sampled_from("0123")},
) | st.fixed_dictionaries({"before": st.sampled_from("1234"), "newest_first": st.booleans()})


def _attempt(table: MemoryTable | OverlayTable, writes: list[Write]) -> frozenset[Key] | None:
    """The keys of a conflict; None if everything was written."""
    try:
        table.write(writes[0]) if len(writes) == 1 else table.transact(writes)
    except Conflict as conflict:
        return conflict.keys
    return None


@pytest.mark.slow
@given(st.lists(_TOGETHER), st.lists(_TOGETHER), _WAYS)
def test_it_reads_as_if_all_had_been_written_to_one_table(
    before: list[list[Write]], after: list[list[Write]], way: dict[str, Any]
) -> None:
    below, whole = MemoryTable(), MemoryTable()
    for writes in before:
        _attempt(below, writes)
        _attempt(whole, writes)
    kept = dict(below.scan())
    overlay = OverlayTable(below)
    for writes in after:
        assert _attempt(overlay, writes) == _attempt(whole, writes)
    keys = [Key(pk, sk) for pk in "ab" for sk in "01234"]
    assert overlay.get(keys) == whole.get(keys)
    assert overlay.query("a", **way) == whole.query("a", **way)
    assert dict(overlay.scan()) == dict(whole.scan())
    assert dict(below.scan()) == kept


@pytest.fixture
def below() -> MemoryBucket:
    bucket = MemoryBucket()
    for text in (b"one", b"two"):
        bucket.put("a.md", text, "text/markdown")
    return bucket


def test_an_older_version_stands_for_the_newest(below: MemoryBucket) -> None:
    old = below.versions("a.md")[0][1]
    pinned = below.get("a.md", version=old.version)
    assert pinned
    overlay = OverlayBucket(below, pinned)
    assert overlay.get("a.md") == pinned
    assert overlay.get("a.md", limit=1) == below.get("a.md", version=old.version, limit=1)
    assert overlay.head("a.md") == old
    assert overlay.versions("a.md") == ([old], True)


def test_nothing_is_stored_or_removed(below: MemoryBucket) -> None:
    pinned = below.get("a.md")
    assert pinned
    overlay = OverlayBucket(below, pinned)
    overlay.put("b.md", b"new", "text/markdown")
    overlay.replace("c.md", BytesIO(b"new"), "text/markdown", None)
    overlay.delete("a.md")
    assert [info.key for info in below.objects()] == ["a.md"]
