"""Sanitising HTML of people who may not run scripts on readers. No IO here.

What is allowed is named; all else goes. What is to be changed is changed in the tree, and the
sanitiser reads and writes it last: nobody edits what it wrote. Nothing on the path of a cached
page imports this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import nh3

from handler.core.html.allowed import (
    BODY_ATTRIBUTES,
    BODY_TAGS,
    COMMENT_ATTRIBUTES,
    HIGHLIGHTS,
    TEXT_TAGS,
    THEME_ATTRIBUTES,
    UNUSUAL,
    WITHOUT_CONTENT,
)
from handler.core.html.nesting import parse_bounded
from handler.core.html.rebase import as_followed
from handler.core.html.text import remove
from handler.core.html.tree import attribute, encodable, rename, wrap, write

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

MOST_REFERENCES = 50_000
"""How many characters of one text may be written as references, such as `&amp;`: the sanitiser
takes time in proportion to their square."""

_EMBEDS = re.compile(
    r"https://(?:www\.youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/video/"
    r"|codepen\.io/[\w-]+/embed/|asciinema\.org/a/|w\.soundcloud\.com/player/"
    r"|open\.spotify\.com/embed/|www\.openstreetmap\.org/export/embed)[^\s\"'<>\\]*",
    re.ASCII,
)
# Browsers take the folder before it away, and so lead elsewhere.
_STEP_BACK = re.compile(r"/(?:\.|%2e){2}(?:[/?#]|\Z)", re.IGNORECASE | re.ASCII)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[\w+/=\s]*", re.ASCII)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_PIECE = re.compile(r"[^ \t\n\f\r,]+")
"""What of a `srcset` a browser takes for an address, and what anything else might."""
_MAIL = re.compile(r"(?:mailto|tel):", re.IGNORECASE | re.ASCII)
_ADDRESSES = frozenset({"cite", "href", "poster", "src"})


def _cleaner(added: Mapping[str, frozenset[str]]) -> nh3.Cleaner:
    """A sanitiser of bodies that lets these attributes through, too."""
    attributes = {
        tag: {*BODY_ATTRIBUTES.get(tag, ()), *added.get(tag, ())}
        for tag in BODY_ATTRIBUTES.keys() | added.keys()
    }
    return nh3.Cleaner(
        tags=set(BODY_TAGS),
        clean_content_tags=set(WITHOUT_CONTENT),
        attributes=attributes,
        attribute_filter=lambda tag, name, value: _filter_attribute(tag, name, value),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        url_relative="pass_through",
        filter_style_properties={"text-align"},
        set_tag_attribute_values={"iframe": _SANDBOX, "input": _CHECKBOX},
    )


_SANDBOX = {"sandbox": "allow-scripts allow-same-origin allow-popups allow-presentation"}
# A box of a task list, as Markdown makes it: nobody can fill it in.
_CHECKBOX = {"type": "checkbox", "class": "task-list-item-checkbox", "disabled": "disabled"}
_BODY, _SHOWN = _cleaner({}), _cleaner(THEME_ATTRIBUTES)
_COMMENT = nh3.Cleaner(
    tags=set(TEXT_TAGS),
    clean_content_tags=set(WITHOUT_CONTENT | UNUSUAL),
    attributes=COMMENT_ATTRIBUTES,
    link_rel="nofollow ugc noopener",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    allowed_classes={"span": set(HIGHLIGHTS)},
    set_tag_attribute_values={
        "img": {"loading": "lazy", "referrerpolicy": "no-referrer"},
        "pre": {"tabindex": "0"},
    },
)


def clean_body(root: Node, *, is_shown: bool = False) -> str:
    """The HTML of a post or page without scripts, forms, and frames of unknown services.

    One that `is_shown` by the theme has its attributes.
    """
    for frame in root.css("iframe"):
        if _is_known_service(attribute(frame, "src")):
            frame.inner_html = ""  # Text that some readers take for markup.
        else:
            frame.decompose()
    remove(root, ", ".join(WITHOUT_CONTENT))
    for field in root.css("input"):
        if attribute(field, "type").lower() != "checkbox":
            field.decompose()
    return (_SHOWN if is_shown else _BODY).clean(write(root))


def is_cleanable(html: str) -> bool:
    """Whether cleaning HTML takes about as much time as there is of it."""
    return max(text.count("&") + text.count("\xa0") for text in html.split("<")) <= MOST_REFERENCES


def elements_taken(root: Node) -> set[str]:
    """The names of the elements that `clean_body` takes out of HTML with words in them."""
    found = root.css("svg, select, textarea")
    return {element.tag or "" for element in found if element.text().strip()}


def clean_comment(html: str, *, images: bool) -> str:
    """GitHub's HTML of a comment without anything that runs, asks elsewhere or looks like ours.

    Headings would stand between those of the post, so they become paragraphs. Unless `images` are
    wanted, their descriptions stand for them.
    """
    root = parse_bounded(html)
    remove(root, ", ".join(WITHOUT_CONTENT | UNUSUAL))
    for box in root.css("input.task-list-item-checkbox"):
        box.replace_with("☑" if "checked" in box.attributes else "☐")
    for heading in root.css("h1, h2, h3, h4, h5, h6"):
        wrap(rename(heading, "b"), "div", {})
    for link in root.css("a"):
        if not link.text().strip() and link.css_first("img") is None:
            link.decompose()
    if not images:
        for image in root.css("img"):
            image.replace_with(encodable(f"[{attribute(image, 'alt').strip() or '…'}]"))
    return _COMMENT.clean(write(root))


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Frames show known services only, and only images may be in the text itself."""
    if name == "tabindex":
        return "0"
    if name == "srcset":
        return value if all(map(_is_on_the_web, _PIECE.findall(value))) else None
    if name not in _ADDRESSES:
        return value
    if tag == "iframe":
        return value if _is_known_service(value) else None
    is_image = tag == "img" and _DATA_IMAGE.fullmatch(value)
    return value if is_image or _is_on_the_web(value) or _MAIL.match(as_followed(value)) else None


def _is_known_service(address: str) -> bool:
    return bool(_EMBEDS.fullmatch(address)) and not _STEP_BACK.search(address)


def _is_on_the_web(address: str) -> bool:
    """Whether an address leads to a file of this blog or of another."""
    scheme = _SCHEME.match(as_followed(address))
    return scheme is None or scheme[0].lower() in {"http:", "https:"}
