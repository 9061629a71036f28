"""What may be in a body with `sanitize: true`, told with a parser of another make."""

import re
from collections.abc import Iterator
from typing import Any

import html5lib

from handler.core.html.allowed import BODY_ATTRIBUTES, BODY_TAGS, MATH_TAGS, THEME_ATTRIBUTES

_HTML, _MATH = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}"
_ADDRESSES = {
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "poster",
    "src",
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_PASSED_OVER = re.compile("[\t\n\r]")
_CONTROLS = "".join(map(chr, range(0x21)))
_PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp|avif);base64,[\w+/=\s]*", re.ASCII)
_SERVICES = (
    "https://www.youtube.com/embed/",
    "https://www.youtube-nocookie.com/embed/",
    "https://player.vimeo.com/video/",
    "https://codepen.io/",
    "https://asciinema.org/a/",
    "https://w.soundcloud.com/player/",
    "https://open.spotify.com/embed/",
    "https://www.openstreetmap.org/export/embed",
)


def violations(html: str, *, is_shown: bool) -> list[str]:
    """What a browser finds in HTML that may not be there, read once and read again as written."""
    tree = html5lib.parseFragment(html)
    again = html5lib.serialize(tree, omit_optional_tags=False, quote_attr_values="always")
    trees = (tree, html5lib.parseFragment(again))
    return [
        found for each in trees for element in each.iter() for found in _wrong(element, is_shown)
    ]


def _wrong(element: Any, is_shown: bool) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield "a comment"
    elif element.tag != "DOCUMENT_FRAGMENT":
        space, name = element.tag[: element.tag.index("}") + 1], element.tag.partition("}")[2]
        if name not in BODY_TAGS or space != (_MATH if name in MATH_TAGS else _HTML):
            yield f"<{element.tag}>"
        for full_name, value in element.attrib.items():
            attribute = full_name.rpartition("}")[2]
            if not _is_allowed(name, attribute, value, is_shown):
                yield f"<{name} {attribute}={value!r}>"
        yield from _wrong_of_its_kind(name, element)


def _wrong_of_its_kind(name: str, element: Any) -> Iterator[str]:
    if name == "iframe" and ("sandbox" not in element.attrib or element.text or len(element)):
        yield "a frame with content, or without sandbox"
    if name == "input" and (element.get("type"), "disabled" in element.attrib) != (
        "checkbox",
        True,
    ):
        yield "a field of a form"


def _is_allowed(name: str, attribute: str, value: str, is_shown: bool) -> bool:
    """Whether an element may have an attribute with this value."""
    forced = {"iframe": {"sandbox"}, "input": {"type", "disabled", "class"}}.get(name, set())
    allowed = BODY_ATTRIBUTES["*"] | BODY_ATTRIBUTES.get(name, frozenset()) | forced
    allowed |= THEME_ATTRIBUTES.get(name, frozenset()) if is_shown else frozenset()
    if attribute not in allowed:
        return False
    if attribute == "style":
        return re.fullmatch(r"(text-align: ?[a-z]+;?)?", value) is not None
    if attribute == "tabindex":
        return value == "0"
    if attribute == "srcset":
        return all(_leads_elsewhere(each) for each in re.split("[ \t\n\f\r,]+", value))
    return attribute not in _ADDRESSES or _may_lead_to(name, value)


def _may_lead_to(name: str, value: str) -> bool:
    address = _PASSED_OVER.sub("", value.strip(_CONTROLS))
    if name == "iframe":
        return address.startswith(_SERVICES) and "/.." not in re.sub("%2e", ".", address.lower())
    if name == "img" and _PICTURE.fullmatch(address):
        return True
    return _leads_elsewhere(address)


def _leads_elsewhere(address: str) -> bool:
    scheme = _SCHEME.match(_PASSED_OVER.sub("", address.strip(_CONTROLS)))
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto", "tel"}
