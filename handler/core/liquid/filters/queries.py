"""Filters that search and group arrays. No IO here."""

from collections.abc import Callable, Iterator, Mapping

from liquid.expression import Expression
from liquid.filter import with_context

from handler.core.liquid.filters.arrays import items_of, number_like, property_of
from handler.core.liquid.limits import NODE_WORK
from handler.core.liquid.parsing.expressions import parse_condition, parse_output
from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.values.conversions import inspect, is_nil, join, to_s


def _is_array(value: object) -> bool:
    return isinstance(value, list | tuple | range) or (
        isinstance(value, Mapping) and not is_nil(value)
    )


def where(value: object, name: object, target: object = None) -> object:
    """The items whose property is, or contains, a value."""
    if is_nil(name) or isinstance(target, list | dict) or not _is_array(value):
        return value
    return [item for item in items_of(value) if _matches(property_of(item, name), target)]


def find(value: object, name: object, target: object = None) -> object:
    """The first item whose property is, or contains, a value."""
    found = where(value, name, target)
    return (found[0] if found else None) if isinstance(found, list) else found


def _matches(found: object, target: object) -> bool:
    if is_nil(target):
        return is_nil(found)
    if isinstance(target, Expression):
        return join((to_s(item) for item in _listed(found)), "") == ""
    if isinstance(found, str):
        return found == to_s(target) or to_s(number_like(found)) == to_s(target)
    return any(to_s(item) == to_s(target) for item in _listed(found))


def _listed(value: object) -> list[object]:
    return [] if is_nil(value) else list(value) if isinstance(value, list) else [value]


@with_context
def where_exp(value: object, name: object, text: object, *, context: Rendering) -> object:
    """The items for which a condition holds."""
    if not _is_array(value):
        return value
    condition = parse_condition(context.env, to_s(text)).value
    return [item for item, holds in _evaluated(value, name, condition, context) if holds]


@with_context
def find_exp(value: object, name: object, text: object, *, context: Rendering) -> object:
    """The first item for which a condition holds."""
    if not _is_array(value):
        return value
    condition = parse_condition(context.env, to_s(text)).value
    return next(
        (item for item, holds in _evaluated(value, name, condition, context) if holds), None
    )


def _evaluated(
    value: object, name: object, expression: Expression, context: Rendering
) -> Iterator[tuple[object, object]]:
    variables: dict[str, object] = {}
    with context.extend(variables):
        for item in items_of(value):
            context.budget.spend(NODE_WORK)
            variables[to_s(name)] = item
            yield item, expression.evaluate(context)


def group_by(value: object, name: object) -> object:
    """Groups of items that share a property: `name`, `items`, `size`."""
    if not _is_array(value):
        return value
    return _groups((to_s(property_of(item, name)), item) for item in items_of(value))


@with_context
def group_by_exp(value: object, name: object, text: object, *, context: Rendering) -> object:
    """Groups of items that share the value of an expression."""
    if not _is_array(value):
        return value
    expression = parse_output(context.env, to_s(text)).value
    pairs = _evaluated(value, name, expression, context)
    return _groups((key, item) for item, key in pairs)


def _groups(pairs: Iterator[tuple[object, object]]) -> list[object]:
    names: dict[str, object] = {}
    groups: dict[str, list[object]] = {}
    for key, item in pairs:
        known = inspect(key)
        names.setdefault(known, key)
        groups.setdefault(known, []).append(item)
    return [
        {"name": names[known], "items": items, "size": len(items)}
        for known, items in groups.items()
    ]


def default(value: object, other: object = "", **options: object) -> object:
    """The value, or another if it is nil, false or empty."""
    if value is False:
        return value if options.get("allow_false") is True else other
    return other if is_nil(value) or value in ("", [], {}) else value


FILTERS: Mapping[str, Callable[..., object]] = {
    "where": where,
    "where_exp": where_exp,
    "find": find,
    "find_exp": find_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "default": default,
}
