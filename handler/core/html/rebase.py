"""Moves the addresses in HTML under a prefix, or makes them absolute. No IO here.

Only the values of address attributes in tags change; text, code, comments and the content
of `<script>` and the like stay as they are, to the byte.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from handler.core.model.context import Links
from handler.core.model.urls import legal

_ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "longdesc", "poster", "src"}
    | {"xlink:href"}
)
_SOURCE_SETS = frozenset({"imagesrcset", "srcset"})

# An unclosed comment, tag or quote runs to the end, as in a browser. So nothing is read
# twice, and the possessive quantifiers keep even hostile HTML linear.
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)"""
_ATTRIBUTES = rf"(?:=\s*+{_VALUE}|[^>])*+>?"
_MARKUP = re.compile(
    # Highlighted code is thousands of these: a run of them is passed over in one step.
    r'(?:<span(?: class="[^"]*")?>[^<]*+(?:</span>[^<]*+)*+)++'
    r"|<!--.*?(?:-->|\Z)"
    rf"|(?P<raw><(?P<name>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rf"{_ATTRIBUTES})(?P<text>.*?)(?=</(?P=name)[\s/>]|\Z)"
    rf"|(?P<tag><[a-z][^\s/>]*+{_ATTRIBUTES})",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rf"""(?P<name>[^\s=>"'/]++)(?:(?P<equals>\s*+=\s*+)(?P<value>{_VALUE}))?+"""
)
_CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<address>\S*[^\s,])(?P<size>(?:\s+[^\s,]+)*)")

Move = Callable[[str], str]


def rebase_html(html: str, base: str) -> str:
    """HTML with `base` in front of every root-relative address that is not under it yet."""
    if not base:
        return html
    prefix = escape(base)
    return _move_addresses(html, lambda address: _put_under(address, prefix))


def absolute_html(html: str, links: Links, path: str) -> str:
    """HTML whose addresses are absolute, as a browser would resolve them on the page at `path`."""
    page, root = links.absolute(path), urlsplit(links.root).path

    def resolve(address: str) -> str:
        try:
            return escape(legal(urljoin(page, _put_under(unescape(address), root).strip())))
        except ValueError:  # Such as an unclosed bracket of an IPv6 host: no browser follows it.
            return address

    return _move_addresses(html, resolve)


def _put_under(address: str, base: str) -> str:
    bare = address.strip()
    if not bare.startswith("/") or bare.startswith("//"):
        return address
    is_under = bare.startswith(base) and bare[len(base) : len(base) + 1] in {"", "/", "?", "#"}
    return bare if is_under else base + bare


def _move_addresses(html: str, move: Move) -> str:
    def move_in_markup(match: re.Match[str]) -> str:
        if tag := match["tag"] or match["raw"]:
            return _move_in_tag(tag, move) + (match["text"] or "")
        return match[0]

    return _MARKUP.sub(move_in_markup, html)


def _move_in_tag(tag: str, move: Move) -> str:
    def move_in_attribute(match: re.Match[str]) -> str:
        name, value = match["name"].lower(), match["value"]
        if not value or name not in _ADDRESSES | _SOURCE_SETS:
            return match[0]
        moved = _move_in_value(value, _in_source_set(move) if name in _SOURCE_SETS else move)
        return match["name"] + match["equals"] + moved

    return _ATTRIBUTE.sub(move_in_attribute, tag)


def _move_in_value(value: str, move: Move) -> str:
    quote = value[0] if value[0] in "\"'" else ""
    closed = quote and len(value) > 1 and value[-1] == quote
    address = value[len(quote) : -1 if closed else None]
    moved = move(address)
    return value if moved == address else f'"{moved}"' if not quote else f"{quote}{moved}{quote}"


def _in_source_set(move: Move) -> Move:
    def move_candidate(match: re.Match[str]) -> str:
        return match["before"] + move(match["address"]) + match["size"]

    return lambda value: _CANDIDATE.sub(move_candidate, value)
