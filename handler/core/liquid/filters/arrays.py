"""Filters on arrays. No IO here."""

import random
from collections.abc import Callable, Iterable, Mapping
from functools import cmp_to_key
from typing import Any

from liquid.filter import with_context

from handler.core.liquid.limits import MAX_ITEMS, LimitReached
from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.values.conversions import (
    deep_size,
    inspect,
    is_nil,
    join,
    to_i,
    to_number,
    to_s,
)


def flattened(value: object) -> list[object]:
    """The items of an array and of the arrays in it; of anything else, itself."""
    if is_nil(value):
        return []
    if isinstance(value, range):
        return _bounded(value)
    if not isinstance(value, list | tuple):
        return [value]
    found: list[object] = []
    for item in value:
        if isinstance(item, list | tuple):
            found += flattened(item)
            _bounded(found)
        else:
            found.append(item)
    return _bounded(found)


def _bounded(items: Iterable[object]) -> list[object]:
    if isinstance(items, range | list) and len(items) > MAX_ITEMS:
        raise LimitReached("items of an array")
    return items if isinstance(items, list) else list(items)


def items_of(value: object) -> list[object]:
    """The items of an array, or the values of a mapping."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else flattened(value)


def pairs_of(value: Mapping[Any, object]) -> list[object]:
    """The keys of a mapping with their values."""
    return [[key, value[key]] for key in value]


def property_of(item: object, name: object) -> object:
    """A property of an item, with dots for properties of properties.

    One that does not exist is nil; a property of a property that does not exist is false, as in
    Jekyll.
    """
    for number, part in enumerate(to_s(name).split(".")):
        if isinstance(item, Mapping):
            item = item.get(part)
        elif isinstance(item, list) and part.lstrip("-").isdecimal():
            item = item[int(part)] if -len(item) <= int(part) < len(item) else None
        else:
            return False if number else None
    return item


def sort(value: object, name: object = None, nils: object = "first") -> list[object]:
    """The array in order, perhaps of a property; numbers written as text count as numbers."""
    if is_nil(value):
        raise ValueError("there is nothing to sort")
    if nils not in ("first", "last"):
        raise ValueError("nils are `first` or `last`")
    if is_nil(name):
        return sorted(_sortable(value), key=cmp_to_key(_strictly))
    order = -1 if nils == "first" else 1

    def compare(left: object, right: object) -> int:
        one, other = property_of(left, name), property_of(right, name)
        return _compare(number_like(one), number_like(other), order)

    return sorted(_sortable(value), key=cmp_to_key(compare))


def _sortable(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return pairs_of(value)
    return list(value) if isinstance(value, list | tuple) else flattened(value)


def number_like(value: object) -> object:
    """A text that reads as a number becomes one."""
    text = value.strip() if isinstance(value, str) else ""
    digits = text.removeprefix("-").replace(".", "", 1)
    return to_number(text) if digits.isdecimal() and digits.isascii() else value


def is_number(value: object) -> bool:
    """Whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _strictly(left: object, right: object) -> int:
    if is_number(left) != is_number(right) or isinstance(left, str) != isinstance(right, str):
        raise TypeError("values of different kinds cannot be sorted")
    return _compare(left, right, 1)


def _compare(left: object, right: object, order: int) -> int:
    if left is None or right is None:
        return 0 if left is right else order if left is None else -order
    if is_number(left) and is_number(right):
        return (to_number(left) > to_number(right)) - (to_number(left) < to_number(right))
    one, other = to_s(left), to_s(right)
    return (one > other) - (one < other)


def sort_natural(value: object, name: object = None) -> list[object]:
    """The array in order regardless of case; nil comes last."""

    def key(item: object) -> tuple[bool, str]:
        found = item if is_nil(name) else property_of(item, name)
        return is_nil(found), to_s(found).lower()

    return sorted(flattened(value), key=key)


def unique(value: object, name: object = None) -> list[object]:
    """The array without repetitions."""
    found: dict[str, object] = {}
    for item in flattened(value):
        found.setdefault(inspect(item if is_nil(name) else property_of(item, name)), item)
    return list(found.values())


def compact(value: object, name: object = None) -> list[object]:
    """The array without nil."""
    return [
        item
        for item in flattened(value)
        if not is_nil(item if is_nil(name) else property_of(item, name))
    ]


def join_items(value: object, glue: object = " ") -> str:
    """The items as one text."""
    return join((to_s(item) for item in flattened(value)), to_s(glue))


def first(value: object) -> object:
    """The first item; of a mapping, a key with its value."""
    items = pairs_of(value) if isinstance(value, Mapping) else value
    return items[0] if isinstance(items, list | tuple | range) and items else None


def last(value: object) -> object:
    """The last item."""
    return value[-1] if isinstance(value, list | tuple | range) and value else None


def concat(value: object, other: object) -> list[object]:
    """Two arrays as one."""
    if not isinstance(other, list | tuple):
        raise TypeError("concat takes an array")
    return _bounded(flattened(value) + list(other))


def total(value: object, name: object = None) -> int | float:
    """The sum of the items or of a property of theirs."""
    items = flattened(value)
    return sum(to_number(item if is_nil(name) else property_of(item, name)) for item in items)


def size(value: object) -> int:
    """How many letters or items there are."""
    return len(value) if isinstance(value, str | list | tuple | range | Mapping) else 0


def sample(value: object, count: object = 1) -> object:
    """An item picked from the array: always the same one, as a page must not change by itself."""
    if not isinstance(value, list) or not value:
        return value or None
    chance = random.Random(inspect(value))
    if to_i(count) == 1:
        return chance.choice(value)
    return chance.sample(value, max(min(to_i(count), len(value)), 0))


def _check_growth(item: object, context: Rendering) -> None:
    """Arrays in arrays in arrays hold much more than they seem to."""
    most = MAX_ITEMS // 10
    size = deep_size(item, most)
    context.budget.spend(size)
    if size > most:
        raise LimitReached("items of an array")


@with_context
def push(value: object, item: object, *, context: Rendering) -> object:
    """The array with one more item at its end."""
    _check_growth(item, context)
    return [*value, item] if isinstance(value, list) else value


@with_context
def unshift(value: object, item: object, *, context: Rendering) -> object:
    """The array with one more item at its start."""
    _check_growth(item, context)
    return [item, *value] if isinstance(value, list) else value


def pop(value: object, count: object = 1) -> object:
    """The array without its last items."""
    return value[: max(len(value) - to_i(count), 0)] if isinstance(value, list) else value


def shift(value: object, count: object = 1) -> object:
    """The array without its first items."""
    return value[to_i(count) :] if isinstance(value, list) else value


FILTERS: Mapping[str, Callable[..., object]] = {
    "sort": sort,
    "sort_natural": sort_natural,
    "uniq": unique,
    "compact": compact,
    "join": join_items,
    "first": first,
    "last": last,
    "concat": concat,
    "sum": total,
    "size": size,
    "sample": sample,
    "push": push,
    "unshift": unshift,
    "pop": pop,
    "shift": shift,
    "reverse": lambda value: flattened(value)[::-1],
    "map": lambda value, name: [property_of(item, name) for item in flattened(value)],
}
