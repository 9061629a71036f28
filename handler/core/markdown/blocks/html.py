"""Raw HTML between blocks, with Markdown inside where ``markdown="1"`` asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handler.core.markdown.elements import (
    HIDING,
    PARAGRAPH_CONTENT,
    UNESCAPED,
    VOID,
    content_model,
    is_known,
    never_closed,
    tag_name,
)
from handler.core.markdown.html_tags import (
    EMPTY_COMMENT,
    END_TAG,
    START_TAG,
    read_tag_attributes,
    write_comment,
    write_end_tag,
)
from handler.core.markdown.nodes import Element, HTMLBlock, HTMLTag, Raw, TextContainer
from handler.core.markdown.source import BlockReader, Source
from handler.core.markdown.text import escape_once

_INDENT = re.compile(r" {0,3}")
_REST_OF_LINE = re.compile(r"[ \t]*\n")
_COMMENT_END = re.compile(r"-->")
_INSTRUCTION_END = re.compile(r"\?>")
_FOREIGN = {"svg", "math"}


def read_html(reader: BlockReader) -> bool:
    """Read a comment, a whole raw element, or the end tag that the text around waits for."""
    source = reader.source
    start = source.pos
    if _read_comment(reader):
        return True
    source.pos += len(source.check(_INDENT)[0])  # type: ignore[index]
    if _read_element(reader) or _read_end(reader):
        return True
    source.pos = start
    return False


def _read_comment(reader: BlockReader) -> bool:
    comment = _take_comment(reader.source)
    if comment is None:
        return False
    reader.source.take(_REST_OF_LINE)
    reader.parent.children.append(Raw(html=comment, marks={"block"}))
    return True


def _take_comment(source: Source) -> str | None:
    if source.take(EMPTY_COMMENT):
        return "<!---->"
    comment = _take_between(source, "<!--", _COMMENT_END)
    return None if comment is None else write_comment(comment)


def _take_between(source: Source, opening: str, closing: re.Pattern[str]) -> str | None:
    if not source.text.startswith(opening, source.pos):
        return None
    end = source.find(closing, source.pos + len(opening))
    if end is None:
        return None
    start, source.pos = source.pos, end.end()
    return source.text[start : end.end()]


def _read_end(reader: BlockReader) -> bool:
    match = reader.source.check(END_TAG)
    if match is None or tag_name(match[1]) != reader.stop_tag:
        return False
    reader.source.pos = match.end()
    reader.stopped = True
    return True


def _read_element(reader: BlockReader) -> bool:
    source, line = reader.source, reader.source.line
    match = source.check(START_TAG)
    if match is None or match[1].lower() in PARAGRAPH_CONTENT or _would_hide_all(source, match):
        return False
    block = HTMLBlock()
    reader.add(block, line)
    _RawReader(reader, block).read()
    source.take(_REST_OF_LINE)
    return True


@dataclass(slots=True)
class _RawReader:
    """Reads one raw element to its end tag, or to the end of the text."""

    reader: BlockReader
    block: HTMLBlock
    open: list[str] = field(default_factory=list)

    def read(self) -> None:
        source = self.reader.source
        while not source.at_end:
            self._read_piece(source)
            if not self.open:
                return
        self.reader.document.warn(self.block.line, never_closed(self.open[-1]))
        self._put("".join(write_end_tag(name) for name in reversed(self.open)))

    def _put(self, html: str) -> None:
        if html:
            self.block.children.append(Raw(html=html))

    def _read_piece(self, source: Source) -> None:
        line = source.line
        if match := source.take(START_TAG):
            self._start(match, line)
        elif match := source.take(END_TAG):
            self._end(match)
        else:
            whole = _take_comment(source) or _take_between(source, "<?", _INSTRUCTION_END)
            self._put(whole if whole is not None else self._take_text(source))

    def _take_text(self, source: Source) -> str:
        start = source.pos
        end = source.text.find("<", start + 1)
        source.pos = end if end >= 0 else len(source.text)
        return escape_once(source.text[start : source.pos])

    def _end(self, match: re.Match[str]) -> None:
        if self.open and self.open[-1] == tag_name(match[1]):
            self._put(write_end_tag(self.open.pop()))
        else:
            self._put(escape_once(match[0]))

    def _start(self, match: re.Match[str], line: int) -> None:
        name = tag_name(match[1])
        if _would_hide_all(self.reader.source, match):
            self._put(escape_once(match[0]))
            self.reader.document.warn(line, never_closed(name))
            return
        attributes = read_tag_attributes(match[2], name)
        model = self._model(name, attributes.pop("markdown", None))
        void = name in VOID or (match[3] is not None and not _FOREIGN.isdisjoint(self.open))
        tag = HTMLTag(name=name, void=void, attributes=attributes)
        self.block.children.append(tag)
        if match[3] is not None or void:
            self._put("" if void else write_end_tag(name))
        elif name in UNESCAPED:
            self._put(self._take_until_end(name) + write_end_tag(name))
        elif model == "block":
            self._read_blocks(name)
        elif model == "span":
            self._read_span(name)
        else:
            self.open.append(name)

    def _model(self, name: str, wanted: str | None) -> str:
        if wanted is None:
            inside = self.reader.document.options.parse_block_html and not self.open
            return content_model(name) if inside else "raw"
        return {"1": content_model(name), "block": "block", "span": "span"}.get(wanted, "raw")

    def _take_until_end(self, name: str) -> str:
        """The text before the end tag, which is read as well."""
        source = self.reader.source
        start = source.pos
        end = source.find(_end_of(name), start)
        source.pos = end.end() if end else len(source.text)
        return source.text[start : end.start() if end else len(source.text)]

    def _read_blocks(self, name: str) -> None:
        reader, inside = self.reader, Element()
        reader.source.take(_REST_OF_LINE)
        line = reader.source.line
        if not reader.read_inside(inside, name):
            reader.document.warn(line, never_closed(name))
        self.block.children.append(Raw(html="\n"))
        self.block.children.append(inside)
        self._put(write_end_tag(name))

    def _read_span(self, name: str) -> None:
        line = self.reader.source.line
        text = self._take_until_end(name)
        self.block.children.append(TextContainer(tag="", text=text, line=line))
        self._put(write_end_tag(name))


def _would_hide_all(source: Source, start_tag: re.Match[str]) -> bool:
    name = start_tag[1]
    if name.lower() not in HIDING or start_tag[3] is not None:
        return False
    return name.lower() == "plaintext" or source.find(_end_of(name), start_tag.end()) is None


def _end_of(name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if is_known(name) else re.NOFLAG
    return re.compile(rf"</{re.escape(name)}\s*+>", flags)
