"""Reads the tags of HTML as browsers do, before there is a tree. No IO here.

Only what bounds the work of parsers needs this; all else works on the tree.
https://html.spec.whatwg.org/#tokenization
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handler.core.html.tree import SPACE

_ATTRIBUTE = (
    rf"[^{SPACE}/>][^{SPACE}/>=]*+"
    rf"(?:[{SPACE}]*+=[{SPACE}]*+"
    rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{SPACE}>\"'][^{SPACE}>]*+)?+)?+"
)
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<end>/?)(?P<name>[a-z][^{SPACE}/>]*+)"
    rf"(?P<attributes>(?:[{SPACE}/]++|{_ATTRIBUTE})*+)(?:>|(?P<unfinished>\Z))"
    r"|<(?:(?P<other>[!?])|/[^a-z>])[^>]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_DATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
# https://html.spec.whatwg.org/#script-data-double-escaped-state
_SCRIPT_IN_SCRIPT = re.compile(r"<!--.*?<script", re.DOTALL | re.IGNORECASE)
RAW = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)
_SEEN = frozenset({"plaintext", "textarea", "title", "xmp"})


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; `text` is all of it."""

    name: str
    text: str
    is_end: bool
    closes_itself: bool

    @property
    def attributes(self) -> int:
        """How many it has; those of a short tag are too few to count."""
        if len(self.text) < 500:
            return 0
        return len(_EACH_ATTRIBUTE.findall(self.text, len(self.name) + 1))


class Tokens:
    """The tags and texts of HTML in turn; who reads them says when they stand in SVG or MathML."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.is_foreign = False
        self.is_doubtful = False
        """Whether what was read may be something else to a browser."""

    def __iter__(self) -> Iterator[Tag | str]:
        position = 0
        while match := MARKUP.search(self._html, position):
            yield self._html[position : match.start()]
            position = match.end()
            if match["name"] and match["unfinished"] is None:
                tag = _tag(match)
                position = self._after_raw_text(tag, position)
                yield tag
                yield self._html[match.end() : position] if tag.name in _SEEN else ""
            elif match["other"] and self.is_foreign and not self.is_doubtful:
                position = self._after_data(match)
        yield self._html[position:]

    def _after_data(self, match: re.Match[str]) -> int:
        data = _DATA.match(self._html, match.start())
        return data.end() if data else match.end()

    def _after_raw_text(self, tag: Tag, start: int) -> int:
        """Where what is text whatever it looks like ends."""
        if tag.is_end or tag.name not in RAW:
            return start
        if self.is_foreign or self.is_doubtful:
            following = self._html.find("<", start)
            end = self._html[following : following + len(tag.name) + 2].lower()
            self.is_doubtful |= end != f"</{tag.name}"
            return start
        if tag.name == "plaintext":
            return len(self._html)
        found = end_tag_of(tag.name).search(self._html, start)
        stop = found.start() if found else len(self._html)
        self.is_doubtful |= bool(_SCRIPT_IN_SCRIPT.search(self._html, start, stop))
        return stop


def end_tag_of(name: str) -> re.Pattern[str]:
    """How the end tag of an element begins in which all is text."""
    return re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def _tag(match: re.Match[str]) -> Tag:
    name = match["name"]
    # Letters beyond ASCII stay as they are: a sign like that of Kelvin is no k.
    name = name.lower() if name.isascii() else name
    return Tag(name, match[0], bool(match["end"]), closes_itself(match["attributes"]))


def closes_itself(attributes: str) -> bool:
    """Whether a slash at the end is not that of a value without quotes."""
    if not attributes.endswith("/"):
        return False
    ends = [found.end() for found in _EACH_ATTRIBUTE.finditer(attributes)]
    return not ends or ends[-1] < len(attributes)
