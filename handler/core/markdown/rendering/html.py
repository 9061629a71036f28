"""Writing the tree of a text as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from handler.core.markdown.attributes import put_attributes, write_attributes
from handler.core.markdown.balance import balance
from handler.core.markdown.document.abbreviations import Abbreviations
from handler.core.markdown.document.contents import Contents, HeadingIds, TocEntry, plain_text
from handler.core.markdown.document.figures import standalone_image, write_figure
from handler.core.markdown.document.footnotes import Footnotes, backlinks
from handler.core.markdown.document.formulas import Formulas
from handler.core.markdown.html_tags import write_start_tag
from handler.core.markdown.inlines.parsing import read_inline
from handler.core.markdown.nodes import (
    Attributes,
    BlockEnd,
    Code,
    CodeBlock,
    Container,
    Definition,
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
from handler.core.markdown.rendering.code_blocks import write_code_block, write_code_span
from handler.core.markdown.rendering.containers import LISTS, write_tags
from handler.core.markdown.result import Highlighter
from handler.core.markdown.source import Document
from handler.core.markdown.text import SPACES, escape

_UNSEEN = (BlockEnd, Definition)
_BOXES = frozenset(["open", "done"])
_UNCHECKED = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />'
_CHECKED = _UNCHECKED.replace(" />", ' checked="checked" />')


class Renderer:
    """Writes one document; footnotes and tables of contents are written when all is known."""

    def __init__(self, document: Document, highlight: Highlighter | None) -> None:
        self.document = document
        self.highlight = highlight
        self._abbreviations = Abbreviations(document)
        self._ids = HeadingIds(document.options.auto_id_prefix)
        self._contents = Contents()
        self._notes = Footnotes(document)
        self._formulas = Formulas(document)
        self._for_toc = False
        self._gfm = document.options.gfm

    def render(self, root: Element) -> str:
        """The whole document with its footnotes."""
        out: list[str] = []
        self._children(root.children, out)
        self._footnotes(out)
        self._contents.write(out)
        html = "".join(out)
        return balance(html) if self.document.unbalanced else html

    def inline(self, block: TextBlock, out: list[str]) -> None:
        """Write a block's inline text."""
        self._children(self._nodes(block), out)

    def _nodes(self, block: TextBlock) -> list[Node]:
        text = block.text.rstrip(SPACES)
        return read_inline(text, self.document, block.line, in_html=not self._gfm)

    @contextmanager
    def _reach(self, *, within: bool) -> Iterator[None]:
        """GFM's ids and line breaks reach neither into HTML elements nor into footnotes."""
        before = self._gfm
        self._gfm = before and within
        yield
        self._gfm = before

    def _children(self, nodes: list[Node], out: list[str]) -> None:
        for node in self._abbreviations.mark(nodes) if self.document.abbreviations else nodes:
            if isinstance(node, str):
                out.append(self._text(node))
            elif write := _WRITERS.get(type(node)):
                write(self, node, out)

    def _text(self, text: str) -> str:
        if self._gfm and self.document.options.wraps:
            return escape(text).replace("\n", "<br />\n")
        return escape(text)

    def _paragraph(self, node: Paragraph, out: list[str]) -> None:
        nodes = self._nodes(node)
        image = standalone_image(nodes)
        if image is not None and not node.bare and not node.marks & _BOXES:
            out.append(write_figure(node, image))
            return
        out.append("" if node.bare else f"<p{write_attributes(node.attributes.items())}>")
        if box := node.marks & _BOXES:
            out.append(_CHECKED if "done" in box else _UNCHECKED)
        self._children(nodes, out)
        out.append("\n" if node.bare else "</p>\n")

    def _heading(self, node: Heading, out: list[str]) -> None:
        nodes = read_inline(node.text, self.document, node.line)
        attributes = dict(node.attributes)
        if "id" not in attributes and self.document.options.auto_ids:
            attributes["id"] = self._heading_id(node, nodes)
        if "id" in attributes:
            self._note_heading(node.level, attributes, nodes)
        out.append(f"<h{node.level}{write_attributes(attributes.items())}>")
        self._children(nodes, out)
        out.append(f"</h{node.level}>\n")

    def _heading_id(self, node: Heading, nodes: list[Node]) -> str:
        if self._gfm:
            return self._ids.make(nodes)
        return self._ids.make_basic(plain_text(nodes) if self.document.options.gfm else node.text)

    def _note_heading(self, level: int, attributes: Attributes, nodes: list[Node]) -> None:
        if "no_toc" in attributes.get("class", "").split():
            return
        if level in self.document.options.toc_levels:
            out: list[str] = []
            self._for_toc = True
            self._children(nodes, out)
            self._for_toc = False
            self._contents.note(TocEntry(level, attributes["id"], "".join(out)))

    def _code_block(self, node: CodeBlock, out: list[str]) -> None:
        highlight = self.highlight or partial(self._coloured, node.line)
        out.append(write_code_block(node, self.document.options, highlight))

    def _coloured(self, line: int, code: str, language: str) -> str | None:
        # Pygments is imported only for texts that hold code.
        from handler.core.html.highlighting import highlight_code

        def tell(why: str) -> None:
            self.document.warn(line, f"Code is shown without colours: {why}.")

        return highlight_code(code, language, tell)

    def _container(self, node: Container, out: list[str]) -> None:
        if node.tag in LISTS and self._contents.take_place(node, out):
            return
        start, end = write_tags(node)
        if self._for_toc:
            # Links cannot stand in links, and ids only once in a page.
            start, end = ("", "") if node.tag == "a" else (f"<{node.tag}>", end)
        out.append(start)
        with self._reach(within=node.tag != "del" and "html" not in node.marks):
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
        with self._reach(within=False):
            self._children(node.children, out)
        out.append("\n")

    def _element(self, node: Element, out: list[str]) -> None:
        self._children(node.children, out)

    def _html_tag(self, node: HTMLTag, out: list[str]) -> None:
        out.append(write_start_tag(node.name, node.attributes, node.void))

    def _raw(self, node: Raw, out: list[str]) -> None:
        out.append(node.html + ("\n" if "block" in node.marks else ""))

    def _math(self, node: Math, out: list[str]) -> None:
        out.append(self._formulas.write(node))

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
            with self._reach(within=False):
                self._footnote(name, note, out)
            out.append("</li>\n")
        out.append(self._notes.end())

    def _footnote(self, name: str, note: Footnote, out: list[str]) -> None:
        # A mark inside the note itself comes too late to be led back to.
        marks = note.marks
        children = [each for each in note.content.children if not isinstance(each, _UNSEEN)]
        last = children[-1] if children else None
        self._children(children[:-1], out)
        if isinstance(last, Paragraph):
            out.append(f"<p{write_attributes(last.attributes.items())}>")
            self.inline(last, out)
            out.append("\N{NO-BREAK SPACE}")
        else:
            self._children(children[-1:], out)
            out.append("<p>")
        out.append(f"{backlinks(name, marks)}</p>\n")


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
