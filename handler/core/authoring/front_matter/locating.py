"""Where in a file the entries of its front matter stand, to the character. No IO here.

It works on a copy of the text that is as long as the text, so that positions hold for both: line
ends are one character there, and what YAML refuses is a space.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from handler.core.yaml.decoding import CONTROL
from handler.core.yaml.front_matter import bounds
from handler.core.yaml.reading import events_of

_LINE_END = re.compile(r"\r\n?|\n")
_COLON = re.compile(r"\s*:")
_BOM = "\ufeff"
_ROOTS = (yaml.MappingStartEvent, yaml.DocumentEndEvent)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of front matter: where it begins and ends, and what is in it.

    `is_flow` is a list in brackets or a mapping in braces; `quote` is what a text stands in.
    """

    start: int
    end: int
    text: str | None = None
    quote: str = ""
    is_list: bool = False
    is_flow: bool = False
    children: tuple["Node", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return self.start == self.end and self.text == ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry: its name, where that begins, where its colon ends, and its value."""

    name: str
    start: int
    colon: int
    value: Node

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(self.colon, self.value.end)


@dataclass(frozen=True, slots=True)
class Matter:
    """A text and its front matter; `end` is where the closing line begins."""

    text: str
    shadow: str
    end: int
    root: Node | None
    newline: str

    def entries(self) -> list[Found]:
        """The entries in their order; one that is written twice is there twice."""
        children = self.root.children if self.root else ()
        pairs = zip(children[::2], children[1::2], strict=True)
        return [self._found(name, value) for name, value in pairs]

    def _found(self, name: Node, value: Node) -> Found:
        colon = _COLON.match(self.shadow, name.end)
        after = colon.end() if colon else name.end
        return Found(name.text or "", name.start, after, value)

    def line_start(self, position: int) -> int:
        """Where the line of a position begins."""
        return self.shadow.rfind("\n", 0, position) + 1

    def line_end(self, position: int) -> int:
        """Where the line of a position ends, its line end included."""
        return self.shadow.find("\n", position) + 1


def locate(text: str) -> Matter | None:
    """The front matter of a text that can be read; None if it has none."""
    bom = len(text) - len(text.lstrip(_BOM))
    shadow = _shadow(text[bom:])
    found = bounds(shadow)
    if found is None:
        return None
    newline = _LINE_END.search(text)
    line_end = newline[0] if newline else "\n"
    return Matter(text[bom:], shadow, found.closing, _root(shadow[: found.closing]), line_end)


def _shadow(text: str) -> str:
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    return CONTROL.sub(" ", plain)


def _root(front: str) -> Node | None:
    events = events_of(front)
    first = next(event for event in events if isinstance(event, _ROOTS))
    if isinstance(first, yaml.MappingStartEvent):
        return _collection(first, events, front)
    return None


def _collection(event: yaml.CollectionStartEvent, events: Iterator[yaml.Event], front: str) -> Node:
    children = []
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        if isinstance(inner, yaml.CollectionStartEvent):
            children.append(_collection(inner, events, front))
        else:
            children.append(_leaf(inner, front))
    is_flow = bool(event.flow_style)
    start = _index(event.start_mark)
    last = children[-1].end if children else start
    end = _index(inner.end_mark) if is_flow else last
    is_list = isinstance(event, yaml.SequenceStartEvent)
    return Node(start, end, is_list=is_list, is_flow=is_flow, children=tuple(children))


def _leaf(event: yaml.Event, front: str) -> Node:
    start, end = _index(event.start_mark), _index(event.end_mark)
    if not isinstance(event, yaml.ScalarEvent):
        return Node(start, end)
    end = start + len(front[start:end].rstrip())  # That of lines after `|` is beyond them.
    quote = event.style if event.style in {"'", '"'} else ""
    return Node(start, end, event.value, quote)


def _index(mark: Any) -> int:
    """How many characters are before a mark, which every event of a text has."""
    return int(mark.index)
