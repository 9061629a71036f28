"""Reading text into blocks: which rule reads the next lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from handler.core.markdown.blocks import (
    code,
    definition_lists,
    definitions,
    headings,
    html,
    lists,
    tables,
)
from handler.core.markdown.document.escaped_tex import unescaped
from handler.core.markdown.nodes import (
    Blank,
    BlockEnd,
    Container,
    Element,
    Math,
    Paragraph,
    TextContainer,
)
from handler.core.markdown.patterns import (
    BLANK_LINES,
    BLOCK_END,
    GFM_PARAGRAPH_STOP,
    HORIZONTAL_RULE,
    LAZY_STOP,
    PARAGRAPH_STOP,
)
from handler.core.markdown.source import MAX_DEPTH, BlockReader, Document, Source
from handler.core.markdown.text import SPACES

Rule = Callable[[BlockReader], bool]

_START = re.compile(r" {0,3}(\S)", re.ASCII)
_QUOTE_LINE = re.compile(r" {0,3}>")
_QUOTE_MARKS = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_MATH = re.compile(r" {0,3}(\\)?\$\$")
_MATH_END = re.compile(r"\$\$")
_DISPLAYED = re.compile(r" {0,3}\\\\\[")
_DISPLAYED_END = re.compile(r"\\\\\]")
_REST_OF_LINE = re.compile(r"[ \t]*\n")


def read_document(text: str, document: Document) -> Element:
    """Read a whole text into blocks."""
    root = Element()
    read_blocks(BlockReader(Source(text), document, root, read_blocks))
    document.attribute_lists.complete()
    return root


def read_blocks(reader: BlockReader) -> None:
    """Read blocks until the text, or the raw HTML element around it, ends."""
    source = reader.source
    if reader.depth > MAX_DEPTH:
        _read_flat(reader)
    while not source.at_end and not reader.stopped:
        if not _read_blank(reader):
            _read_block(reader)


def _read_block(reader: BlockReader) -> None:
    source = reader.source
    start = source.check(_START)
    if start is None:
        rules: tuple[Rule, ...] = (code.read_indented, _read_stray)
    else:
        first = start[1]
        rules = _RULES.get(first, _ANY_BLOCK if not first.isdecimal() else _NUMBERED)
    for rule in rules:
        if rule(reader):
            return
    _read_paragraph(reader)


def _read_flat(reader: BlockReader) -> None:
    """Show what is nested too deeply as text."""
    source = reader.source
    text = " ".join(source.text[source.pos :].split())
    reader.document.warn(source.line, "Blocks are nested too deeply: use fewer levels.")
    if text:
        reader.add(Paragraph(text=text), source.line)
    source.pos = len(source.text)


def _read_blank(reader: BlockReader) -> bool:
    source = reader.source
    line = source.line
    match = source.take(BLANK_LINES)
    if match is None:
        return False
    last = reader.last_block()
    if isinstance(last, Blank):
        last.text += match[0]
    else:
        reader.parent.children.append(Blank(text=match[0], line=line))
        reader.pending = None
    return True


def _read_stray(reader: BlockReader) -> bool:
    """Read a line that a tab behind less than four spaces makes neither code nor a paragraph."""
    source, line, start = reader.source, reader.source.line, reader.source.pos
    source.pos = source.line_end(start)
    text = source.text[start : source.pos]
    last = reader.last_block()
    if isinstance(last, TextContainer):
        last.text += text
    else:
        reader.parent.children.append(TextContainer(tag="", text=text, line=line))
    return True


def _read_quote(reader: BlockReader) -> bool:
    source = reader.source
    line, start = source.line, source.pos
    source.pos = source.line_end(start)
    while not source.at_end and (source.check(_QUOTE_LINE) or not source.check(LAZY_STOP)):
        source.pos = source.line_end(source.pos)
    quote = Container(tag="blockquote")
    reader.add(quote, line)
    reader.read_nested(_QUOTE_MARKS.sub("", source.text[start : source.pos]), quote, line)
    return True


def _read_rule(reader: BlockReader) -> bool:
    line = reader.source.line
    if reader.source.take(HORIZONTAL_RULE) is None:
        return False
    reader.add(Container(tag="hr"), line)
    return True


def _read_math(reader: BlockReader) -> bool:
    opening = reader.source.check(_MATH)
    if opening is None:
        return False
    line, found = reader.source.line, _take_formula(reader, opening, _MATH_END)
    if found is None:
        return False
    if opening[1]:
        # A backslash says that this is a paragraph with a formula, not a formula by itself.
        reader.add(Paragraph(text=f"$${found}$$"), line)
        return True
    reader.add(Math(tex=found.strip(SPACES), block=True), line)
    return True


def _read_displayed(reader: BlockReader) -> bool:
    """Read a formula in the brackets that MathJax looks for."""
    opening = reader.source.check(_DISPLAYED) if reader.document.options.tex_in_text else None
    line = reader.source.line
    found = _take_formula(reader, opening, _DISPLAYED_END) if opening else None
    if found is None:
        return False
    reader.add(Math(tex=unescaped(found.strip(SPACES)), block=True), line)
    return True


def _take_formula(reader: BlockReader, opening: re.Match[str], end: re.Pattern[str]) -> str | None:
    """The TeX up to an end with nothing behind it, if it stands by itself; else stay here."""
    source, start = reader.source, reader.source.pos
    closing = source.find(end, opening.end()) if reader.after_boundary() else None
    if closing is None:
        return None
    source.pos = closing.end()
    source.take(_REST_OF_LINE)
    if reader.before_boundary():
        return source.text[opening.end() : closing.start()]
    source.pos = start
    return None


def _read_block_end(reader: BlockReader) -> bool:
    if reader.source.take(BLOCK_END) is None:
        return False
    reader.parent.children.append(BlockEnd())
    reader.pending = None
    return True


def _read_paragraph(reader: BlockReader) -> None:
    source = reader.source
    line, start = source.line, source.pos
    stops = GFM_PARAGRAPH_STOP if reader.document.options.gfm else PARAGRAPH_STOP
    stop = stops.search(source.text, start)
    source.pos = stop.end() if stop else len(source.text)
    text = source.text[start : source.pos].removesuffix("\n")
    last = reader.last_block()
    if isinstance(last, Paragraph):
        last.text += "\n" + text
    else:
        reader.add(Paragraph(text=text.lstrip(" \t")), line)


_AFTER: tuple[Rule, ...] = (headings.read_underlined, tables.read_table)
_ANY_BLOCK: tuple[Rule, ...] = _AFTER
_NUMBERED: tuple[Rule, ...] = (lists.read_list, *_AFTER)
_FENCED: tuple[Rule, ...] = (code.read_fence, *_AFTER)
_DEFINED: tuple[Rule, ...] = (definitions.read_footnote, definitions.read_link)
_RULES: dict[str, tuple[Rule, ...]] = {
    "`": _FENCED,
    "~": _FENCED,
    ">": (_read_quote,),
    "#": (headings.read_marked, *_AFTER),
    "*": (_read_rule, lists.read_list, *_AFTER, definitions.read_abbreviation),
    "-": (_read_rule, lists.read_list, *_AFTER),
    "_": (_read_rule, *_AFTER),
    "+": (lists.read_list, *_AFTER),
    ":": (definition_lists.read_definitions, *_AFTER),
    "<": (html.read_html, *_AFTER),
    "\\": (headings.read_underlined, _read_math, _read_displayed, tables.read_table),
    "$": (headings.read_underlined, _read_math, tables.read_table),
    "[": (*_AFTER, *_DEFINED),
    "{": (*_AFTER, definitions.read_braces),
    "^": (*_AFTER, _read_block_end),
}
