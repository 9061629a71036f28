"""Writes XML as text. No IO here."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_ATTRIBUTES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_TEXT = {"\r": "&#13;"}

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 forbids, even escaped."""
    return _FORBIDDEN.sub("", text)


def element(name: str, text: str = "", attributes: dict[str, str] | None = None) -> str:
    """An element that holds text."""
    return wrap(name, escape(clean(text), _IN_TEXT), attributes)


def wrap(name: str, content: str, attributes: dict[str, str] | None = None) -> str:
    """An element that holds other elements, which are XML already."""
    start = name + "".join(
        f' {key}="{escape(clean(value), _IN_ATTRIBUTES)}"'
        for key, value in (attributes or {}).items()
    )
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"
