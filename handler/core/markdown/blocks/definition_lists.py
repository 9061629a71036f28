"""Definition lists: terms, and lines beginning with a colon that explain them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handler.core.markdown.blocks.lists import continued_line, first_line, take_item_attributes
from handler.core.markdown.nodes import Blank, Container, Element, Paragraph, TextContainer
from handler.core.markdown.patterns import BLANK_LINES, BLOCK_END
from handler.core.markdown.source import BlockReader

_START = re.compile(r"( {0,3}:)([\t| ].*\n)")


@dataclass(slots=True)
class _Definition:
    element: Container
    indent: int
    line: int
    text: list[str]
    loose: bool


def read_definitions(reader: BlockReader) -> bool:
    """Read the definitions of the paragraph just read, whose lines are the terms."""
    source = reader.source
    terms = _terms(reader) if source.check(_START) else None
    if terms is None:
        return False
    paragraph, loose = terms
    listing = Container(tag="dl", line=paragraph.line, attributes=paragraph.attributes)
    listing.children += _read_terms(reader, paragraph)
    trailing: Blank | None = None
    for definition in _read_items(reader, loose):
        reader.read_nested("".join(definition.text), definition.element, definition.line)
        trailing = _settle(definition)
        listing.children.append(definition.element)
    _append(reader.parent, listing)
    if trailing is not None:
        reader.parent.children.append(trailing)
    return True


def _terms(reader: BlockReader) -> tuple[Paragraph, bool] | None:
    """The paragraph before, taken out of the tree, and whether a blank line follows it."""
    children = reader.parent.children
    last = children[-1] if children else None
    loose = isinstance(last, Blank)
    if isinstance(last, Blank):
        if last.text != "\n" or len(children) < 2:
            return None
        last = children[-2]
    if not isinstance(last, Paragraph):
        return None
    del children[-1 - loose :]
    return last, loose


def _read_terms(reader: BlockReader, paragraph: Paragraph) -> list[TextContainer]:
    terms = []
    for offset, line in enumerate(paragraph.text.split("\n")):
        term = TextContainer(tag="dt", line=paragraph.line + offset)
        holder = Container()
        term.text = take_item_attributes(reader, holder, line).strip(" \t")
        term.attributes = holder.attributes
        terms.append(term)
    return terms


def _read_items(reader: BlockReader, loose: bool) -> list[_Definition]:
    source, items = reader.source, list[_Definition]()
    start, after_blank = _START, False
    while not source.at_end and not source.check(BLOCK_END):
        line = source.line
        if match := source.take(start):
            content, indent = first_line(len(match[1]), match[2])
            element = Container(tag="dd", line=line)
            content = take_item_attributes(reader, element, content)
            items.append(_Definition(element, indent, line, [content], loose))
            start = re.compile(rf"( {{0,{min(3, indent - 1)}}}:)([\t| ].*\n)")
            loose = after_blank = False
        elif continued := continued_line(source, items[-1].indent, after_blank):
            items[-1].text.append(continued[0])
            loose = after_blank = False
        elif blank := source.take(BLANK_LINES):
            items[-1].text.append(blank[0])
            loose = after_blank = True
        else:
            break
    return items


def _settle(definition: _Definition) -> Blank | None:
    children = definition.element.children
    if not children:
        return None
    trailing = children.pop() if isinstance(children[-1], Blank) else None
    first = children[0] if children else None
    if isinstance(first, Paragraph) and not definition.loose:
        first.bare = True
    return trailing if isinstance(trailing, Blank) else None


def _append(parent: Element, listing: Container) -> None:
    """Add a definition list, or its entries to a list just before it."""
    children = parent.children
    skipped = bool(children) and isinstance(children[-1], Blank)
    before = children[-1 - skipped] if len(children) > skipped else None
    if isinstance(before, Container) and before.tag == "dl":
        if skipped:
            children.pop()
        before.children += listing.children
    else:
        children.append(listing)
