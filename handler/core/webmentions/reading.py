"""What a page of others says of a page of the blog: whether it links there, and as what. No IO.

https://www.w3.org/TR/webmention/#webmention-verification, and microformats2 as far as a mention
needs it: https://microformats.org/wiki/h-entry
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from handler.core.html.text import show_only_words
from handler.core.html.tree import attribute
from handler.core.model.entries import Json
from handler.core.webmentions.mentions import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Kind,
    cleaned,
    web_address,
)
from handler.core.webmentions.pages import base_of, classes_of, document, leads_to, links_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_KINDS: dict[str, Kind] = {
    "u-in-reply-to": "reply",
    "u-like-of": "like",
    "u-repost-of": "repost",
    "u-bookmark-of": "bookmark",
}
_ROOT = re.compile(r"h-[a-z]+(?:-[a-z]+)*", re.ASCII)
_LONGEST_TITLE = 200
_HTML = ("text/html", "application/xhtml+xml")
_FIRST_PAGE = datetime(1991, 8, 6, tzinfo=UTC)
"""When the web came; who says to have written earlier means to be read first."""
_USUAL = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Read:
    """What a page says that links to the blog."""

    kind: Kind = "mention"
    author: str = ""
    author_address: str = ""
    title: str = ""
    text: str = ""
    is_cut: bool = False
    at: datetime | None = None


def read_source(text: str, content_type: str, address: str, target: str) -> Read | None:
    """What the page at an address says of another; None if it does not lead there."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _HTML:
        return _read_page(text, address, target)
    if kind.endswith("json"):
        return Read() if _has_value(text, target) else None
    pattern = rf"(?<![^\s<>\"'(]){re.escape(target)}(?![^\s<>\"').,;!?])"
    return Read() if kind.startswith("text/") and re.search(pattern, text) else None


def is_same(one: str, other: str) -> bool:
    """Whether two addresses lead to the same page, in the same way of writing it."""
    return bool(one) and _canonical(one) == _canonical(other)


def _canonical(address: str) -> str:
    scheme, _, rest = urldefrag(address).url.partition("://")
    host, slash, path = rest.partition("/")
    port = f":{_USUAL.get(scheme.lower(), '')}"
    return f"{scheme.lower()}://{host.lower().removesuffix(port)}{slash or '/'}{path}"


def _has_value(text: str, target: str) -> bool:
    try:
        found: list[Json] = [json.loads(text)]
    except (ValueError, RecursionError):
        return False
    while found:
        value = found.pop()
        if isinstance(value, str) and is_same(value, target):
            return True
        found += value if isinstance(value, list) else []
        found += value.values() if isinstance(value, dict) else ()
    return False


def _read_page(html: str, address: str, target: str) -> Read | None:
    root = document(html)
    base = base_of(root, address)
    links = [node for node, to in links_of(root, base) if is_same(to, target)]
    entry = next((found for node in links if (found := _entry_of(node))), None)
    if entry is None and links:
        entry = root.css_first(".h-entry")
    if entry is None:
        # A page may say what it likes by an element that shows nothing.
        marked = ", link.u-in-reply-to, link.u-like-of, link.u-repost-of, link.u-bookmark-of"
        hidden = [node for node, to in links_of(root, base, also=marked) if is_same(to, target)]
        entry = next((found for node in hidden if (found := _entry_of(node))), None)
        if not links and entry is None:
            return None
    title = root.css_first("title")
    shown = cleaned(title.text(), _LONGEST_TITLE) if title is not None else ""
    if entry is None:
        return Read(title=shown)
    return _read_entry(root, entry, base, target, shown)


def _read_entry(root: Node, entry: Node, base: str, target: str, title: str) -> Read:
    author, author_address = _author(root, entry, base)
    kind, at = _kind(entry, base, target), _published(entry)
    name = _text(next(_own(entry, "p-name"), None), _LONGEST_TITLE)
    texts = (next(_own(entry, each), None) for each in ("e-content", "p-content", "p-summary"))
    content = _text(next(filter(None, texts), None), LONGEST_TEXT + 1)
    if not content and kind == "reply":
        content = name
    is_note = name and content.startswith(name.rstrip("…. "))
    return Read(
        kind,
        author,
        author_address,
        "" if is_note else name or title,
        content[:LONGEST_TEXT].strip(),
        len(content) > LONGEST_TEXT,
        at,
    )


def _entry_of(node: Node) -> Node | None:
    """The outermost entry that an element is, or stands in."""
    found, each = None, node
    while each is not None:
        found = each if "h-entry" in classes_of(each) else found
        each = each.parent  # type: ignore[assignment]
    return found


def _kind(entry: Node, base: str, target: str) -> Kind:
    for name, kind in _KINDS.items():
        if any(is_same(_address(node, base), target) for node in _own(entry, name)):
            return kind
    return "mention"


def _author(root: Node, entry: Node, base: str) -> tuple[str, str]:
    """The name and address of who wrote an entry, or else of whose page it is."""
    found = next(_own(entry, "p-author"), None) or next(_own(entry, "u-author"), None)
    node = found or root.css_first(".h-card")
    if node is None:
        return "", ""
    name = _text(next(_own(node, "p-name"), None), LONGEST_NAME) if _is_root(node) else ""
    picture = node if node.tag == "img" else node.css_first("img[alt]")
    alt = cleaned(attribute(picture, "alt"), LONGEST_NAME) if picture is not None else ""
    return name or _text(node, LONGEST_NAME) or alt, web_address(_address(node, base))


def _published(entry: Node) -> datetime | None:
    node = next(_own(entry, "dt-published"), None)
    if node is None:
        return None
    try:
        at = datetime.fromisoformat((attribute(node, "datetime") or node.text()).strip())
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return at if at >= _FIRST_PAGE else None


def _address(node: Node, base: str) -> str:
    """The address that an element gives as a property."""
    if to := leads_to(node, base):
        return to
    inner = next(_own(node, "u-url"), None) if _is_root(node) else None
    inner = inner or node.css_first("a[href]")
    return leads_to(inner, base) if inner is not None else _text(node, 2_000)


def _own(root: Node, name: str) -> Iterator[Node]:
    """The elements that give a property to a microformat, and not to one within it."""
    for node in root.css(f".{name}"):
        parent = node.parent
        while parent is not None and parent.mem_id != root.mem_id and not _is_root(parent):
            parent = parent.parent
        if parent is not None and parent.mem_id == root.mem_id and node.mem_id != root.mem_id:
            yield node


def _is_root(node: Node) -> bool:
    return any(_ROOT.fullmatch(name) for name in classes_of(node))


def _text(node: Node | None, most: int) -> str:
    if node is None:
        return ""
    show_only_words(node)
    return cleaned(node.text(), most)
