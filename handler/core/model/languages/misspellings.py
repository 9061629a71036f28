"""Names that are one slip of the keyboard away from a known one. No IO here."""

from collections.abc import Iterable

_SHORT = 5
"""Names shorter than this have too many neighbours: `date` and `data`, `tags` and `tabs`."""


def meant(name: str, known: Iterable[str]) -> str:
    """The known name that another was meant to be; empty if it is known, or like none."""
    names = [*known]
    return "" if name in names else next((each for each in names if is_slip(name, each)), "")


def is_slip(name: str, other: str) -> bool:
    """Whether names differ in case or hyphens, or by a letter more, less, changed or swapped.

    A plural is a name of its own.
    """
    one, two = _folded(name), _folded(other)
    if name == other or one + "s" == two or two + "s" == one:
        return False
    return one == two or _is_swap(one, two) or (len(two) >= _SHORT and _is_one_letter(one, two))


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def _is_swap(one: str, two: str) -> bool:
    places = [place for place, pair in enumerate(zip(one, two, strict=False)) if len({*pair}) > 1]
    if len(one) != len(two) or len(places) != 2 or places[1] - places[0] != 1:
        return False
    first, second = places
    return one[first] == two[second] and one[second] == two[first]


def _is_one_letter(one: str, two: str) -> bool:
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest, other = one[start:], two[start:]
    return other in (rest, rest[1:]) or rest == other[1:] or rest[1:] == other[1:]
