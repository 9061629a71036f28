"""Tells HTML of which a parser would make far more than was written. No IO here.

Each paragraph opens again what was left open before it, and so a few kilobytes of elements that
are never closed become as many megabytes. Parsers take long for elements that are very deep in
one another, and for tags with very many attributes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handler.core.html.allowed import MATH_TAGS, names
from handler.core.html.open_elements import OpenElements
from handler.core.html.tokens import Tokens
from handler.core.html.tree import parse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

DEEPEST = 500
"""How many elements may be in one another; browsers stop at 512."""
MOST_ATTRIBUTES = 250
"""How many attributes a tag may have."""
FREE_GROWTH = 100_000
"""How many characters may come of opening elements again, beside twice the length of the HTML."""

_PLAIN = re.compile(
    r"<(/?)([a-z][a-z0-9]*+)(?: [a-z-]++(?:=\"[^\"<>]*+\")?){0,20} ?/?>|<!--[^<>-]*+-->"
)
_VOID = names("br hr img input")
_PHRASES = MATH_TAGS | names(
    "a abbr b cite code del dfn em i iframe ins kbd mark q s samp script small span strike strong"
    " sub sup time u var"
)
_BLOCKS = names(
    "article aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre"
    " section summary table tbody td tfoot th thead tr ul"
)


def is_bounded(html: str) -> bool:
    """Whether a parser makes about as much of HTML as was written, in as much time."""
    return _is_plain(html) or _stays_bounded(html)


def parse_bounded(html: str) -> Node:
    """HTML as a tree, or its words if it would become too much."""
    return parse(html if is_bounded(html) else words_only(html))


def _is_plain(html: str) -> bool:
    """Whether each element ends before what it stands in, and none is in a phrase but phrases.

    So is nearly all that Markdown makes, and it is told in a fifth of the time.
    """
    tags = _PLAIN.findall(html)
    if len(tags) != html.count("<"):
        return False
    opened: list[str] = []
    for end, name in tags:
        if end:
            if not opened or opened.pop() != name:
                return False
        elif name in _PHRASES or (name in _BLOCKS and not (opened and opened[-1] in _PHRASES)):
            opened.append(name)
        elif name and name not in _VOID:
            return False
        if len(opened) > DEEPEST:
            return False
    return not opened


def _stays_bounded(html: str) -> bool:
    opened, tokens = OpenElements(), Tokens(html)
    limit = 2 * len(html) + FREE_GROWTH
    for tag in tokens:
        if isinstance(tag, str):
            continue
        opened.in_doubt |= tokens.is_doubtful
        opened.read(tag)
        tokens.is_foreign, tokens.is_doubtful = opened.is_foreign, opened.in_doubt
        if opened.depth > DEEPEST or opened.growth > limit or tag.attributes > MOST_ATTRIBUTES:
            return False
    return True


def words_only(html: str) -> str:
    """The words of HTML without its elements, as HTML."""
    texts = (piece for piece in Tokens(html) if isinstance(piece, str))
    return " ".join(text.replace("<", "&lt;").replace(">", "&gt;") for text in texts)
