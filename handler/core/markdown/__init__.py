"""Markdown as kramdown's GFM parser, and so Jekyll, reads it: text in, HTML out.

The folders, each of which may import those after it: rendering → inlines, blocks → document.
May import: core/html and core/model.
Never comes in: IO, Liquid, front matter.
"""

from __future__ import annotations

from handler.core.markdown.blocks.reading import read_document
from handler.core.markdown.options import MarkdownOptions
from handler.core.markdown.rendering.html import Renderer
from handler.core.markdown.result import Highlighter, MarkdownResult, MarkdownWarning
from handler.core.markdown.source import Document

__all__ = ["Highlighter", "MarkdownOptions", "MarkdownResult", "MarkdownWarning", "to_html"]

_DEFAULTS = MarkdownOptions()


def to_html(
    text: str, options: MarkdownOptions = _DEFAULTS, highlight: Highlighter | None = None
) -> MarkdownResult:
    """Render a text; whatever it holds, its visible words come out and the tags are balanced."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    document = Document(options)
    root = read_document(lines.removesuffix("\n") + "\n", document)
    html = Renderer(document, highlight).render(root)
    return MarkdownResult(html, tuple(sorted(document.warnings, key=lambda each: each.line)))
