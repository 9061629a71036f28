"""Files that were deleted at the desk lately, as a file of the bucket notes them. No IO here."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from handler.core.model.addressing.keys import PRIVATE

PLACE = f"{PRIVATE}deleted.json"
"""Where they are noted."""
MOST = 50
"""How many are; older ones are found by their names only."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A file that somebody deleted, what it was called, and where readers found it if known."""

    key: str
    title: str
    at: datetime
    author: str = ""
    path: str = ""


def with_deletion(known: Iterable[Deletion], new: Deletion) -> list[Deletion]:
    """The deletions that are noted after another, the latest first."""
    return [new, *(each for each in known if each.key != new.key)][:MOST]


def to_json(deletions: Iterable[Deletion]) -> bytes:
    """The file that notes them."""
    rows = [asdict(each) | {"at": each.at.isoformat()} for each in deletions]
    return json.dumps(rows, ensure_ascii=False).encode()


def from_json(data: bytes) -> list[Deletion]:
    """What a file notes; one that cannot be read notes nothing."""
    try:
        rows = json.loads(data)
        return [_deletion(row) for row in rows]
    except (ValueError, TypeError, LookupError):
        return []


def _deletion(row: Any) -> Deletion:
    texts = (str(row["key"]), str(row["title"]))
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:
        raise ValueError(at)
    return Deletion(*texts, at, str(row.get("author", "")), str(row.get("path", "")))
