"""Marking abbreviations in text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from handler.core.markdown.nodes import Container, Node, Raw
from handler.core.markdown.source import Document
from handler.core.markdown.text import escape

_MAX_NAME = 100
_WORD_START = re.compile(r"(?<!\w)[^ \t\n]", re.ASCII)
_WORD_CHAR = re.compile(r"\w", re.ASCII)


class Abbreviations:
    """Finds a text's abbreviations where they stand as words of their own."""

    def __init__(self, document: Document) -> None:
        self._known = document.abbreviations
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._known:
            if 0 < len(name) <= _MAX_NAME:
                lengths[name[0]].add(len(name))
        self._lengths = {char: sorted(sizes, reverse=True) for char, sizes in lengths.items()}

    def mark(self, nodes: list[Node]) -> list[Node]:
        """The nodes with each abbreviation in an element that says what it stands for."""
        marked: list[Node] = []
        for node in _joined(nodes):
            marked += self._split(node) if isinstance(node, str) else [node]
        return marked

    def _split(self, text: str) -> list[Node]:
        pieces: list[Node] = []
        pos = 0
        for start, end in self._places(text):
            pieces += [text[pos:start], self._element(text[start:end])]
            pos = end
        return [*pieces, text[pos:]]

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        pos = 0
        while match := _WORD_START.search(text, pos):
            start = match.start()
            end = self._end(text, start)
            pos = end or start + 1
            if end:
                yield start, end

    def _end(self, text: str, start: int) -> int:
        """Where the longest abbreviation that starts here ends, or 0."""
        for length in self._lengths.get(text[start], ()):
            end = start + length
            if text[start:end] in self._known and _WORD_CHAR.match(text, end) is None:
                return end
        return 0

    def _element(self, name: str) -> Container:
        title, attributes = self._known[name]
        element = Container(tag="abbr", children=[Raw(html=escape(name))])
        element.attributes = dict(attributes)
        if title:
            element.attributes["title"] = title
        return element


def _joined(nodes: list[Node]) -> list[Node]:
    """The nodes with neighbouring texts in one."""
    joined: list[Node] = []
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            texts.append(node)
            continue
        joined += ["".join(texts), node]
        texts.clear()
    return [*joined, "".join(texts)]
