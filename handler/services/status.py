"""What the index says of every file: how many in which state, and which have problems."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.index import items
from handler.core.model.addressing.keys import is_document
from handler.core.model.entries import State
from handler.core.model.sources import Source
from handler.core.model.writes import Item
from handler.services.notes import chores_left_out
from handler.services.ports import Table
from handler.services.records import stored_sources

_ENTRIES = {"post", "draft", "page"}


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of posts, drafts and pages by state; sources that have problems; all states.

    `left_out` are chores at which ticks came to their ends.
    """

    counts: Mapping[str, int]
    troubled: tuple[Source, ...]
    states: Mapping[str, State]
    pending: int
    left_out: tuple[str, ...] = ()


def overview(table: Table) -> Overview:
    """Read the manifest, and in full only what has problems."""
    rows = table.query(items.MANIFEST)
    counts = Counter(str(item["state"]) for key, item in rows if _is_entry(key, item))
    troubled = [key for key, item in rows if item["problems"] or item["state"] == "rejected"]
    states: dict[str, State] = {key: item["state"] for key, item in rows}  # type: ignore[misc]
    pending = len(table.query(items.PENDING))
    sources = tuple(stored_sources(table, troubled))
    return Overview(counts, sources, states, pending, chores_left_out(table))


def _is_entry(key: str, item: Item) -> bool:
    """Whether a row is of a post, draft or page, or of a document of a collection."""
    of_collection = item["kind"] == "special" and item["state"] != "hidden"
    return item["kind"] in _ENTRIES or (of_collection and is_document(key))
