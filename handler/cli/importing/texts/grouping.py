"""The blocks that stand in HTML, whether it marks them or not. No IO here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handler.cli.importing.texts.inlines import nodes_in
from handler.core.html.allowed import names
from handler.core.html.tree import is_blank

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_UNWRAPPED = {"div", "section", "article", "main", "center", "header", "footer", "hgroup"}
BLOCKS = names(
    "address article aside audio blockquote center dd details dialog dir div dl dt"
    " embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr"
    " iframe li main menu nav object ol p pre section table ul video"
)


def grouped(root: Node) -> Iterator[list[Node]]:
    """The blocks in an element; what stands in lines between them is one each."""
    line: list[Node] = []
    for node in nodes_in(root):
        if node.tag not in BLOCKS and not holds_blocks(node):
            line.append(node)
            continue
        yield from _paragraphs(line)
        line = []
        if node.tag in _UNWRAPPED and not node.attributes:
            yield from grouped(node)
        else:
            yield [node]
    yield from _paragraphs(line)


def _paragraphs(line: list[Node]) -> Iterator[list[Node]]:
    """What stands in lines, parted where line breaks leave a line empty."""
    part: list[Node] = []
    breaks = 0
    for node in line:
        if node.tag == "br" or is_blank(node):
            breaks += node.tag == "br"
            part.append(node)
            continue
        if breaks > 1:
            yield from _trimmed(part)
            part = []
        breaks = 0
        part.append(node)
    yield from _trimmed(part)


def _trimmed(part: list[Node]) -> Iterator[list[Node]]:
    """A paragraph without line breaks at its ends; none if nothing else is in it."""
    shown = [place for place, node in enumerate(part) if node.tag != "br" and not is_blank(node)]
    if shown:
        yield part[shown[0] : shown[-1] + 1]


def holds_blocks(node: Node) -> bool:
    """Whether a block stands in an element."""
    return not node.is_text_node and any(each.tag in BLOCKS for each in node.css("*"))
