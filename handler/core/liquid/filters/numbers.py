"""Filters that calculate. No IO here."""

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from handler.core.liquid.values.conversions import to_i, to_number

Number = int | float


def _exact(number: Number) -> Decimal:
    return Decimal(str(number))


def _both(
    operate: Callable[[Decimal, Decimal], Decimal], whole: Callable[[int, int], int]
) -> Callable[[object, object], Number]:
    """An operation that is exact for fractions, as Ruby's decimals are, and whole for integers."""

    def calculated(value: object, operand: object) -> Number:
        left, right = to_number(value), to_number(operand)
        if isinstance(left, int) and isinstance(right, int):
            return whole(left, right)
        return float(operate(_exact(left), _exact(right)))

    return calculated


def _remainder(left: Decimal, right: Decimal) -> Decimal:
    """What is left of a division, with the divisor's sign as in Ruby."""
    return (left % right + right) % right


def absolute(value: object) -> Number:
    """The number without its sign."""
    return abs(to_number(value))


def at_least(value: object, least: object) -> Number:
    """The number, but no less than this."""
    return max(to_number(value), to_number(least))


def at_most(value: object, most: object) -> Number:
    """The number, but no more than this."""
    return min(to_number(value), to_number(most))


def round_number(value: object, digits: object = 0) -> Number:
    """The number rounded, halves away from zero."""
    number, places = to_number(value), max(min(to_i(digits), 100), -100)
    rounded = _exact(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(rounded) if places > 0 and isinstance(number, float) else int(rounded)


def to_integer(value: object) -> int:
    """The value as a whole number."""
    return to_i(value)


FILTERS: Mapping[str, Callable[..., object]] = {
    "abs": absolute,
    "at_least": at_least,
    "at_most": at_most,
    "ceil": lambda value: math.ceil(to_number(value)),
    "floor": lambda value: math.floor(to_number(value)),
    "round": round_number,
    "plus": _both(lambda left, right: left + right, lambda left, right: left + right),
    "minus": _both(lambda left, right: left - right, lambda left, right: left - right),
    "times": _both(lambda left, right: left * right, lambda left, right: left * right),
    "divided_by": _both(lambda left, right: left / right, lambda left, right: left // right),
    "modulo": _both(_remainder, lambda left, right: left % right),
    "to_integer": to_integer,
}
