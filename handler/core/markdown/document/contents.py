"""Ids of headings and the table of contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from handler.core.markdown.attributes import write_attributes
from handler.core.markdown.nodes import Code, Container, Math, Node, Raw

_PLAIN = re.compile(r"[^\w\- \t]", re.ASCII)
_BEFORE_LETTER = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)
_NOT_BASIC = re.compile(r"[^a-zA-Z0-9 -]")
_WORD = frozenset(["Nd", "Nl", "Pc"])
# Letters in circles and squares are symbols to Python, and letters to Ruby.
_CIRCLED = (range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A), range(0x1F150, 0x1F16A))


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading as the table of contents shows it."""

    level: int
    identifier: str
    html: str


@dataclass(slots=True)
class HeadingIds:
    """Gives each heading of a text an id that GitHub's readers expect."""

    prefix: str = ""
    _used: dict[str, int] = field(default_factory=dict)
    _used_basic: dict[str, int] = field(default_factory=dict)

    def make(self, nodes: Iterable[Node]) -> str:
        """The id for a heading with this content; a repeated one gets a number."""
        text = plain_text(nodes).lower()
        kept = _PLAIN.sub("", text) if text.isascii() else "".join(filter(_is_kept, text))
        name = re.sub(r"[ \t]", "-", kept)
        return self.prefix + _numbered(name, self._used)

    def make_basic(self, text: str) -> str:
        """The id where GFM's rule does not reach: kramdown's own, counted apart."""
        letters = _BEFORE_LETTER.sub("", text)
        name = _NOT_BASIC.sub("", letters).replace(" ", "-").lower() or "section"
        return self.prefix + _numbered(name, self._used_basic)


def _numbered(name: str, used: dict[str, int]) -> str:
    count = used.get(name)
    used[name] = 0 if count is None else count + 1
    return name if count is None else f"{name}-{count + 1}"


def _is_kept(char: str) -> bool:
    if char in "- \t_":
        return True
    category = unicodedata.category(char)
    return category[0] in "LM" or category in _WORD or any(ord(char) in r for r in _CIRCLED)


def plain_text(nodes: Iterable[Node]) -> str:
    """The visible text of inline nodes."""
    pieces: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node, Code):
            pieces.append(node.code)
        elif isinstance(node, Math):
            pieces.append(node.tex)
        elif isinstance(node, Raw):
            pieces.append(node.text)
        else:
            pieces.append(plain_text(node.children))
    return "".join(pieces)


@dataclass(slots=True)
class Contents:
    """The table of contents of a text, which is written once all its headings are."""

    _entries: list[TocEntry] = field(default_factory=list)
    _place: tuple[int, Container] | None = None

    def take_place(self, listing: Container, out: list[str]) -> bool:
        """Whether the table goes here, in place of this list: the first that asks for it."""
        if "toc" not in listing.marks or self._place is not None:
            return False
        self._place = (len(out), listing)
        out.append("")
        return True

    def note(self, entry: TocEntry) -> None:
        """A heading that the table shows."""
        self._entries.append(entry)

    def write(self, out: list[str]) -> None:
        """Write the table where it goes, if there is one."""
        if self._place is None or not self._entries:
            return
        index, listing = self._place
        identifier = listing.attributes.get("id", "markdown-toc")
        attributes = write_attributes((listing.attributes | {"id": identifier}).items())
        out[index] = _write(self._entries, listing.tag, attributes, identifier) + "\n"


def _write(entries: list[TocEntry], tag: str, attributes: str, prefix: str) -> str:
    """Nested lists; a skipped level is not made up for."""
    pieces, levels = [f"<{tag}{attributes}>"], list[int]()
    for entry in entries:
        if levels and entry.level > levels[-1]:
            pieces.append(f"<{tag}>")
            levels.append(entry.level)
        else:
            while len(levels) > 1 and entry.level <= levels[-2]:
                pieces.append(f"</li></{tag}>")
                levels.pop()
            pieces.append("</li>" if levels else "")
            levels[-1:] = [entry.level]
        pieces.append(
            f'<li><a href="#{entry.identifier}" id="{prefix}-{entry.identifier}">{entry.html}</a>'
        )
    pieces += [f"</li></{tag}>" for _ in levels]
    return "".join(pieces)
