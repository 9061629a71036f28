"""What the compiler knows of a tag once its expression has been read. No IO here."""

from dataclasses import dataclass
from typing import Any

from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.token import TOKEN_TAG, Token

from handler.core.liquid.parsing.expressions import Parsed
from handler.core.liquid.runtime.nodes import Body

TAG = Token(TOKEN_TAG, "", 0, "")
"""The library's nodes want a token; ours know their place themselves."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A tag's expression: its value, the variables it starts from, its ranges.

    `names` are variables it sets for the rest of the text, `variable` that of a loop.
    """

    value: Any = None
    roots: frozenset[str] = frozenset()
    ranges: tuple[RangeLiteral, ...] = ()
    names: tuple[str, ...] = ()
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a block: the tag that opens it, and what follows up to the next."""

    name: str
    reading: Reading
    body: Body


def reading_of(parsed: Parsed[Any], *names: str, variable: str = "") -> Reading:
    """The reading of a parsed expression."""
    return Reading(parsed.value, parsed.roots, parsed.ranges, names, variable)
