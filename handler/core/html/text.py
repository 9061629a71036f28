"""The words that readers see of HTML. No IO here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.core.html.allowed import names
from handler.core.html.marks import drop_marks
from handler.core.html.nesting import parse_bounded
from handler.core.html.shortening import shorten
from handler.core.html.tree import attribute, encodable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

NOTES = "sup[role=doc-noteref], sup:has(> a[href^='#']), .footnote, .reversefootnote"
"""Marks of footnotes, and what leads back to them."""
ARCHIVE = ".archived-comments"
"""What readers wrote below a text on another blog, before it came here."""
NEVER_SEEN = (
    "script, style, template, noscript, iframe, noembed, noframes, select, textarea, audio, video"
)
"""What is no text of a page, though it may hold some."""
_APART = names(
    "address article aside audio blockquote br caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li"
    " listing main menu nav object ol optgroup option p plaintext pre search section select summary"
    " svg table tbody td text textarea tfoot th thead title tr tspan ul video xmp"
    " mtable mtd mtr"
)
"""All else stands in lines, as in browsers: emphasis, ruby, and what nobody knows."""


def plain_text(html: str, limit: int) -> str:
    """The visible text of HTML in one line, cut at a word if longer than `limit` characters."""
    root = parse_bounded(html)
    show_only_words(root)
    remove(root, NOTES)
    return shorten(root.text(), limit)


def show_only_words(root: Node) -> None:
    """Have an element's text be what is seen of it: words apart, formulas as they are written."""
    drop_marks(root)
    separate_words(root)
    remove(root, NEVER_SEEN)
    for formula in root.css("math"):
        source = formula.css_first("annotation")
        if source is not None:
            formula.replace_with(source.text())


def separate_words(root: Node) -> None:
    """Put space around all but what stands in lines."""
    for node in root.css("*"):
        if node.tag in _APART and node.mem_id != root.mem_id:
            node.insert_before(" ")
            node.insert_after(" ")


def show_descriptions(root: Node) -> None:
    """Put the words that stand for images in their place."""
    for image in root.css("img"):
        image.replace_with(encodable(f" {attribute(image, 'alt')} "))


def remove(root: Node, selector: str) -> None:
    """Take what a selector finds out of a tree."""
    for node in root.css(selector):
        node.decompose()
