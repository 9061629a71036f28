"""Splits a text into plain text and Liquid markup, in one pass. No IO here.

Markup ends where Ruby's Liquid ends it: `{{` at the first `}`, `{%` at the first `%}`. What Ruby
would refuse to build is left in the text, and only as much of it as is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_OPENER = re.compile(r"\{[{%]")
_NAME = re.compile(r"-?\s*(#|\w+)")
_END_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_QUOTED_OR_TAG = re.compile(r"""\{%|"[^"]*"|'[^']*'""")
_QUOTED_OR_OPENER = re.compile(r"""\{[{%]|"[^"]*"|'[^']*'""")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source: `source[start:end]`.

    `name` is a tag's name, `body` a tag's or output's expression, or the text itself.
    `trim_before` and `trim_after` say whether it takes the white space beside it away.
    """

    kind: Literal["text", "raw", "output", "tag", "broken"]
    start: int
    end: int
    body: str
    name: str = ""
    trim_before: bool = False
    trim_after: bool = False


def scan(source: str) -> list[Piece]:
    """All pieces of a text, without gaps; `broken` ones are openers that nothing closes."""
    return list(_with_text(source, _Scanner(source).markup()))


def _with_text(source: str, markup: Iterator[Piece]) -> Iterator[Piece]:
    at = 0
    for piece in markup:
        if piece.start > at:
            yield Piece("text", at, piece.start, source[at : piece.start])
        yield piece
        at = piece.end
    if at < len(source):
        yield Piece("text", at, len(source), source[at:])


class Finder:
    """Finds substrings from positions that never go back, in time linear in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def find(self, what: str, start: int) -> int:
        """The first position of `what` at or after `start`, or the text's length."""
        at = self._next.get(what, -1)
        if at < start:
            at = self._text.find(what, start)
            at = len(self._text) if at < 0 else at
            self._next[what] = at
        return at


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._finder = Finder(source)
        self._raw_can_end = True

    def markup(self) -> Iterator[Piece]:
        at = 0
        while match := _OPENER.search(self._source, at):
            start = match.start()
            piece = self._tag(start) if match[0] == "{%" else self._output(start)
            yield piece
            at = piece.end

    def _output(self, start: int) -> Piece:
        end = self._finder.find("}", start + 2)
        if self._source[end : end + 2] != "}}":
            return self._broken(start, start + 2)
        if other := self._next_opener(_QUOTED_OR_OPENER, start + 2, end):
            return self._broken(start, other)
        before, body, after = _trims(self._source[start + 2 : end])
        return Piece("output", start, end + 2, body.strip(), "", before, after)

    def _tag(self, start: int) -> Piece:
        name = _NAME.match(self._source, start + 2)
        end = self._finder.find("%}", start + 2)
        if not name or end == len(self._source) or name.start(1) > end:
            return self._broken(start, start + 2)
        if other := self._next_opener(_QUOTED_OR_TAG, start + 2, end):
            return self._broken(start, other)
        before, body, after = _trims(self._source[start + 2 : end])
        body = body.lstrip()[len(name[1]) :].strip()
        piece = Piece("tag", start, end + 2, body, name[1], before, after)
        return self._raw(piece) if name[1] == "raw" and not body else piece

    def _raw(self, opening: Piece) -> Piece:
        closing = _END_RAW.search(self._source, opening.end) if self._raw_can_end else None
        if not closing:
            self._raw_can_end = False
            return opening
        body = self._source[opening.end : closing.start()]
        # As in Ruby, the opening tag decides about the white space behind the closing one.
        trims = opening.trim_before, opening.trim_after
        return Piece("raw", opening.start, closing.end(), body, "raw", *trims)

    def _next_opener(self, pattern: re.Pattern[str], start: int, end: int) -> int:
        """Where another opener stands in the way, outside quotes; 0 if none does.

        Scanning goes on from there, never from before it: so the text is read only once.
        """
        found = (match for match in pattern.finditer(self._source, start, end))
        return next((match.start() for match in found if match[0][0] == "{"), 0)

    def _broken(self, start: int, end: int) -> Piece:
        return Piece("broken", start, end, self._source[start:end])


def _trims(body: str) -> tuple[bool, str, bool]:
    before, after = body.startswith("-"), body.endswith("-")
    return before, body[1 if before else 0 : -1 if after and len(body) > before else None], after
