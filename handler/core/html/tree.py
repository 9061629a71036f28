"""HTML as a tree, read and written as browsers do. No IO here.

The parser is imported by the first call: pages without a body do without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

SPACE = " \t\n\f\r"
"""What HTML takes for space; Python's `strip` takes more."""
# Feeds would leave them out later, and so make another address of the one that was checked.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML may not have, and HTML ought not to."""


def parse(html: str) -> Node:
    """The `<body>` of a page that holds nothing but this HTML."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

    # Without events no option is copied into its list, for which each looks at all others.
    body = LexborHTMLParser("<!doctype html>", options=LexborDocumentOptions.WO_EVENTS).body
    assert body is not None
    # Of a comment that ends as it begins, the parser takes the text before it for the content.
    body.inner_html = encodable(f"{html}>" if html.endswith("<!") else html)
    return body


def write(root: Node) -> str:
    """The HTML of what an element holds, which is read as the same tree again."""
    # Where a line break comes first, browsers pass over it.
    first = [node.first_child for node in find(root, "pre, textarea, listing")]
    broken = [node for node in first if node and (node.text_content or "").startswith("\n")]
    for node in broken:
        node.insert_before("\n")
    html = (root.inner_html or "").replace("\f", " ")
    for node in broken:
        cast("Node", node.prev).decompose()
    return _FORBIDDEN.sub("", html)


def find(root: Node, selector: str) -> Iterator[Node]:
    """What a selector finds, also in the contents of templates."""
    yield from root.css(selector)
    if root.css_first("template") is not None:
        for fragment in root.template_fragments():
            yield from find(fragment, selector)


def wrap(node: Node, name: str, attributes: Mapping[str, str]) -> Node:
    """Put a new element around another."""
    around = node.parser.create_node(name)
    set_attributes(around, attributes)
    node.insert_before(around, move=True)
    around.insert_child(node, move=True)
    return around


def rename(node: Node, name: str) -> Node:
    """Put a new element without attributes in the place of another."""
    renamed = node.parser.create_node(name)
    while node.first_child is not None:
        renamed.insert_child(node.first_child, move=True)
    node.replace_with(renamed, move=True)
    return renamed


def set_attributes(node: Node, attributes: Mapping[str, str]) -> None:
    """Give an element these attributes, whatever it had under their names."""
    for name, value in attributes.items():
        node.attrs[name] = encodable(value)


def attribute(node: Node, name: str) -> str:
    """The value of an attribute; empty if there is none."""
    return node.attributes.get(name) or ""


def is_blank(node: Node | None) -> bool:
    """Whether a node is text that shows nothing."""
    return node is not None and node.is_text_node and not (node.text_content or "").strip(SPACE)


def before(node: Node) -> Node | None:
    """What stands before a node, but for space."""
    previous = node.prev
    return previous.prev if previous is not None and is_blank(previous) else previous


def after(node: Node) -> Node | None:
    """What stands after a node, but for space."""
    following = node.next
    return following.next if following is not None and is_blank(following) else following


def children(node: Node) -> list[Node]:
    """What an element holds, but for space."""
    return [child for child in node.iter(include_text=True) if not is_blank(child)]


def encodable(text: str) -> str:
    """Text without half characters, which no file may have but an escape in YAML may name."""
    return text.encode("utf-8", "replace").decode()
