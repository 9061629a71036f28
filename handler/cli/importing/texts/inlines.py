"""Running text of HTML as Markdown. No IO here.

What Markdown has no sign for stays as the HTML that it is, with its text as Markdown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from handler.core.html.tree import SPACE, attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_SPECIAL = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)|\$\$|\{(?=[:#.{%])|~~|\|")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AT_START = re.compile(
    r"(?=[#:=+-])(?:#|:(?=\s)|[=-]+$|[+-](?=\s)|---)|\^$|(\d+)\.(?=\s|$)", re.MULTILINE
)
_SPACES = re.compile(f"[{SPACE}]+")
_RUN = re.compile("`+")
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\"'`|*\[\]\\{}]*")
_WHOLE = re.compile(r"https?://[^\s<>*_`|\\]+")
SIGNS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}
UNWRAPPED = {"span", "font", "center", "tt", "nobr", "big", "blink", "ins-wrap"}


def inline(nodes: Iterable[Node]) -> str:
    """Nodes of a line as Markdown, with line breaks as such."""
    return "".join(map(_one, nodes))


def nodes_in(node: Node) -> list[Node]:
    """All that an element holds, text and comments too."""
    return list(node.iter(include_text=True))


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(lambda found: _escape(found[0]), _ENTITY.sub("&amp;", text))


def at_start(text: str) -> str:
    """A paragraph whose lines do not begin as something else does."""

    def escape(found: re.Match[str]) -> str:
        return f"{found[1]}\\." if found[1] else f"\\{found[0]}"

    return "\n".join(
        _AT_START.sub(escape, line, count=1) if _AT_START.match(line) else line
        for line in text.split("\n")
    )


def _escape(found: str) -> str:
    if found in "<>":
        return html.escape(found)
    return "".join(f"\\{char}" for char in found)


def _one(node: Node) -> str:
    if node.is_text_node:
        return escaped(_SPACES.sub(" ", node.text_content or ""))
    name = node.tag or ""
    if name.startswith("-") or name == "!comment":
        return ""
    if make := _MAKERS.get(name):
        return make(node)
    inner = inline(nodes_in(node))
    if name in UNWRAPPED and not node.attributes:
        return inner
    if name in SIGNS and not node.attributes:
        return _around(SIGNS[name], inner)
    return as_html(node, inner)


def _around(sign: str, inner: str) -> str:
    """Emphasis around a text, but not around the space at its ends."""
    text = inner.strip()
    if not text:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{sign}{text}{sign}{after}"


def as_html(node: Node, inner: str) -> str:
    """An element as HTML, around what it holds as Markdown."""
    start = start_tag(node)
    if node.tag in {"br", "img", "input", "wbr", "source"}:
        return start
    return f"{start}{inner}</{node.tag}>"


def start_tag(node: Node) -> str:
    """The tag that an element begins with."""
    parts = (f' {name}="{html.escape(value or "")}"' for name, value in node.attributes.items())
    return f"<{node.tag}{''.join(parts)}>"


def _code(node: Node) -> str:
    text = _SPACES.sub(" ", node.text() or "")
    if not text.strip() or any(each.tag not in {"code", "span", "-text"} for each in node.css("*")):
        return (
            f"<code>{inline(nodes_in(node))}</code>" if node.attributes == {} else node.html or ""
        )
    longest = max((len(run) for run in _RUN.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(node: Node) -> str:
    inner = inline(nodes_in(node))
    if "href" not in node.attributes or node.attributes.keys() - {"href", "title"}:
        return as_html(node, inner)
    text = inner.strip()
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if not text:
        return as_html(node, inner)
    address = attribute(node, "href")
    if node.text() == address and _WHOLE.fullmatch(address) and "title" not in node.attributes:
        return f"<{address}>"
    return f"{before}[{text}]({_target(node, 'href')}){after}"


def _picture(node: Node) -> str:
    alt = attribute(node, "alt")
    sizes = {name: attribute(node, name) for name in ("width", "height") if attribute(node, name)}
    if not attribute(node, "src") or node.attributes.keys() - {"src", "alt", "title", *sizes}:
        return start_tag(node)
    attributes = " ".join(f'{name}="{value}"' for name, value in sizes.items() if value.isdigit())
    if len(attributes.split()) != len(sizes):
        return start_tag(node)
    shown = f"![{escaped(_SPACES.sub(' ', alt))}]({_target(node, 'src')})"
    return f"{shown}{{: {attributes}}}" if attributes else shown


def _target(node: Node, name: str) -> str:
    """The address and title of a link or picture, in the brackets behind its text."""
    address = attribute(node, name)
    if not _PLAIN_ADDRESS.fullmatch(address) or not address:
        address = f"<{address.replace(' ', '%20').replace('<', '%3C').replace('>', '%3E')}>"
    title = attribute(node, "title").replace('"', "&quot;")
    return f'{address} "{title}"' if title else address


def _break(node: Node) -> str:
    return "  \n" if not node.attributes else start_tag(node)


_MAKERS: dict[str, Callable[[Node], str]] = {
    "code": _code,
    "a": _link,
    "img": _picture,
    "br": _break,
}
