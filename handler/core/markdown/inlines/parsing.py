"""Inline Markdown: emphasis, code, math, extensions, and which reader a character calls."""

from __future__ import annotations

import re
from collections.abc import Callable

from handler.core.markdown.document import extensions
from handler.core.markdown.inlines.formulas import read_dollars
from handler.core.markdown.inlines.html import read_angle
from handler.core.markdown.inlines.links import read_bracket, read_image
from handler.core.markdown.inlines.reader import (
    EMPHASIS,
    HTML,
    STRIKE,
    STRONG,
    Handler,
    InlineReader,
    Step,
)
from handler.core.markdown.inlines.typography import (
    read_entity,
    read_escape,
    read_line_break,
    read_quote,
    read_symbol,
)
from handler.core.markdown.nodes import Code, Container, Node
from handler.core.markdown.source import Document
from handler.core.markdown.text import is_space

_STRIKE_END = re.compile(r"(?<=[^ \t\n\r\f\v~])~~")
_BACKTICKS = re.compile(r"`+")


def read_inline(text: str, document: Document, line: int, *, in_html: bool = False) -> list[Node]:
    """Read one block's inline text; inside HTML, GFM's line breaks are none."""
    return InlineReader(text, document, _HANDLERS, line).read(HTML if in_html else 0)


def _read_emphasis(reader: InlineReader, pos: int, context: int) -> Step:
    text, char = reader.text, reader.text[pos]
    mark = char * 2 if text.startswith(char * 2, pos) else char
    flag = STRONG if len(mark) == 2 else EMPHASIS
    after = pos + len(mark)
    if not _can_open(text, pos, after) or context & flag:
        return mark, after
    found = _emphasized(reader, after, context | flag, mark)
    if found is None and flag == STRONG and not context & EMPHASIS:
        found = _emphasized(reader, pos + 1, context | EMPHASIS, char)
    return found or (mark, after)


def _can_open(text: str, pos: int, after: int) -> bool:
    follows = text[after : after + 1]
    if not follows or is_space(follows):
        return not follows
    if text[pos] == "*" or pos == 0:
        return True
    before = text[pos - 2 : pos - 1] if text[pos - 1] == "-" and pos > 1 else text[pos - 1]
    return not before.isalpha()


def _emphasized(reader: InlineReader, start: int, context: int, mark: str) -> Step | None:
    found = reader.until(start, context, mark, _closing(reader.text, mark))
    if found is None:
        return None
    nodes, end = found
    tag = "strong" if len(mark) == 2 else "em"
    return reader.finish(Container(tag=tag, children=nodes), end + len(mark))


def _closing(text: str, mark: str) -> Callable[[int], bool]:
    size = len(mark)

    def closes(pos: int) -> bool:
        if is_space(text[pos - 1]):
            return False
        if size == 1 and text.startswith(mark * 2, pos) and not text.startswith(mark * 3, pos):
            return False
        return mark[0] == "*" or not text[pos + size : pos + size + 1].isalnum()

    return closes


def _read_strike(reader: InlineReader, pos: int, context: int) -> Step | None:
    text = reader.text
    if not text.startswith("~~", pos) or context & STRIKE or not reader.document.options.gfm:
        return None
    follows = text[pos + 2 : pos + 3]
    if not follows or is_space(follows) or follows == "~":
        return None
    # The first end counts, even between marks of emphasis that it tears apart.
    end = reader.find(_STRIKE_END, pos + 3)
    if end < 0:
        return None
    children = reader.within(pos + 2, end, context | STRIKE | HTML)
    return reader.finish(Container(tag="del", children=children), end + 2)


def _read_code(reader: InlineReader, pos: int, _context: int) -> Step:
    text = reader.text
    after = _BACKTICKS.match(text, pos).end()  # type: ignore[union-attr]
    run = text[pos:after]
    apart = is_space(text[after : after + 1]) and (pos == 0 or is_space(text[pos - 1]))
    if len(run) == 1 and apart:
        return run, after
    end = reader.find(run, after)
    if end < 0:
        return run, after
    code = text[after:end]
    if len(run) > 1:
        code = code.removeprefix(" ").removesuffix(" ")
    return reader.finish(Code(code=code), end + len(run))


def _read_braces(reader: InlineReader, pos: int, _context: int) -> Step | None:
    """An extension in running text; an attribute list behind text is text."""
    text = reader.text
    if not text.startswith("{::", pos) or reader.find("}", pos) < 0:
        return None
    match = extensions.INLINE.match(text, pos)
    closing = extensions.INLINE_END.get(match[1]) if match else None
    if match is None or closing is None:
        return None
    start = end = match.end()
    if not match[3]:
        found = reader.find(closing, start)
        if found < 0:
            return None
        start, end = found, closing.match(text, found).end()  # type: ignore[union-attr]
    element = extensions.carry_out(reader.document, match, text[match.end() : start])
    return reader.finish(element, end) if element is not None else (None, end)


_HANDLERS: dict[str, Handler] = {
    "*": _read_emphasis,
    "_": _read_emphasis,
    "`": _read_code,
    "$": read_dollars,
    "~": _read_strike,
    "{": _read_braces,
    "[": read_bracket,
    "!": read_image,
    "<": read_angle,
    "&": read_entity,
    "\\": read_escape,
    " ": read_line_break,
    "-": read_symbol,
    ".": read_symbol,
    ">": read_symbol,
    '"': read_quote,
    "'": read_quote,
}
