"""Links, images and footnote marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handler.core.markdown.inlines.reader import LINK, InlineReader, Step
from handler.core.markdown.inlines.typography import unescape
from handler.core.markdown.nodes import Container, FootnoteMark, Image, LinkTarget
from handler.core.markdown.text import SPACES, link_identifier

_FOOTNOTE = re.compile(r"\[\^(\w[\w-]*)\]", re.ASCII)
_REFERENCE = re.compile(r"\s*+\[([^\]]*)\]", re.ASCII)
_TITLE_START = re.compile(r"\s*+([\"'])", re.ASCII)
_TITLE_ENDS = {quote: re.compile(rf"{quote}\s*+\)", re.ASCII) for quote in "\"'"}
_PARENTHESES = re.compile(r"[()]|\s(?=[\"'])", re.ASCII)
_MAX_NAME = 1000


@dataclass(slots=True)
class _Parentheses:
    """Where each opening parenthesis is closed, and where a title may begin before that."""

    closing: dict[int, int] = field(default_factory=dict)
    title: dict[int, int] = field(default_factory=dict)


def read_bracket(reader: InlineReader, pos: int, context: int) -> Step | None:
    """A link or a footnote's mark; None when the bracket is only a bracket."""
    if reader.text.startswith("[^", pos):
        return _read_footnote(reader, pos)
    if context & LINK:
        return None
    found = _find_target(reader, pos + 1, context | LINK)
    if found is None:
        return None
    target, close, end = found
    children = reader.between(pos + 1, close, context | LINK)
    link = Container(tag="a", children=children, attributes={"href": target.url})
    link.attributes |= _more(target)
    return reader.finish(link, end)


def read_image(reader: InlineReader, pos: int, context: int) -> Step | None:
    """An image; its brackets are text when it has no address."""
    if not reader.text.startswith("![", pos):
        return None
    found = _find_target(reader, pos + 2, context)
    if found is None:
        return "![", pos + 2
    target, close, end = found
    image = Image(attributes={"src": target.url, "alt": unescape(reader.text[pos + 2 : close])})
    image.attributes |= _more(target)
    return reader.finish(image, end)


def _more(target: LinkTarget) -> dict[str, str]:
    more = target.attributes
    return {"title": target.title, **more} if target.title else more


def _read_footnote(reader: InlineReader, pos: int) -> Step | None:
    match = _FOOTNOTE.match(reader.text, pos)
    if match is None:
        return None
    if match[1] not in reader.document.footnotes:
        message = f"The footnote {match[1]!r} is not defined: add a line [^{match[1]}]: text."
        reader.warn(pos, message)
        return match[0], match.end()
    return reader.finish(FootnoteMark(name=match[1]), match.end())


def _find_target(
    reader: InlineReader, start: int, context: int
) -> tuple[LinkTarget, int, int] | None:
    """Where a bracket leads, where it is closed and where the whole link ends."""
    close = reader.matching_bracket(start, context)
    if close is None:
        return None
    found = _named_target(reader, start, close) or _written_target(reader, close + 1)
    return (found[0], close, found[1]) if found else None


def _named_target(reader: InlineReader, start: int, close: int) -> tuple[LinkTarget, int] | None:
    text, links = reader.text, reader.document.links
    reference = _REFERENCE.match(text, close + 1)
    if reference is None and text.startswith("(", close + 1):
        return None
    if not links:
        return None
    name = reference[1] if reference else ""
    name = name or unescape(text[start:close][: _MAX_NAME + 1])
    target = links.get(link_identifier(name)) if len(name) <= _MAX_NAME else None
    return (target, reference.end() if reference else close + 1) if target else None


def _written_target(reader: InlineReader, pos: int) -> tuple[LinkTarget, int] | None:
    """The address and title in parentheses at ``pos``."""
    text = reader.text
    if not text.startswith("(", pos):
        return None
    if text.startswith("(<", pos):
        end = reader.find(">", pos + 2)
        if end >= 0 and not 0 <= reader.find("\n", pos + 2) < end:
            url, after = text[pos + 2 : end], end + 1
            if text.startswith(")", after):
                return LinkTarget(url), after + 1
            return _with_title(reader, url, after)
    parentheses = _parentheses(reader)
    closing, title = parentheses.closing.get(pos), parentheses.title.get(pos)
    if title is not None and (closing is None or title < closing):
        return _with_title(reader, text[pos + 1 : title].strip(SPACES), title)
    return (LinkTarget(text[pos + 1 : closing].strip(SPACES)), closing + 1) if closing else None


def _with_title(reader: InlineReader, url: str, pos: int) -> tuple[LinkTarget, int] | None:
    opening = _TITLE_START.match(reader.text, pos)
    if opening is None:
        return None
    ends = _TITLE_ENDS[opening[1]]
    start = opening.end()
    end = reader.find(ends, start + 1)
    if end < 0:
        return None
    title = reader.text[start:end]
    return LinkTarget(url, title), ends.match(reader.text, end).end()  # type: ignore[union-attr]


def _parentheses(reader: InlineReader) -> _Parentheses:
    known = reader.cache.get("parentheses")
    if isinstance(known, _Parentheses):
        return known
    known, waiting = _Parentheses(), list[int]()
    for mark in _PARENTHESES.finditer(reader.text):
        if mark[0] == "(":
            waiting.append(mark.start())
        elif mark[0] == ")":
            if waiting:
                known.closing[waiting.pop()] = mark.start()
        elif waiting:
            known.title.setdefault(waiting[-1], mark.start())
    reader.cache["parentheses"] = known
    return known
