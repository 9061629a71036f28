"""Pages of others as trees, and where their links lead. No IO here.

They are read in a process that may be ended, as nothing is known of what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from handler.core.html.tree import SPACE, attribute, encodable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_ATTRIBUTES = {
    **dict.fromkeys(["a", "area", "link"], "href"),
    **dict.fromkeys(["img", "audio", "video", "source", "iframe", "embed"], "src"),
    **dict.fromkeys(["blockquote", "q", "ins", "del"], "cite"),
    "object": "data",
}


def document(html: str) -> Node:
    """The root of a page."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

    root = LexborHTMLParser(encodable(html), options=LexborDocumentOptions.WO_EVENTS).root
    assert root is not None
    return root


def base_of(root: Node, address: str) -> str:
    """What relative addresses of a page begin at."""
    base = root.css_first("base[href]")
    return resolved(address, attribute(base, "href")) if base is not None else address


def resolved(base: str, address: str) -> str:
    """An address of a page with its host; nothing if it is none."""
    try:
        return urljoin(base, address.strip(SPACE))
    except ValueError:
        return ""


def leads_to(node: Node, base: str) -> str:
    """The address to which an element leads, or what it shows; nothing if it does neither."""
    name = _ATTRIBUTES.get(node.tag or "", "")
    value = node.attributes.get(name) if name else None
    return resolved(base, value) if value is not None else ""


def links_of(root: Node, base: str, *, also: str = "") -> Iterator[tuple[Node, str]]:
    """The elements of which readers can tell where they lead, in order, with the addresses."""
    names = ", ".join(name for name in _ATTRIBUTES if name != "link") + also
    return ((node, to) for node in root.css(names) if (to := leads_to(node, base)))


def classes_of(node: Node) -> list[str]:
    """The classes of an element."""
    return attribute(node, "class").split()
