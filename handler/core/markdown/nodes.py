"""The tree between reading Markdown and writing HTML.

Blocks keep their inline text as source until every link, footnote and abbreviation is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

Attributes = dict[str, str]
Node = Union[str, "Element"]


@dataclass(slots=True)
class Element:
    """Anything with children and attributes; plain text is a ``str``."""

    children: list[Node] = field(default_factory=list)
    attributes: Attributes = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    line: int = 0


@dataclass(slots=True)
class Blank(Element):
    """One or more blank lines."""

    text: str = "\n"


@dataclass(slots=True)
class BlockEnd(Element):
    """The ``^`` marker, or (``by_attributes``) an attribute list that ended a paragraph."""

    by_attributes: bool = False


@dataclass(slots=True)
class Definition(Element):
    """Stands where something was defined and shows nothing; its attributes are its target's."""


@dataclass(slots=True)
class TextBlock(Element):
    """A block whose ``text`` is still to be read as inline Markdown."""

    text: str = ""


@dataclass(slots=True)
class Paragraph(TextBlock):
    """A paragraph; ``bare`` when a tight list shows it without its own element."""

    bare: bool = False


@dataclass(slots=True)
class Heading(TextBlock):
    """A heading of level 1 to 6."""

    level: int = 1


@dataclass(slots=True)
class CodeBlock(Element):
    """Code, exactly as it is to be shown; it may have a title, and lines that are marked."""

    code: str = ""
    language: str = ""
    title: str = ""
    marked: frozenset[int] = frozenset()


@dataclass(slots=True)
class Container(Element):
    """An element that only wraps others: quotes, lists, items, tables, emphasis, links."""

    tag: str = "div"


@dataclass(slots=True)
class TextContainer(TextBlock):
    """An element with inline text and nothing else: table cells, definition terms."""

    tag: str = "td"


@dataclass(slots=True)
class HTMLBlock(Element):
    """Raw HTML in pieces: ``Raw`` tags and texts between Markdown inside them."""


@dataclass(slots=True)
class HTMLTag(Element):
    """The start tag of a raw HTML element that can still be given attributes."""

    name: str = ""
    void: bool = False


@dataclass(slots=True)
class Raw(Element):
    """HTML to be written as it stands, and the text that it shows in a heading's id."""

    html: str = ""
    text: str = ""


@dataclass(slots=True)
class Math(Element):
    """TeX between ``$$``."""

    tex: str = ""
    block: bool = False


@dataclass(slots=True)
class Code(Element):
    """A code span."""

    code: str = ""


@dataclass(slots=True)
class Image(Element):
    """An image; address, title and alternative text are its attributes."""


@dataclass(slots=True)
class FootnoteMark(Element):
    """A place that refers to a footnote."""

    name: str = ""


@dataclass(slots=True)
class Footnote:
    """A footnote's content, its number and how often it has been referred to."""

    content: Element
    number: int = 0
    marks: int = 0


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link definition leads."""

    url: str
    title: str | None = None
    attributes: Attributes = field(default_factory=dict)
