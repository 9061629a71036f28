"""Writing the tree of a text as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .abbreviations import Abbreviations
from .attributes import put_attributes, write_attributes
from .balance import balance
from .code_blocks import write_code_block, write_code_span
from .elements import VOID
from .footnotes import Footnotes, backlinks
from .headings import HeadingIds, TocEntry, write_toc
from .html_tags import write_start_tag
from .inline import read_inline
from .nodes import (
    Attributes,
    Code,
    CodeBlock,
    Container,
    Element,
    Footnote,
    FootnoteMark,
    Heading,
    HTMLBlock,
    HTMLTag,
    Image,
    Math,
    Node,
    Paragraph,
    Raw,
    TextBlock,
    TextContainer,
)
from .result import Highlighter
from .source import Document
from .text import SPACES, escape

_TASKS = frozenset(["tasks", "task"])
_BOXES = frozenset(["open", "done"])
_UNCHECKED = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />'
_CHECKED = _UNCHECKED.replace(" />", ' checked="checked" />')
_LISTS = frozenset(["ul", "ol"])
_ITEMS = frozenset(["li", "dd"])
_BLOCKS = _LISTS | _ITEMS | {"table", "thead", "tbody", "tfoot", "tr", "dl", "blockquote"}


class Renderer:
    """Writes one document; footnotes and tables of contents are written when all is known."""

    def __init__(self, document: Document, highlight: Highlighter) -> None:
        self.document = document
        self.highlight = highlight
        self._abbreviations = Abbreviations(document)
        self._ids = HeadingIds(document.options.auto_id_prefix)
        self._toc: list[TocEntry] = []
        self._contents: tuple[int, Container] | None = None
        self._notes = Footnotes(document)
        self._for_toc = False

    def render(self, root: Element) -> str:
        """The whole document with its footnotes."""
        out: list[str] = []
        self._children(root.children, out)
        self._footnotes(out)
        if self._contents is not None:
            index, listing = self._contents
            out[index] = self._table_of_contents(listing)
        html = "".join(out)
        return balance(html) if self.document.unbalanced else html

    def inline(self, block: TextBlock, out: list[str]) -> None:
        """Write a block's inline text."""
        self._children(read_inline(block.text.rstrip(SPACES), self.document, block.line), out)

    def _children(self, nodes: list[Node], out: list[str]) -> None:
        for node in self._abbreviations.mark(nodes) if self.document.abbreviations else nodes:
            if isinstance(node, str):
                out.append(self._text(node))
            elif write := _WRITERS.get(type(node)):
                write(self, node, out)

    def _text(self, text: str) -> str:
        if self.document.options.hard_wrap:
            return escape(text).replace("\n", "<br />\n")
        return escape(text)

    def _paragraph(self, node: Paragraph, out: list[str]) -> None:
        start, end = f"<p{write_attributes(node.attributes.items())}>", "</p>\n"
        out.append("" if node.bare else start)
        if box := node.marks & _BOXES:
            out.append(_CHECKED if "done" in box else _UNCHECKED)
        self.inline(node, out)
        out.append("\n" if node.bare else end)

    def _heading(self, node: Heading, out: list[str]) -> None:
        nodes = read_inline(node.text, self.document, node.line)
        attributes = dict(node.attributes)
        if "id" not in attributes and self.document.options.auto_ids:
            identifier = self._ids.make(nodes)
            if identifier:
                attributes["id"] = identifier
        if attributes.get("id"):
            self._note_heading(node.level, attributes, nodes)
        out.append(f"<h{node.level}{write_attributes(attributes.items())}>")
        self._children(nodes, out)
        out.append(f"</h{node.level}>\n")

    def _note_heading(self, level: int, attributes: Attributes, nodes: list[Node]) -> None:
        if "no_toc" in attributes.get("class", "").split():
            return
        if level in self.document.options.toc_levels:
            out: list[str] = []
            self._for_toc = True
            self._children(nodes, out)
            self._for_toc = False
            self._toc.append(TocEntry(level, attributes["id"], "".join(out)))

    def _table_of_contents(self, listing: Container) -> str:
        attributes = {"id": "markdown-toc", **listing.attributes}
        if not self._toc:
            return ""
        written = write_attributes(attributes.items())
        return write_toc(self._toc, listing.tag, written, attributes["id"]) + "\n"

    def _code_block(self, node: CodeBlock, out: list[str]) -> None:
        out.append(write_code_block(node, self.document.options, self.highlight))

    def _container(self, node: Container, out: list[str]) -> None:
        if "toc" in node.marks and node.tag in _LISTS and self._contents is None:
            self._contents = (len(out), node)
            out.append("")
            return
        start, end = _tags(node)
        if self._for_toc:
            # Links cannot stand in links, and ids only once in a page.
            start, end = ("", "") if node.tag == "a" else (f"<{node.tag}>", end)
        out.append(start)
        self._children(node.children, out)
        out.append(end)

    def _text_container(self, node: TextContainer, out: list[str]) -> None:
        if node.tag:
            out.append(f"<{node.tag}{write_attributes(node.attributes.items())}>")
        if node.text or node.tag not in ("td", "th"):
            self.inline(node, out)
        else:
            out.append("\N{NO-BREAK SPACE}")
        if node.tag:
            out.append(f"</{node.tag}>\n")

    def _html_block(self, node: HTMLBlock, out: list[str]) -> None:
        first = node.children[0] if node.children else None
        if isinstance(first, HTMLTag) and node.attributes:
            put_attributes(first.attributes, node.attributes)
        self._children_unmarked(node.children, out)
        out.append("\n")

    def _children_unmarked(self, nodes: Iterable[Node], out: list[str]) -> None:
        for node in nodes:
            if isinstance(node, Element) and (write := _WRITERS.get(type(node))):
                write(self, node, out)

    def _element(self, node: Element, out: list[str]) -> None:
        self._children(node.children, out)

    def _html_tag(self, node: HTMLTag, out: list[str]) -> None:
        out.append(write_start_tag(node.name, node.attributes, node.void))

    def _raw(self, node: Raw, out: list[str]) -> None:
        out.append(node.html + ("\n" if "block" in node.marks else ""))

    def _math(self, node: Math, out: list[str]) -> None:
        tex = escape(node.tex)
        if not node.block:
            tag = f"<span{write_attributes(node.attributes.items())}>${tex}$</span>"
            out.append(tag if node.attributes else f"\\({tex}\\)")
        elif node.attributes:
            out.append(f"<div{write_attributes(node.attributes.items())}>\\[{tex}\\]\n</div>\n")
        else:
            out.append(f"\\[{tex}\\]\n")

    def _code(self, node: Code, out: list[str]) -> None:
        out.append(write_code_span(node, self.document.options))

    def _image(self, node: Image, out: list[str]) -> None:
        out.append(f"<img{write_attributes(node.attributes.items())} />")

    def _footnote_mark(self, node: FootnoteMark, out: list[str]) -> None:
        if not self._for_toc:
            out.append(self._notes.mark(node.name))

    def _footnotes(self, out: list[str]) -> None:
        out.append(self._notes.start())
        for name, note in self._notes:
            out.append(f'<li id="fn:{name}" role="doc-endnote">\n')
            self._footnote(name, note, out)
            out.append("</li>\n")
        out.append(self._notes.end())

    def _footnote(self, name: str, note: Footnote, out: list[str]) -> None:
        children = note.content.children
        last = children[-1] if children else None
        self._children(children[:-1], out)
        if isinstance(last, Paragraph):
            out.append(f"<p{write_attributes(last.attributes.items())}>")
            self.inline(last, out)
            out.append("\N{NO-BREAK SPACE}")
        else:
            self._children(children[-1:], out)
            out.append("<p>")
        out.append(f"{backlinks(name, note.marks)}</p>\n")


