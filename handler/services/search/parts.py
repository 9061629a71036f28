"""The parts of the search index, and where they lie in the bucket.

The recent part has what changed, and names all others with their ETags. It alone is replaced, so
it always says of one moment what the whole index is. The others never change; each has the keys
from one on up to the first of the next.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handler.core.index import items
from handler.core.model.addressing.keys import SEARCH
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Key
from handler.services.ports import Bucket
from handler.services.search.connecting import Damaged, translated
from handler.services.search.index_file import FORMAT

PLACE = f"{SEARCH}{FORMAT}.sqlite"
"""Where the recent part lies."""
PARTS = f"{SEARCH}{FORMAT}/"
"""Where the others lie."""
COMPLETE = "application/vnd.sqlite3"
PARTIAL = f"{COMPLETE}; partial=1"
"""The content types of an index that has all posts, and of one that is still being built."""
DAMAGED = Key(items.CHANGED, PLACE)
"""A row among those of posts that changed: a reader's process could not read the index."""
MAXIMUM_PARTS = 200
READ_PARTS = f"SELECT start, place, etag FROM parts ORDER BY start LIMIT {MAXIMUM_PARTS + 1}"
_MAXIMUM_PLACES = 1000
_PLACE = re.compile(rf"{re.escape(PARTS)}\d{{3}}\.sqlite", re.ASCII)


class Missing(Damaged):
    """A part is not, or no longer, where the recent one says that it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that does not change: the first key that it may have, and which object it is."""

    start: str
    place: str
    etag: str


def read_parts(rows: Iterable[Sequence[object]]) -> tuple[Part, ...]:
    """The parts that a file names, in order; raises `Damaged` if none of ours would."""
    parts = tuple(Part(*map(str, row)) for row in rows)
    places = {part.place for part in parts}
    is_ours = len(places) == len(parts) <= MAXIMUM_PARTS and all(map(_PLACE.fullmatch, places))
    if not is_ours or (parts and parts[0].start):
        raise Damaged("it names no parts of an index")
    return parts


def part_for(parts: Sequence[Part], key: str) -> int:
    """Which of the parts has a key."""
    return bisect_right([part.start for part in parts], key) - 1


def free_places(objects: Iterable[ObjectInfo]) -> list[tuple[str, str | None]]:
    """Where no part lies, or one that was emptied, with the ETag of what is there."""
    held = {info.key: info for info in objects}
    places = [f"{PARTS}{number:03}.sqlite" for number in range(_MAXIMUM_PLACES)]
    return [
        (place, held[place].etag if place in held else None)
        for place in places
        if place not in held or not held[place].size
    ]


def fetch_part(bucket: Bucket, part: Part, path: Path) -> None:
    """Write a part to the local disk; raises `Missing` if it is not there."""
    with translated(), path.open("wb") as file:
        found = bucket.download(part.place, file)
    if found is None or found.etag != part.etag:
        raise Missing(f"{part.place} is another")
