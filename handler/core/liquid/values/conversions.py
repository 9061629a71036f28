"""Turns values into text and numbers as Ruby does. No IO here."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from liquid.undefined import is_undefined

from handler.core.liquid.limits import LimitReached

MAX_TEXT = 10_000_000

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x1b": "\\e",
    "#{": "\\#{",
}
_ESCAPED = re.compile(r'["\\\n\t\r\x1b]|#\{')
_INTEGER = re.compile(r"\s*([+-]?\d{1,4000})")
_FRACTION = re.compile(r"-?\d{1,400}\.\d{1,400}\Z")


def is_nil(value: object) -> bool:
    """Whether a value is nil: null or never set."""
    return value is None or is_undefined(value)


def printed(value: object) -> str:
    """A value as `{{ }}` prints it: an array's items stand side by side."""
    if isinstance(value, list | tuple):
        return join((printed(item) for item in value), "")
    return to_s(value)


def to_s(value: object) -> str:
    """A value as text: Ruby's `to_s`."""
    if isinstance(value, str):
        return value
    if is_nil(value):
        return ""
    if isinstance(value, list | tuple | Mapping):
        return inspect(value)
    return _scalar(value)


def inspect(value: object) -> str:
    """A value as Ruby's `inspect` shows it."""
    return join(_inspected(value), "")


def join(texts: Iterable[str], separator: str) -> str:
    """Join texts; `LimitReached` before the result grows too long."""
    parts: list[str] = []
    size = 0
    for text in texts:
        size += len(text) + len(separator)
        if size > MAX_TEXT:
            raise LimitReached("text")
        parts.append(text)
    return separator.join(parts)


def _inspected(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], value) + '"'
    elif isinstance(value, list | tuple):
        yield "["
        for number, item in enumerate(value):
            yield ", " if number else ""
            yield from _inspected(item)
        yield "]"
    elif isinstance(value, Mapping) and not is_undefined(value):
        yield "{"
        for number, key in enumerate(value):
            yield ", " if number else ""
            yield from _inspected(key)
            yield "=>"
            yield from _inspected(value[key])
        yield "}"
    else:
        yield "nil" if is_nil(value) else _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, float | Decimal):
        return _decimal(float(value))
    return str(value)


def _decimal(value: float) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-4 <= abs(value) < 1e16:
        return f"{Decimal(repr(value)):f}" if value != int(value) else f"{value:.1f}"
    mantissa, _, exponent = repr(value).partition("e")
    mantissa = mantissa if "." in mantissa else mantissa + ".0"
    return f"{mantissa}e{int(exponent or 0):+03d}"


def to_i(value: object) -> int:
    """A value as a whole number: leading digits of a text, else 0."""
    if isinstance(value, bool) or is_nil(value):
        return int(value is True)
    if isinstance(value, int | float | Decimal):
        return int(value)
    match = _INTEGER.match(to_s(value))
    return int(match[1]) if match else 0


def to_number(value: object) -> int | float:
    """A value as a number of its own kind: a text with a fraction becomes a float."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return 0
    return float(value) if _FRACTION.match(value.strip()) else to_i(value)


def deep_size(value: object, most: int = 200_000) -> int:
    """How many values a value holds, counted up to a limit: lists may share their items."""
    count = 0
    todo = [value]
    while todo and count <= most:
        item = todo.pop()
        count += 1
        if isinstance(item, list | tuple):
            todo.extend(item[: most - count + 1])
        elif isinstance(item, dict):
            todo.extend(item.values())
    return count
