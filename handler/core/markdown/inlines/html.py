"""What begins with ``<`` in running text: autolinks, HTML tags and comments."""

from __future__ import annotations

import re

from handler.core.markdown.elements import (
    HIDING,
    NEVER_INLINE,
    UNESCAPED,
    VOID,
    content_model,
    is_real,
    never_closed,
    tag_name,
)
from handler.core.markdown.html_tags import (
    EMPTY_COMMENT,
    END_TAG,
    START_TAG,
    read_tag_attributes,
    write_comment,
    write_start_tag,
)
from handler.core.markdown.inlines.reader import HTML, RAW, InlineReader, Step
from handler.core.markdown.inlines.typography import read_symbol
from handler.core.markdown.nodes import Container, HTMLTag, Raw
from handler.core.markdown.text import escape_once

_ADDRESS = re.compile(r"<((?:mailto|https?|ftps?):[^>\n]+)>")
_MAIL = re.compile(r"<([-.\w]++@[-\w]++(?:\.[-\w]++)*+)>")


def read_angle(reader: InlineReader, pos: int, context: int) -> Step | None:
    """An autolink, a comment or an element; None when ``<`` is only a sign."""
    follows = reader.text[pos + 1 : pos + 2]
    if follows == "<":
        return None if context & RAW else read_symbol(reader, pos, context)
    if follows == "!":
        return _read_comment(reader, pos)
    if reader.find(">", pos) < 0:
        return None
    if context & RAW:
        return _read_element(reader, pos, context)
    return _read_autolink(reader, pos) or _read_element(reader, pos, context)


def _read_comment(reader: InlineReader, pos: int) -> Step | None:
    if empty := EMPTY_COMMENT.match(reader.text, pos):
        return reader.finish(Raw(html="<!---->"), empty.end())
    end = reader.find("-->", pos + 4) if reader.text.startswith("<!--", pos) else -1
    if end < 0:
        return None
    return reader.finish(Raw(html=write_comment(reader.text[pos : end + 3])), end + 3)


def _read_autolink(reader: InlineReader, pos: int) -> Step | None:
    match = _ADDRESS.match(reader.text, pos)
    address = match[1] if match else ""
    if match is None:
        match = _MAIL.match(reader.text, pos)
        if match is None:
            return None
        address = f"mailto:{match[1]}"
    text = address.removeprefix("mailto:")
    link = Container(tag="a", children=[text], attributes={"href": address})
    return reader.finish(link, match.end())


def _read_element(reader: InlineReader, pos: int, context: int) -> Step | None:
    match = START_TAG.match(reader.text, pos)
    if match is None:
        stray = END_TAG.match(reader.text, pos)
        return (stray[0], stray.end()) if stray else None
    name = tag_name(match[1])
    if name in NEVER_INLINE or _would_hide_all(reader, match):
        return match[0], match.end()
    attributes = read_tag_attributes(match[2], name)
    wanted = attributes.pop("markdown", None)
    if name in VOID:
        return reader.finish(HTMLTag(name=name, void=True, attributes=attributes), match.end())
    element = Container(tag=name, attributes=attributes, marks={"html"})
    if match[3]:
        return reader.finish(element, match.end())
    parsed = _is_parsed(reader, name, wanted, context)
    end = _read_content(reader, match.end(), context & ~RAW, element, parsed)
    return reader.finish(element, end)


def _read_content(
    reader: InlineReader, start: int, context: int, element: Container, parsed: bool
) -> int:
    if element.tag in UNESCAPED:
        end = _read_unescaped(reader, start, element)
    else:
        end = _read_nodes(reader, start, context | (HTML if parsed else RAW), element)
    if not is_real(element.tag):
        start_tag = Raw(html=write_start_tag(element.tag, element.attributes))
        element.children = [start_tag, *element.children]
        element.tag, element.attributes = "", {}
    return end


def _is_parsed(reader: InlineReader, name: str, wanted: str | None, context: int) -> bool:
    if wanted is not None:
        return wanted != "0"
    model = content_model(name)
    return model != "raw" and reader.document.options.parse_span_html and not context & RAW


def _read_nodes(reader: InlineReader, start: int, context: int, element: Container) -> int:
    """Read an element's content; one without an end tag holds the rest of the text."""
    end_tag = _end_tag(element.tag)
    text, nodes = reader.text, element.children
    pos = start
    while pos < len(text):
        if text[pos] == "<" and (match := end_tag.match(text, pos)):
            return match.end()
        node, pos = reader.step(pos, context)
        if node is not None:
            nodes.append(node)
    reader.warn(start, never_closed(element.tag))
    return pos


def _read_unescaped(reader: InlineReader, start: int, element: Container) -> int:
    """Take a script or a style up to its end tag, whatever is in it."""
    end_tag = _end_tag(element.tag)
    end = reader.find(end_tag, start)
    end = end if end >= 0 else len(reader.text)
    text = reader.text[start:end]
    element.children.append(Raw(html=escape_once(text), text=text))
    match = end_tag.match(reader.text, end)
    return match.end() if match else end


def _would_hide_all(reader: InlineReader, start_tag: re.Match[str]) -> bool:
    name = start_tag[1].lower()
    if name not in HIDING or start_tag[3]:
        return False
    if name != "plaintext" and reader.find(_end_tag(name), start_tag.end()) >= 0:
        return False
    reader.warn(start_tag.start(), never_closed(name))
    return True


def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*+>", re.IGNORECASE)
