"""GitHub's marks of notes and warnings, which are none of a text's words. No IO here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handler.core.html.tree import children

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_MARK = re.compile(r"\s*\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|\Z)", re.IGNORECASE)


def drop_marks(root: Node) -> None:
    """Leave GitHub's marks out of what is told of a text: they are none of its words."""
    for quote in root.css("blockquote"):
        take_mark(quote)


def take_mark(quote: Node) -> str:
    """The kind that a quotation is marked as; the mark is taken out of it."""
    first = next(iter(children(quote)), None)
    text = first.first_child if first is not None and first.tag == "p" else None
    match = _MARK.match(text.text_content or "") if text is not None and text.is_text_node else None
    if first is None or text is None or match is None:
        return ""
    _cut(text, match.end())
    if not children(first):
        first.decompose()
    return match[1].lower()


def _cut(text: Node, end: int) -> None:
    rest = (text.text_content or "")[end:]
    following = text.next
    if not rest and following is not None and following.tag == "br":
        following.decompose()
    if rest:
        text.replace_with(rest)
    else:
        text.decompose()
