"""The text being read as blocks, and the reader's state at one level of nesting."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from handler.core.markdown.attributes import AttributeList, AttributeLists
from handler.core.markdown.nodes import Attributes, Blank, BlockEnd, Element, Footnote, LinkTarget
from handler.core.markdown.options import MarkdownOptions
from handler.core.markdown.patterns import ATTRIBUTES_AHEAD
from handler.core.markdown.result import MarkdownWarning

MAX_DEPTH = 100
_MAX_WARNINGS = 100


class Source:
    """A text and how far it has been read; reading only ever goes forward."""

    __slots__ = ("_found", "_seen", "_seen_line", "pos", "text")

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.pos = 0
        self._seen = 0
        self._seen_line = first_line
        self._found: dict[re.Pattern[str], re.Match[str] | None] = {}

    @property
    def at_end(self) -> bool:
        """Whether everything has been read."""
        return self.pos >= len(self.text)

    @property
    def line(self) -> int:
        """The number of the line that is read next."""
        if self.pos > self._seen:
            self._seen_line += self.text.count("\n", self._seen, self.pos)
            self._seen = self.pos
        return self._seen_line

    def check(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern here without moving on."""
        return pattern.match(self.text, self.pos)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern here and move behind it."""
        match = pattern.match(self.text, self.pos)
        if match:
            self.pos = match.end()
        return match

    def find(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Search ahead; as reading goes forward, what was found or not is so until it is passed."""
        match = self._found.get(pattern)
        if pattern not in self._found or (match is not None and match.start() < start):
            match = self._found[pattern] = pattern.search(self.text, start)
        return match

    def line_end(self, pos: int) -> int:
        """Where the line that holds ``pos`` ends, behind its line break."""
        return self.text.find("\n", pos) + 1 or len(self.text)


@dataclass(slots=True)
class Document:
    """What is known about a whole text."""

    options: MarkdownOptions
    links: dict[str, LinkTarget] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, Attributes]] = field(default_factory=dict)
    attribute_lists: AttributeLists = field(default_factory=AttributeLists)
    warnings: list[MarkdownWarning] = field(default_factory=list)
    unbalanced: bool = False

    @property
    def has_many_warnings(self) -> bool:
        """Whether further warnings would not help anybody."""
        return len(self.warnings) >= _MAX_WARNINGS

    def warn(self, line: int, message: str) -> None:
        """Tell the author about something; a text with very many oddities is cut short."""
        if not self.has_many_warnings:
            self.warnings.append(MarkdownWarning(line, message))


@dataclass(slots=True)
class BlockReader:
    """One level of block reading: where from, where to, and what is waiting."""

    source: Source
    document: Document
    parent: Element
    read_blocks: Callable[[BlockReader], None]
    depth: int = 0
    stop_tag: str = ""
    stopped: bool = False
    pending: AttributeList | None = None

    def add(self, element: Element, line: int) -> None:
        """Append a block, with the attributes that were announced for it."""
        element.line = line
        if self.pending is not None:
            self.document.attribute_lists.apply(element, self.pending)
            self.pending = None
        self.parent.children.append(element)

    def last_block(self) -> Element | None:
        """The block read last, a blank line included."""
        last = self.parent.children[-1] if self.parent.children else None
        return last if isinstance(last, Element) else None

    def after_boundary(self) -> bool:
        """Whether nothing, a blank line or an attribute list comes before."""
        last = self.last_block()
        if isinstance(last, BlockEnd):
            return not last.by_attributes or self.pending is not None
        return last is None or isinstance(last, Blank) or self.pending is not None

    def before_boundary(self) -> bool:
        """Whether the end, a blank line or an attribute list comes next."""
        return self.source.at_end or self.source.check(_BOUNDARY) is not None

    def read_nested(self, text: str, parent: Element, line: int) -> None:
        """Read a text of its own, such as a list item's, into ``parent``."""
        nested = BlockReader(
            Source(text, line), self.document, parent, self.read_blocks, self.depth + 1
        )
        self.read_blocks(nested)

    def read_inside(self, parent: Element, stop_tag: str) -> bool:
        """Read on in the same text until an end tag; tell whether it was found."""
        inside = BlockReader(
            self.source, self.document, parent, self.read_blocks, self.depth + 2, stop_tag
        )
        self.read_blocks(inside)
        return inside.stopped


_BOUNDARY = re.compile(rf"[ \t]*\n|\^[ \t]*\n|{ATTRIBUTES_AHEAD}")
