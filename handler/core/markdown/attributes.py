"""Attribute lists: ``{: .class #id key="value" reference}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handler.core.markdown.nodes import Attributes, Element
from handler.core.markdown.text import escape_once

LIST_BODY = r"(?:\\\}|[^}])"
INLINE_LIST = r"\{:(?!(?:[A-Za-z0-9_][\w-]*+)?:|/)(" + LIST_BODY + r"{1,1000}+)\}"

# A value ends at the first quote with white space behind it; an escaped one is the last resort.
_PART = re.compile(
    r"""(?:\A|\s)(?:
        (?P<key>\w[\w-]*+)=(?P<quote>["'])(?:
            (?P<value>(?:\\[}]|\\(?P=quote)|(?!(?P=quote)(?!\S)).){0,2000}+)
            |(?P<odd>(?:(?!(?P=quote)(?!\S)).){0,2000}+)
        )(?P=quote)
        |(?P<reference>\w[\w-]*+)
        |(?P<marks>(?:\.[^\s.\#]++|\#[A-Za-z][\w:-]*+)++)
    )(?!\S)""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_MARK = re.compile(r"\.([^\s.#]+)|#([A-Za-z][\w:-]*)", re.ASCII)

# Definitions can use each other, so what one list amounts to needs a bound.
_MAX_ATTRIBUTES, _MAX_CLASSES, _MAX_NAMES = 100, 1000, 20


@dataclass(slots=True)
class AttributeList:
    """What an attribute list says: attributes, and the names that stand in it alone."""

    attributes: Attributes = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    sets_class: bool = False

    def merge(self, other: AttributeList) -> None:
        """Add another list's attributes; its marked classes are added, the rest replaces ours."""
        if other.sets_class and "class" in self.attributes:
            self.attributes["class"] = ""
        self.sets_class = self.sets_class or other.sets_class
        put_attributes(self.attributes, other.attributes)
        self.references = [*self.references, *other.references][:_MAX_NAMES]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A block whose lists may use names that are still to be defined."""

    target: Attributes
    own: Attributes
    said: AttributeList = field(default_factory=AttributeList)


@dataclass(slots=True)
class AttributeLists:
    """The attribute lists that a text defines, which may stand behind their first use."""

    _known: dict[str, AttributeList] = field(default_factory=dict)
    _waiting: dict[int, _Waiting] = field(default_factory=dict)
    _complete: bool = False

    def define(self, name: str, attributes: AttributeList) -> None:
        """Give a name to a list, or add to the one that has it."""
        self._known.setdefault(name, AttributeList()).merge(attributes)

    def apply(self, element: Element, attributes: AttributeList) -> None:
        """Put a list on an element, with what its names stand for as soon as that is known."""
        element.marks.update(attributes.references)
        if self._complete:
            self._put(element.attributes, attributes)
            return
        target = element.attributes
        waiting = self._waiting.setdefault(id(target), _Waiting(target, dict(target)))
        waiting.said.merge(attributes)
        put_attributes(target, attributes.attributes)

    def complete(self) -> None:
        """Look up all the names, now that every definition has been read."""
        self._complete = True
        for waiting in self._waiting.values():
            waiting.target.clear()
            waiting.target.update(waiting.own)
            self._put(waiting.target, waiting.said)

    def _put(self, target: Attributes, attributes: AttributeList) -> None:
        """Put on what the names of a list stand for, and then what it says itself."""
        for name in self._names(attributes):
            put_attributes(target, self._known[name].attributes)
        put_attributes(target, attributes.attributes)

    def _names(self, attributes: AttributeList) -> list[str]:
        """All the names that a list uses; those that a definition uses come before its own."""
        found: list[str] = []
        open_names: set[str] = set()
        waiting = [(name, False) for name in reversed(attributes.references)]
        while waiting and len(found) + len(open_names) < _MAX_NAMES:
            name, complete = waiting.pop()
            if complete:
                open_names.remove(name)
                found.append(name)
            elif name in self._known and name not in open_names:
                open_names.add(name)
                inner = reversed(self._known[name].references)
                waiting += [(name, True), *((each, False) for each in inner)]
        return found


def put_attributes(attributes: Attributes, more: Mapping[str, str]) -> None:
    """Give an element more attributes: classes add up, everything else is replaced."""
    for key, value in more.items():
        classes = attributes.get("class") if key == "class" else None
        if classes is None:
            if len(attributes) < _MAX_ATTRIBUTES:
                attributes[key] = value
        elif len(classes) + len(value) < _MAX_CLASSES:
            attributes["class"] = f"{classes} {value}".lstrip()


def read_attributes(text: str) -> AttributeList:
    """Read the inside of an attribute list."""
    result = AttributeList()
    for part in _PART.finditer(text):
        if part["key"]:
            _read_pair(part, result)
        elif marks := part["marks"]:
            _read_marks(marks, result.attributes)
        else:
            result.references.append(part["reference"])
    return result


def _read_pair(part: re.Match[str], result: AttributeList) -> None:
    key, value = part["key"], part["value"] if part["value"] is not None else part["odd"]
    result.sets_class = result.sets_class or key == "class"
    if len(result.attributes) < _MAX_ATTRIBUTES:
        result.attributes[key] = value.replace("\\}", "}").replace(
            "\\" + part["quote"], part["quote"]
        )


def _read_marks(marks: str, attributes: Attributes) -> None:
    for name, identifier in _MARK.findall(marks):
        put_attributes(attributes, {"class": name} if name else {"id": identifier})


def write_attributes(attributes: Iterable[tuple[str, str]]) -> str:
    """Attributes as they stand in a start tag, with a space before each; an empty id is none."""
    return "".join(
        f' {name}="{escape_once(value).replace(chr(34), "&quot;")}"'
        for name, value in attributes
        if name != "id" or value.strip()
    )
