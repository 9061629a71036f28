"""Attribute lists: ``{: .class #id key="value" reference}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .nodes import Attributes, Element
from .text import escape_once

LIST_BODY = r"(?:\\\}|[^}])"
INLINE_LIST = r"\{:(?!(?:[A-Za-z0-9_][\w-]*+)?:|/)(" + LIST_BODY + r"{1,1000}+)\}"

_PART = re.compile(
    r"""(?<!\S)(?:
        (?P<key>[A-Za-z0-9_][\w:-]*+)=(?P<quote>["'])
            (?P<value>(?:\\.|(?!(?P=quote)(?!\S)).){0,2000}+)(?P=quote)
        |(?P<marks>(?:[.\#][^\s.\#]++)++)
        |(?P<reference>[A-Za-z0-9_][\w:-]*+)(?!\S)
    )""",
    re.VERBOSE | re.DOTALL,
)
_MARK = re.compile(r"([.#])([^\s.#]+)")

# Definitions can use each other, so what one list amounts to needs a bound.
_MAX_ATTRIBUTES, _MAX_CLASSES, _MAX_NAMES = 100, 1000, 20


@dataclass(slots=True)
class AttributeList:
    """What an attribute list says: attributes, and the names that stand in it alone."""

    attributes: Attributes = field(default_factory=dict)
    references: list[str] = field(default_factory=list)

    def merge(self, other: AttributeList) -> None:
        """Add another list's attributes; its classes are added, the rest replaces ours."""
        put_attributes(self.attributes, other.attributes)
        self.references = [*self.references, *other.references][:_MAX_NAMES]


@dataclass(slots=True)
class AttributeLists:
    """The attribute lists that a text defines, which may stand behind their first use."""

    _known: dict[str, AttributeList] = field(default_factory=dict)
    _waiting: list[tuple[Element, list[str]]] = field(default_factory=list)
    _complete: bool = False

    def define(self, name: str, attributes: AttributeList) -> None:
        """Give a name to a list, or add to the one that has it."""
        self._known.setdefault(name, AttributeList()).merge(attributes)

    def apply(self, element: Element, attributes: AttributeList) -> None:
        """Put a list on an element, with what its names stand for as soon as that is known."""
        put_attributes(element.attributes, attributes.attributes)
        element.marks.update(attributes.references)
        if attributes.references and self._complete:
            self._add_named(element, attributes.references)
        elif attributes.references:
            self._waiting.append((element, attributes.references))

    def complete(self) -> None:
        """Look up all the names, now that every definition has been read."""
        self._complete = True
        for element, names in self._waiting:
            self._add_named(element, names)

    def _add_named(self, element: Element, names: list[str]) -> None:
        own = dict(element.attributes)
        element.attributes.clear()
        seen: set[str] = set()
        waiting = names[::-1]
        while waiting and len(seen) < _MAX_NAMES:
            name = waiting.pop()
            defined = self._known.get(name)
            if defined is not None and name not in seen:
                put_attributes(element.attributes, defined.attributes)
                waiting += defined.references[::-1]
            seen.add(name)
        put_attributes(element.attributes, own)


def put_attributes(attributes: Attributes, more: Mapping[str, str]) -> None:
    """Give an element more attributes: classes add up, everything else is replaced."""
    for key, value in more.items():
        classes = attributes.get("class") if key == "class" else None
        if classes is None:
            if len(attributes) < _MAX_ATTRIBUTES:
                attributes[key] = value
        elif len(classes) + len(value) < _MAX_CLASSES:
            attributes["class"] = f"{classes} {value}"


def read_attributes(text: str) -> AttributeList:
    """Read the inside of an attribute list."""
    result = AttributeList()
    for part in _PART.finditer(text):
        if key := part["key"]:
            value = re.sub(r"\\([\\}\"'])", r"\1", part["value"])
            put_attributes(result.attributes, {key: value})
        elif marks := part["marks"]:
            _read_marks(marks, result.attributes)
        else:
            result.references.append(part["reference"])
    return result


def _read_marks(marks: str, attributes: Attributes) -> None:
    for kind, name in _MARK.findall(marks):
        if kind == ".":
            put_attributes(attributes, {"class": name})
        elif name[0].isalpha():
            attributes["id"] = name


def write_attributes(attributes: Iterable[tuple[str, str]]) -> str:
    """Attributes as they stand in a start tag, with a space before each."""
    return "".join(
        f' {name}="{escape_once(value).replace(chr(34), "&quot;")}"' for name, value in attributes
    )
