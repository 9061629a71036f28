"""Headings, marked with ``#`` or underlined."""

from __future__ import annotations

import re

from handler.core.markdown.nodes import Heading
from handler.core.markdown.source import BlockReader

_MARKED = re.compile(r"(#{1,6})[ \t]+(\S.*)\n", re.ASCII)
_UNDERLINED = re.compile(r" {0,3}(?=\S)(.*)\n([-=])[-=]*[ \t]*\n", re.ASCII)
_ID = re.compile(r"[ \t]+\{#((?:[^\W\d]|:)[\w:.-]*)\}[ \t]*\Z")


def read_marked(reader: BlockReader) -> bool:
    """Read ``## Heading``; GFM wants the space, and no indentation."""
    line = reader.source.line
    match = reader.source.take(_MARKED)
    if match is None:
        return False
    heading = _heading(match[2].rstrip(" \t"), len(match[1]))
    bare = heading.text.rstrip("#")
    if bare[-1:] in (" ", "\t"):
        heading.text = bare.rstrip(" \t")
    reader.add(heading, line)
    return True


def read_underlined(reader: BlockReader) -> bool:
    """Read one line of text with ``===`` or ``---`` below it."""
    match = reader.source.check(_UNDERLINED) if reader.after_boundary() else None
    if match is None:
        return False
    line, reader.source.pos = reader.source.line, match.end()
    reader.add(_heading(match[1].strip(" \t"), 1 if match[2] == "=" else 2), line)
    return True


def _heading(text: str, level: int) -> Heading:
    """A heading with the id that stands in braces behind it."""
    identifier = _ID.search(text)
    if identifier is None:
        return Heading(text=text, level=level)
    attributes = {"id": identifier[1]}
    return Heading(text=text[: identifier.start()], level=level, attributes=attributes)