def _tags(node: Container) -> tuple[str, str]:
    """An element's start and end, with line breaks around blocks."""
    tag, attributes = node.tag, node.attributes
    if not tag:
        return "", ""
    if node.marks & _TASKS:
        attributes = {"class": "task-list" if "tasks" in node.marks else "task-list-item"}
        put_attributes(attributes, node.attributes)
    start = f"<{tag}{write_attributes(attributes.items())}"
    if tag in VOID:
        return f"{start} />" + ("\n" if tag == "hr" else ""), ""
    if "html" in node.marks or tag not in _BLOCKS:
        return f"{start}>", f"</{tag}>"
    return f"{start}>" + ("" if tag in _ITEMS else "\n"), f"</{tag}>\n"


_WRITERS: dict[type[Element], Callable[[Renderer, Any, list[str]], None]] = {
    Element: Renderer._element,
    Paragraph: Renderer._paragraph,
    Heading: Renderer._heading,
    CodeBlock: Renderer._code_block,
    Container: Renderer._container,
    TextContainer: Renderer._text_container,
    HTMLBlock: Renderer._html_block,
    HTMLTag: Renderer._html_tag,
    Raw: Renderer._raw,
    Math: Renderer._math,
    Code: Renderer._code,
    Image: Renderer._image,
    FootnoteMark: Renderer._footnote_mark,
}
