"""HTML without what does nothing on a page here, and with its addresses settled. No IO here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from handler.core.html.allowed import names
from handler.core.html.nesting import is_bounded, words_only
from handler.core.html.tree import attribute, parse, set_attributes, write

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_DROPPED = "script, style, link, meta, base, title, template, o\\:p"
_KEPT_STYLE = re.compile(r"text-align\s*:\s*(?:left|right|center|justify)", re.IGNORECASE)
_KEPT = names(
    "href src alt title id name width height colspan rowspan scope start reversed"
    " value type checked disabled controls poster open datetime cite lang dir"
    " allowfullscreen allow kind label srclang preload loop muted"
)
_KEPT_CLASS = re.compile(
    r"(?:lang(?:uage)?|brush)[-:]\S+|footnote\S*|task-list\S*|gallery|callout\S*"
)
_PLACEHOLDER = re.compile(r"data:|\Z")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_GIST = re.compile(r"https://gist\.github\.com/[\w/-]+?(?=\.js|[?#]|\Z)")


class Settle(Protocol):
    """What becomes of an address; `shown` are those of pictures, films and sound."""

    def __call__(self, address: str, *, shown: bool = False) -> str:
        """See the class."""
        ...


def cleaned(html: str, settle: Settle) -> str:
    """The HTML as it is to be on the blog; what readers see of it stays."""
    plain = _COMMENT.sub("", html)
    root = parse(plain if is_bounded(plain) else words_only(plain))
    for script in root.css("script[src]"):
        _keep_gist(script)
    for image in root.css("img"):
        _wake(image)
    for frame in root.css("noscript"):
        _without_scripts(frame)
    for node in root.css(_DROPPED):
        node.decompose()
    for node in root.css("*"):
        _strip(node, settle)
    for node in root.css("pre br"):
        node.replace_with("\n")
    # Copies in other sizes are made anew, and what held them beside the picture does nothing.
    for node in root.css("picture > source"):
        node.decompose()
    for node in (*root.css("picture"), *root.css("figure div"), *root.css("figure span")):
        if not node.attributes:
            node.unwrap(delete_empty=True)
    return write(root)


def _keep_gist(script: Node) -> None:
    found = _GIST.match(attribute(script, "src"))
    if found:
        link = script.parser.create_node("a")
        set_attributes(link, {"href": found[0]})
        link.inner_html = found[0]
        script.insert_before(link, move=True)


def _wake(image: Node) -> None:
    """Have an image that a script would load be one that browsers load."""
    later = next(
        (
            found
            for name in ("data-src", "data-lazy-src", "data-original")
            if (found := attribute(image, name))
        ),
        "",
    )
    if later and _PLACEHOLDER.match(attribute(image, "src")):
        set_attributes(image, {"src": later})


def _without_scripts(node: Node) -> None:
    """What is shown without scripts is shown, unless the picture in it is there already."""
    before = node.prev
    is_double = before is not None and before.tag == "img"
    node.decompose() if is_double else node.unwrap()


def _strip(node: Node, settle: Settle) -> None:
    tag = node.tag or ""
    if tag.startswith("-") or tag == "body":
        return
    for name, value in list(node.attributes.items()):
        kept = _kept(tag, name, value or "")
        if kept is None:
            del node.attrs[name]
        elif kept != value:
            node.attrs[name] = kept
    if tag in {"svg", "math"} or not node.attributes:
        return
    shown = tag not in {"a", "area"}
    addresses = {
        name: attribute(node, name) for name in ("href", "src", "poster") if name in node.attributes
    }
    set_attributes(node, {name: settle(value, shown=shown) for name, value in addresses.items()})


def _kept(tag: str, name: str, value: str) -> str | None:
    """What becomes of an attribute; None if it goes."""
    if name == "style":
        found = _KEPT_STYLE.search(value)
        return found[0] if found else None
    if name == "class":
        return " ".join(_KEPT_CLASS.findall(value)) or None
    if name == "id" and tag in {"img", "p", "div", "figure", "span"} and not value.startswith("fn"):
        return value or None
    if name in _KEPT or tag in _DRAWN:
        return None if name.startswith("on") or (name == "title" and not value) else value
    if name == "data-language" and re.fullmatch(r"[\w+#.-]+", value):
        return value
    return None


_DRAWN = names("svg path g circle rect line polyline polygon ellipse text tspan defs use math")
