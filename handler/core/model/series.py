"""Series: posts that follow one another, named by `series` or by titles as `Flask[1]: Hello`.

No IO here. A series is listed on the page of each of its parts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handler.core.model.entries import Json, positive

MAXIMUM_PARTS = 50
"""How many parts, from the first on, are listed and list the others; publishing touches each."""

_TITLE = re.compile(r"\s*([^\[\]]*[^\[\]\s])\s*\[(\d{1,4})\]\s*:\s*(\S.*)", re.DOTALL)
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a series as the other parts list it; `number` is 0 if its author gave none."""

    path: str
    title: str
    lang: str = ""
    number: int = 0


def read_series(values: Mapping[str, Json], title: str) -> tuple[str, int]:
    """The series of a post and its number there, by front matter or else by its title."""
    match = _TITLE.fullmatch(title)
    given = values.get("series")
    if given is None:
        name, number = (match[1], int(match[2])) if match else ("", 0)
    else:
        name, number = _name(given), int(match[2]) if match else 0
    return name, (positive(values.get("series_part")) or number) if name else 0


def _name(given: Json) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return " ".join(str(given).split())[:_LONGEST_NAME]


def short_title(title: str) -> str:
    """A part's title without the name of the series and its number."""
    match = _TITLE.fullmatch(title)
    return match[3] if match else title


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts by their numbers; those without one in the order of their dates, as they come."""
    listed = list(parts)
    if any(part.number == 0 for part in listed):
        return tuple(listed)
    return tuple(sorted(listed, key=lambda part: part.number))
