"""Lines that show nothing themselves: link, footnote, abbreviation and attribute definitions."""

from __future__ import annotations

import re

from handler.core.markdown.attributes import AttributeList, read_attributes
from handler.core.markdown.blocks.indented import indented_lines, outdented
from handler.core.markdown.document import extensions
from handler.core.markdown.nodes import (
    Attributes,
    Blank,
    BlockEnd,
    Definition,
    Element,
    Footnote,
    LinkTarget,
)
from handler.core.markdown.patterns import ATTRIBUTE_DEFINITION, BLOCK_ATTRIBUTES
from handler.core.markdown.source import BlockReader
from handler.core.markdown.text import SPACES, link_identifier

_FOOTNOTE = re.compile(r" {0,3}\[\^(\w[\w-]*)\]:(.*\n)", re.ASCII)
_LINK = re.compile(r" {0,3}\[([^\n\]]+)\]:[ \t]*([^\n]*)\n")
_BRACKETED = re.compile(r"<([^\n>]*)>(.*)")
_UNBRACKETED = re.compile(r"((?:(?![ \t][\"']).)*+[ \t]?)(.*)")
_TITLE = re.compile(r"[ \t]*(?:\"([^\n]+)\"|'([^\n]+)')[ \t]*\n")
_ABBREVIATION = re.compile(r" {0,3}\*\[([^\n\]]+)\]:(.*)\n")


def read_footnote(reader: BlockReader) -> bool:
    """Read a footnote's definition with its indented lines."""
    source, line = reader.source, reader.source.line
    match = source.take(_FOOTNOTE)
    if match is None:
        return False
    text = outdented(match[2]) + "".join(each for each, _ in indented_lines(source))
    content = Element(line=line)
    reader.read_nested(text, content, line)
    if match[1] in reader.document.footnotes:
        reader.document.warn(line, f"The footnote {match[1]!r} is defined twice: rename one.")
    reader.document.footnotes[match[1]] = Footnote(content)
    reader.add(Definition(), line)
    return True


def read_link(reader: BlockReader) -> bool:
    """Read ``[name]: address "title"``; the title may stand on the next line."""
    source = reader.source
    match = source.check(_LINK)
    target = _link_target(match[2]) if match else None
    if match is None or target is None:
        return False
    source.pos = match.end()
    if target.title is None and (title := source.take(_TITLE)):
        target = LinkTarget(target.url, title[1] or title[2])
    reader.document.links[link_identifier(match[1])] = target
    reader.add(Definition(attributes=target.attributes), reader.source.line)
    return True


def _link_target(text: str) -> LinkTarget | None:
    """The address, in angle brackets or bare, and the title behind it."""
    for pattern in (_BRACKETED, _UNBRACKETED):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        url, rest = match[1], match[2]
        if not rest.strip():
            return LinkTarget(url.strip(SPACES)) if url.strip(SPACES) else None
        title = _TITLE.fullmatch(rest + "\n")
        if title and (rest[0] in " \t" or url[-1:] in (" ", "\t")) and url.strip(SPACES):
            return LinkTarget(url.strip(SPACES), title[1] or title[2])
    return None


def read_abbreviation(reader: BlockReader) -> bool:
    """Read ``*[HTML]: what it stands for``."""
    match = reader.source.take(_ABBREVIATION)
    if match is None:
        return False
    attributes: Attributes = {}
    reader.document.abbreviations[match[1]] = match[2].strip(SPACES), attributes
    reader.add(Definition(attributes=attributes), reader.source.line)
    return True


def read_braces(reader: BlockReader) -> bool:
    """Read a line in braces: an attribute list, a definition of one, or an extension."""
    source, line = reader.source, reader.source.line
    if match := source.take(ATTRIBUTE_DEFINITION):
        reader.document.attribute_lists.define(match[1], read_attributes(match[2]))
        reader.add(BlockEnd(by_attributes=True), line)
        return True
    if match := source.take(BLOCK_ATTRIBUTES):
        _use_attributes(reader, read_attributes(match[1]))
        return True
    return extensions.read_block(reader)


def _use_attributes(reader: BlockReader, attributes: AttributeList) -> None:
    """Put attributes on the block just before; otherwise keep them for the next one."""
    last = reader.last_block()
    if last is not None and not isinstance(last, (Blank, BlockEnd)):
        reader.document.attribute_lists.apply(last, attributes)
        reader.pending = None
        if not reader.source.check(BLOCK_ATTRIBUTES):
            reader.parent.children.append(BlockEnd(by_attributes=True))
    elif reader.pending is None:
        reader.pending = attributes
    else:
        reader.pending.merge(attributes)
