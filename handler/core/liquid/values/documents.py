"""`site.NAME` of a collection: its documents in Jekyll's order. No IO here.

By date, and by name where dates are equal; undated ones last, as to Jekyll they are of today.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cmp_to_key

from handler.core.liquid.values.times import parse_time, ruby_times
from handler.core.model.entries import Json

_NEVER = datetime.max.replace(tzinfo=UTC)
_Document = Mapping[str, Json]


def in_order(
    documents: Sequence[_Document], settings: Mapping[str, Json], timezone: object
) -> list[Json]:
    """The documents of a collection with these settings, as Liquid sees them."""
    order, sort_by = settings.get("order"), settings.get("sort_by")
    found = sorted(documents, key=_position)
    if isinstance(order, list):
        first = {str(name): place for place, name in enumerate(order)}
        found.sort(key=lambda document: first.get(_name(document), len(first)))
    elif isinstance(sort_by, str) and sort_by != "date":
        found.sort(key=cmp_to_key(lambda one, other: _compared(one, other, sort_by)))
    return [dict(ruby_times(document, timezone)) for document in found]


def _position(document: _Document) -> tuple[datetime, str]:
    return parse_time(document.get("date"), UTC) or _NEVER, str(document.get("path"))


def _name(document: _Document) -> str:
    """The path of a document in its collection's folder, as `order` has it."""
    path = str(document.get("path"))
    return path.partition(f"_{document.get('collection')}/")[2]


def _compared(one: _Document, other: _Document, name: str) -> int:
    """As `<=>`: below or above 0; 0 where values are equal or cannot be compared."""
    values = one.get(name), other.get(name)
    match values:
        case (None, None):
            return 0
        case (None, _):
            return 1
        case (_, None):
            return -1
        case (str() as left, str() as right):
            return (left > right) - (left < right)
        case (int() | float() as left, int() | float() as right):
            return (left > right) - (left < right)
    return 0
