"""``{::comment}``, ``{::nomarkdown}`` and ``{::options}``, between blocks and in running text."""

from __future__ import annotations

import re

from handler.core.markdown.attributes import LIST_BODY, read_attributes
from handler.core.markdown.balance import balance
from handler.core.markdown.nodes import BlockEnd, Element, Raw
from handler.core.markdown.source import BlockReader, Document

_NAMES = ("comment", "nomarkdown", "options")
_BLOCK = re.compile(rf" {{0,3}}\{{::(\w+)(?:[ \t]({LIST_BODY}{{0,1000}}?))?(/)?\}}[ \t]*\n")
_BLOCK_END = {
    name: re.compile(rf"^ {{0,3}}\{{:/(?:{name})?\}}[ \t]*\n", re.MULTILINE) for name in _NAMES
}
INLINE = re.compile(rf"\{{::(\w+)(?:\s({LIST_BODY}{{0,1000}}?))?(/)?\}}")
INLINE_END = {name: re.compile(rf"\{{:/(?:{name})?\}}") for name in _NAMES}


def read_block(reader: BlockReader) -> bool:
    """Read an extension whose tags stand on lines of their own."""
    source, line = reader.source, reader.source.line
    match = source.check(_BLOCK)
    end = _BLOCK_END.get(match[1]) if match else None
    if match is None or end is None:
        return False
    closing = source.find(end, match.end()) if not match[3] else match
    if closing is None:
        message = f"{{::{match[1]}}} is never ended: add a line {{:/{match[1]}}}."
        reader.document.warn(line, message)
        return False
    body = "" if match[3] else source.text[match.end() : closing.start()]
    source.pos = closing.end()
    element = carry_out(reader.document, match, body)
    if isinstance(element, Raw):
        element.html += "\n"
        reader.parent.children.append(element)
    else:
        reader.add(BlockEnd(by_attributes=True), line)
    return True


def carry_out(document: Document, match: re.Match[str], body: str) -> Element | None:
    """Do what an extension asks for; what it shows, if anything."""
    settings = read_attributes(match[2] or "").attributes
    if match[1] == "options":
        for key, value in settings.items():
            document.options = document.options.with_setting(key, value)
        return None
    if match[1] == "comment":
        return Raw(html=f"<!-- {body.strip().replace('--', '&ndash;')} -->")
    if "html" not in settings.get("type", "html").split():
        return None
    # An element may begin in one extension and end in the next one.
    document.unbalanced = document.unbalanced or balance(body) != body
    return Raw(html=body.removesuffix("\n"))
