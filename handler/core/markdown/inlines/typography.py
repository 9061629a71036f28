"""Smart quotes, dashes, dots, guillemets, entities and backslash escapes."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from handler.core.markdown.inlines.formulas import read_brackets
from handler.core.markdown.inlines.quotes import smart_quote
from handler.core.markdown.inlines.reader import HTML, InlineReader, Step
from handler.core.markdown.nodes import Container, Raw
from handler.core.markdown.text import escape_once

_SYMBOLS = {"---": "mdash", "--": "ndash", "...": "hellip", "<<": "laquo", ">>": "raquo"}
_SHOWN = {"mdash": "—", "ndash": "–", "hellip": "…", "laquo": "«", "raquo": "»"}
_SHOWN |= {"laquo_space": "«\N{NO-BREAK SPACE}", "raquo_space": "\N{NO-BREAK SPACE}»"}
_ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=~-")
_ENTITY = re.compile(r"&(?:([A-Za-z_][\w.-]{0,31})|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));")
_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
_LINE_BREAK = re.compile(r" {2,}\n")


def read_quote(reader: InlineReader, pos: int, _context: int) -> Step:
    """A quote right behind another construct."""
    return reader.finish_symbol(*smart_quote(reader.text, pos, "", reader.document.options.quotes))


def read_symbol(reader: InlineReader, pos: int, _context: int) -> Step | None:
    """Dashes, dots and guillemets."""
    for length in (3, 2):
        name = _SYMBOLS.get(reader.text[pos : pos + length])
        if name is not None:
            end = pos + length
            if name == "laquo" and reader.text.startswith(" ", end):
                name, end = "laquo_space", end + 1
            return _finish_named(reader, name, end)
    return None


def _finish_named(reader: InlineReader, name: str, end: int) -> Step:
    """A symbol, or what the options show in its place; headings' ids know only the symbol."""
    symbol, end = reader.finish_symbol(_SHOWN[name], end)
    for changed, shown in reader.document.options.symbols:
        if changed == name:
            return Raw(html=escape_once(shown), text=_SHOWN[name]), end
    return symbol, end


def read_entity(reader: InlineReader, pos: int, _context: int) -> Step | None:
    """An entity as the character it stands for."""
    match = _ENTITY.match(reader.text, pos)
    if match is None:
        return None
    number = _code_point(match)
    if not number or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return None
    return reader.finish_symbol(chr(number), match.end())


def _code_point(match: re.Match[str]) -> int:
    if match[2]:
        return int(match[2])
    if match[3]:
        return int(match[3], 16)
    return name2codepoint.get(match[1], 39 if match[1] == "apos" else 0)


def read_escape(reader: InlineReader, pos: int, context: int) -> Step | None:
    """A character that a backslash keeps from meaning anything, a hard line break, or a formula."""
    follows = reader.text[pos + 1 : pos + 2]
    options = reader.document.options
    if follows == "\\" and (formula := read_brackets(reader, pos)):
        return formula
    if follows == "\n" and options.gfm and not options.wraps and not context & HTML:
        return reader.finish(Container(tag="br"), pos + 1)
    if reader.text.startswith("\\\\\n", pos) and not options.wraps:
        return reader.finish(Container(tag="br"), pos + 2)
    if follows in ("<", ">") and reader.text.startswith(follows * 2, pos + 1):
        return follows * 2, pos + 3
    return (follows, pos + 2) if follows in _ESCAPABLE and follows else None


def unescape(text: str) -> str:
    """Text without the backslashes that only keep marks from meaning anything."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def read_line_break(reader: InlineReader, pos: int, _context: int) -> Step | None:
    """Two spaces at the end of a line, or the one before a closing guillemet."""
    if reader.text.startswith(" >>", pos):
        return _finish_named(reader, "raquo_space", pos + 3)
    wraps = reader.document.options.wraps
    match = None if wraps else _LINE_BREAK.match(reader.text, pos)
    return reader.finish(Container(tag="br"), match.end() - 1) if match else None
