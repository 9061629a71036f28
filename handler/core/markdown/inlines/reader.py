"""Walking through inline text in time that grows with its length.

Every construct depends only on where it starts and on which of emphasis, strong, links and strikes
are open around it (the *context*, a set of bits).  So each is read once per context and remembered,
and where no closing mark lies ahead is remembered as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from handler.core.markdown.attributes import read_attributes
from handler.core.markdown.inlines.quotes import smart_quote
from handler.core.markdown.nodes import Element, Node, Raw
from handler.core.markdown.source import Document
from handler.core.markdown.text import escape_once

EMPHASIS, STRONG, LINK, STRIKE, HTML, RAW = 1, 2, 4, 8, 16, 32
MAX_DEPTH = 40
_STEPS_PER_CHARACTER = 64

Step = tuple[Node | None, int]
Handler = Callable[["InlineReader", int, int], Step | None]

_MARKS = r"""[*_`\[\]\\"']|<(?=[\w!/<])|&(?=[\w#])|\{:|!\[|~~|--|>>|\.\.\.|[ ]{2,}\n|[ ]>>"""
_SPECIAL = re.compile(rf"{_MARKS}|\$\$")
_SPECIAL_WITH_TEX = re.compile(rf"{_MARKS}|\$")
_ATTRIBUTE_LIST = re.compile(r"\{:(?!:[A-Za-z0-9_]|/[\w-]*+\})((?:\\\}|[^}])++)\}")


class InlineReader:
    """One block's inline text and what has been found out about it."""

    def __init__(
        self, text: str, document: Document, handlers: Mapping[str, Handler], line: int
    ) -> None:
        self.text = text
        self.document = document
        self.line = line
        self._quotes = document.options.quotes
        self._special = _SPECIAL_WITH_TEX if document.options.tex_in_text else _SPECIAL
        self.depth = 0
        self.steps = 0
        self._handlers = handlers
        self._known: dict[tuple[int, int], Step] = {}
        self._hopeless: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._brackets: dict[int, dict[int, int]] = defaultdict(dict)
        self._ahead: dict[re.Pattern[str] | str, tuple[int, int]] = {}
        self._counted = (0, 0)
        self.cache: dict[object, object] = {}

    def read(self, context: int) -> list[Node]:
        """All of the text as nodes."""
        return self.between(0, len(self.text), context)

    def between(self, start: int, end: int, context: int) -> list[Node]:
        """The nodes from ``start`` up to where a walk reaches ``end``."""
        nodes: list[Node] = []
        while start < end:
            node, start = self.step(start, context)
            if node is not None:
                nodes.append(node)
        return nodes

    def within(self, start: int, end: int, context: int) -> list[Node]:
        """The nodes of a stretch of text that nothing in it can reach out of."""
        line = self.line_at(start)
        inner = InlineReader(self.text[start:end], self.document, self._handlers, line)
        return inner.between(0, end - start, context)

    def step(self, pos: int, context: int) -> Step:
        """Read the next construct, or text up to the next character that may begin one."""
        self.steps += 1
        char = self.text[pos]
        handler = self._handlers.get(char)
        if context & RAW and char != "<":
            return self._raw(pos)
        if handler is None:
            return self._plain(pos, context)
        key = (pos, context)
        if (known := self._known.get(key)) is None:
            known = self._handle(handler, pos, context) or self._otherwise(pos, context)
            self._known[key] = known
        return known

    def _otherwise(self, pos: int, context: int) -> Step:
        return self._raw(pos) if context & RAW else self._plain(pos, context)

    def _handle(self, handler: Handler, pos: int, context: int) -> Step | None:
        if self.depth >= MAX_DEPTH or self.steps > 1000 + _STEPS_PER_CHARACTER * len(self.text):
            return None
        self.depth += 1
        try:
            return handler(self, pos, context)
        finally:
            self.depth -= 1

    def _plain(self, pos: int, context: int) -> Step:
        """Text up to the next special character, with a quote right behind it made smart."""
        special = self._special.search(self.text, pos + 1)
        if special is None:
            return self.text[pos:], len(self.text)
        end = special.start()
        if self.text[end] in "\"'" and (end > pos + 1 or self._is_text(pos, context)):
            quote, after = smart_quote(self.text, end, self.text[end - 1], self._quotes)
            return self.finish_symbol(self.text[pos:end] + quote, after)
        return self.text[pos:end], end

    def _raw(self, pos: int) -> Step:
        """Text inside a raw element, in which only tags mean anything."""
        end = self.text.find("<", pos + 1)
        text = self.text[pos:] if end < 0 else self.text[pos:end]
        return Raw(html=escape_once(text), text=text), pos + len(text)

    def _is_text(self, pos: int, context: int) -> bool:
        if self.text[pos] == "]":
            return not context & LINK
        return self._special.match(self.text, pos) is None

    def until(
        self, start: int, context: int, mark: str, closes: Callable[[int], bool]
    ) -> tuple[list[Node], int] | None:
        """The nodes before the place that closes a construct, and that place."""
        hopeless = self._hopeless[context, mark]
        nodes: list[Node] = []
        passed: list[int] = []
        pos, text = start, self.text
        while pos < len(text) and pos not in hopeless:
            if pos > start and text.startswith(mark, pos) and closes(pos):
                return nodes, pos
            if pos > start:
                passed.append(pos)
            node, pos = self.step(pos, context)
            if node is not None:
                nodes.append(node)
        hopeless.update(passed)
        return None

    def matching_bracket(self, start: int, context: int) -> int | None:
        """Where the bracket opened just before ``start`` is closed."""
        known = self._brackets[context]
        if start not in known:
            self._match_brackets(start, context, known)
        found = known[start]
        return found if found >= 0 else None

    def _match_brackets(self, start: int, context: int, known: dict[int, int]) -> None:
        waiting, pos, text = [start], start, self.text
        while pos < len(text) and waiting:
            if text[pos] == "]":
                known[waiting.pop()] = pos
                pos += 1
                continue
            opening = text[pos] == "[" or text.startswith("![", pos)
            node, end = self.step(pos, context)
            if opening and not isinstance(node, Element):
                inner = pos + (1 if text[pos] == "[" else 2)
                if known.get(inner) == -1:
                    break  # What stays open in here keeps everything around it open.
                waiting.append(inner)
                end = max(end, inner)
            pos = end
        known.update(dict.fromkeys(waiting, -1))

    def find(self, needle: re.Pattern[str] | str, start: int) -> int:
        """Where something comes next, or -1; asking again on the way there costs nothing."""
        asked, found = self._ahead.get(needle, (0, -2))
        if found != -2 and asked <= start and (found == -1 or start <= found):
            return found
        if isinstance(needle, str):
            found = self.text.find(needle, start)
        else:
            match = needle.search(self.text, start)
            found = match.start() if match else -1
        self._ahead[needle] = (start, found)
        return found

    def finish(self, element: Element, end: int) -> Step:
        """An element that ends here, with the attribute lists right behind it."""
        while match := self._attribute_list(end):
            self.document.attribute_lists.apply(element, read_attributes(match[1]))
            end = match.end()
        return element, end

    def finish_symbol(self, symbol: str, end: int) -> tuple[str, int]:
        """A typographic symbol; attribute lists right behind it say nothing."""
        while match := self._attribute_list(end):
            end = match.end()
        return symbol, end

    def _attribute_list(self, pos: int) -> re.Match[str] | None:
        if self.text.startswith("{:", pos) and self.find("}", pos) >= 0:
            return _ATTRIBUTE_LIST.match(self.text, pos)
        return None

    def warn(self, pos: int, message: str) -> None:
        """Tell the author about something at a place in this text."""
        if not self.document.has_many_warnings:
            self.document.warn(self.line_at(pos), message)

    def line_at(self, pos: int) -> int:
        """The number of the line of a place in this text."""
        before, lines = self._counted
        if pos < before:
            before, lines = 0, 0
        self._counted = pos, lines + self.text.count("\n", before, pos)
        return self.line + self._counted[1]
