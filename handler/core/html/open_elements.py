"""What is open at a place in HTML, told from its tags alone. No IO here.

Where browsers might read something else, or it would take a whole parser to tell, an element is
taken for open.
https://html.spec.whatwg.org/#parsing-main-inbody
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from handler.core.html.kinds import (
    BLOCKS,
    CELLS,
    FOREIGN,
    FORGETTING,
    FORMATTING,
    HEADINGS,
    HTML_WITHIN,
    ITEMS,
    ONLY_HTML,
    SCOPES,
    SPECIAL,
    UNCLOSED,
    VOID,
)
from handler.core.html.tokens import Tag

_REOPENED = 3
"""How many equal elements are opened again at most."""
_INLINE = frozenset(("br", "img"))
"""What closes nothing, so that nothing has to be opened again after it."""
_REACH = 20
"""How many elements may stand between one of `FORMATTING` and its end tag."""


@dataclass(slots=True)
class _Scope:
    """What is open in an element that end tags do not reach out of; `table` is the nearest."""

    opener: str = ""
    table: int = 0
    template: int = 0
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    special: list[int] = field(default_factory=list)
    lost: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cell: int | None = None

    def push(self, name: str, text: str) -> None:
        """Note an element as open."""
        self.places[name].append(len(self.names))
        if name in SPECIAL:
            self.special.append(len(self.names))
        self.names.append(name)
        self.texts.append(text)

    def pop(self) -> tuple[str, str]:
        """Take the innermost element away."""
        name, text = self.names.pop(), self.texts.pop()
        self.places[name].pop()
        if name in SPECIAL:
            self.special.pop()
        return name, text


class OpenElements:
    """What is open, and what was opened again until now."""

    def __init__(self) -> None:
        self.scopes = [_Scope()]
        self.depth = 0
        self.growth = 0
        self.in_doubt = False
        self._weight = 0
        self._copies: Counter[str] = Counter()

    @property
    def is_foreign(self) -> bool:
        """Whether elements are SVG's or MathML's."""
        return self.scopes[-1].opener in FOREIGN

    def read(self, tag: Tag) -> None:
        """Take account of a tag."""
        if tag.name in SPECIAL and tag.name not in _INLINE:
            self.growth += self._weight
        if not tag.is_end:
            self._open(tag)
        elif not self.in_doubt:
            self._close(tag.name)

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if self.is_foreign and name in ONLY_HTML:
            self.in_doubt |= name == "font"  # It depends on its attributes.
            self._leave_foreign()
        if self.is_foreign or name in FOREIGN:
            if not tag.closes_itself:
                self._push(name, tag.text)
            return
        if name in CELLS:
            self._end_cell(begins=name in {"td", "th", "caption"})
        if name not in VOID | UNCLOSED:
            self._close_before(name)
            self._push(name, tag.text)

    def _close_before(self, name: str) -> None:
        """Close what an element with this name cannot be in."""
        scope = self.scopes[-1]
        if name == "a":
            self._close_formatting(name)
        elif name in {"option", "optgroup"} and scope.names[-1:] == ["option"]:
            self._cut([len(scope.names) - 1])
        for place in reversed(scope.special[-_REACH:] if name in ITEMS else []):
            if scope.names[place] in ITEMS[name]:
                return self._cut([place])
            if scope.names[place] not in {"address", "div"}:
                return None
        return None

    def _push(self, name: str, text: str) -> None:
        scope = self.scopes[-1]
        scope.push(name, text)
        self.depth += 1
        if name in FORMATTING:
            self._weigh(text)
        if name in HTML_WITHIN.get(scope.opener, SCOPES):
            here = len(self.scopes)
            template = here if name == "template" else scope.template
            table = here if name == "table" else 0 if name == "template" else scope.table
            self.scopes.append(_Scope(name, table, template))
            self.in_doubt |= name == "annotation-xml"

    def _close(self, name: str) -> None:
        scope = self.scopes[-1]
        if self.is_foreign and name in {"p", "br"}:
            self._leave_foreign()
        elif self.is_foreign and scope.places[name]:
            self._cut(scope.places[name][-1:])
        elif name == scope.opener or name in {"table", "template"}:
            self._close_scope(name)
        elif name in CELLS:
            self._end_cell(begins=False)
        elif name in FORMATTING:
            self._close_formatting(name)
        elif name in HEADINGS:
            self._cut(max((scope.places[each][-1:] for each in HEADINGS), default=[]))
        elif name == "form":
            # What was left open in it stays so.
            self._cut([len(scope.names) - 1] if scope.names[-1:] == [name] else [])
        elif name == "li":
            lists = scope.places["ol"][-1:], scope.places["ul"][-1:]
            self._cut([] if max(lists) > scope.places[name][-1:] else scope.places[name][-1:])
        elif name in BLOCKS or not scope.special[-1:] > scope.places[name][-1:]:
            self._cut(scope.places[name][-1:])

    def _cut(self, place: list[int]) -> None:
        """Close an element of the innermost scope and all in it, if it is there.

        What is lost so will be opened again, around what follows.
        """
        scope = self.scopes[-1]
        while place and len(scope.names) > place[0]:
            name, text = scope.pop()
            if name in FORMATTING:
                scope.lost[name].append(text)
            else:
                self.depth -= 1

    def _close_formatting(self, name: str) -> None:
        scope = self.scopes[-1]
        if not scope.places[name]:
            if scope.lost[name]:
                self._forget(scope.lost[name].pop())
            return
        place = scope.places[name][-1]
        if len(scope.names) - place > _REACH or scope.special[-2:-1] > [place]:
            return
        inner = [scope.pop() for _ in range(len(scope.names) - place - 1)]
        self._forget(scope.pop()[1])
        for each in reversed(inner):
            scope.push(*each)

    def _end_cell(self, *, begins: bool) -> None:
        """What was left open in a cell ends with it."""
        scope = self.scopes[-1]
        if scope.opener != "table":
            return
        while scope.cell is not None and len(scope.names) > scope.cell:
            name, text = scope.pop()
            if name in FORMATTING:
                self._forget(text)
            else:
                self.depth -= 1
        scope.cell = len(scope.names) if begins else None

    def _close_scope(self, name: str) -> None:
        innermost = self.scopes[-1]
        if name not in SCOPES and innermost.special:
            return
        tables = {"table": innermost.table, "template": innermost.template}
        place = tables.get(name, len(self.scopes) - 1)
        while place and len(self.scopes) > place:
            self._leave_scope()

    def _leave_foreign(self) -> None:
        while self.is_foreign:
            self._leave_scope()

    def _leave_scope(self) -> None:
        self._end_cell(begins=False)
        self._cut([0])
        left = self.scopes.pop()
        outer = self.scopes[-1]
        outer.pop()
        self.depth -= 1
        for name, texts in left.lost.items():
            if left.opener not in FORGETTING:
                outer.lost[name] += texts
                continue
            for text in texts:
                self._forget(text)

    def _weigh(self, text: str) -> None:
        self._copies[text] += 1
        if self._copies[text] <= _REOPENED:
            self._weight += 2 * len(text)

    def _forget(self, text: str) -> None:
        self.depth -= 1
        self._copies[text] -= 1
        if self._copies[text] < _REOPENED:
            self._weight -= 2 * len(text)
