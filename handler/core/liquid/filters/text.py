"""Filters that change a text. No IO here."""

import base64
import re
from collections.abc import Callable, Mapping

from handler.core.liquid.limits import LimitReached
from handler.core.liquid.parsing.scanning import Finder
from handler.core.liquid.values.conversions import MAX_TEXT, is_nil, to_i, to_s

BLANKS = " \t\n\v\f\r\0"
"""What Ruby strips; Python's own idea of white space includes no-break spaces."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_UNESCAPED = re.compile(r"""["'<>]|&(?!(?:[a-zA-Z]+|#\d+);)""")
_SPACES = re.compile(r"[ \t\n\v\f\r]+")
_LINE_END = re.compile(r"\r?\n")
_HIDDEN = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))

Change = Callable[[str], str]


def _string(change: Change) -> Callable[[object], str]:
    return lambda value: change(to_s(value))


def escape(value: object) -> str | None:
    """HTML with its special characters escaped."""
    return None if is_nil(value) else to_s(value).translate(_ESCAPES)


def escape_once(value: object) -> str:
    """As `escape`, but entities stay."""
    return _UNESCAPED.sub(lambda match: match[0].translate(_ESCAPES), to_s(value))


def replace(value: object, old: object, new: object = "", count: int = -1) -> str:
    """The text with every occurrence of one text replaced by another."""
    text, before, after = to_s(value), to_s(old), to_s(new)
    found = text.count(before) if count < 0 else count
    if len(text) + found * (len(after) - len(before)) > MAX_TEXT:
        raise LimitReached("text")
    return text.replace(before, after, count)


def replace_first(value: object, old: object, new: object = "") -> str:
    """The text with the first occurrence replaced."""
    return replace(value, old, new, 1)


def replace_last(value: object, old: object, new: object = "") -> str:
    """The text with the last occurrence replaced."""
    text, before = to_s(value), to_s(old)
    at = text.rfind(before)
    return text if at < 0 else text[:at] + to_s(new) + text[at + len(before) :]


def slice_text(value: object, start: object, length: object = 1) -> object:
    """Some letters of a text, or items of an array, from a position on."""
    items = value if isinstance(value, list) else to_s(value)
    first, size = to_i(start), max(to_i(length), 0)
    first = first + len(items) if first < 0 else first
    return items[first : first + size] if first >= 0 else items[:0]


def split(value: object, separator: object = " ") -> list[str]:
    """The parts of a text; empty ones at its end are left out."""
    text, by = to_s(value), to_s(separator)
    if by == " ":
        return [part for part in _SPACES.split(text.strip(BLANKS)) if part]
    parts = text.split(by) if by else list(text)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def truncate(value: object, length: object = 50, end: object = "...") -> str | None:
    """The text up to a length, with an ellipsis included in it."""
    if is_nil(value):
        return None
    text, most, tail = to_s(value), to_i(length), to_s(end)
    return text if len(text) <= most else text[: max(most - len(tail), 0)] + tail


def truncatewords(value: object, words: object = 15, end: object = "...") -> str | None:
    """The first words of a text, with an ellipsis."""
    if is_nil(value):
        return None
    text, most = to_s(value), max(to_i(words), 1)
    found = split(text)
    return text if len(found) <= most else " ".join(found[:most]) + to_s(end)


def strip_html(value: object) -> str:
    """The text without tags, scripts, styles and comments."""
    text = to_s(value)
    for opening, closing in _HIDDEN:
        text = _without(text, opening, closing)
    return _without(text, "<", ">")


def _without(text: str, opening: str, closing: str) -> str:
    finder = Finder(text)
    parts: list[str] = []
    at = 0
    while at < len(text):
        start = finder.find(opening, at)
        end = finder.find(closing, start)
        if end == len(text):
            break
        parts.append(text[at:start])
        at = end + len(closing)
    return "".join(parts) + text[at:]


def _encoded(encode: Callable[[bytes], bytes]) -> Callable[[object], str]:
    return lambda value: encode(to_s(value).encode()).decode()


def _decoded(decode: Callable[[str], bytes]) -> Callable[[object], str]:
    return lambda value: decode(to_s(value)).decode()


FILTERS: Mapping[str, Callable[..., object]] = {
    "append": lambda value, text: to_s(value) + to_s(text),
    "prepend": lambda value, text: to_s(text) + to_s(value),
    "capitalize": _string(str.capitalize),
    "downcase": _string(str.lower),
    "upcase": _string(str.upper),
    "escape": escape,
    "h": escape,
    "escape_once": escape_once,
    "strip": _string(lambda text: text.strip(BLANKS)),
    "lstrip": _string(lambda text: text.lstrip(BLANKS)),
    "rstrip": _string(lambda text: text.rstrip(BLANKS)),
    "squish": _string(lambda text: _SPACES.sub(" ", text.strip(BLANKS))),
    "normalize_whitespace": _string(lambda text: _SPACES.sub(" ", text).strip(BLANKS)),
    "newline_to_br": _string(lambda text: _LINE_END.sub("<br />\n", text)),
    "strip_newlines": _string(lambda text: _LINE_END.sub("", text)),
    "strip_html": strip_html,
    "replace": replace,
    "replace_first": replace_first,
    "replace_last": replace_last,
    "remove": lambda value, text: replace(value, text),
    "remove_first": lambda value, text: replace_first(value, text),
    "remove_last": lambda value, text: replace_last(value, text),
    "slice": slice_text,
    "split": split,
    "truncate": truncate,
    "truncatewords": truncatewords,
    "base64_encode": _encoded(base64.b64encode),
    "base64_decode": _decoded(base64.b64decode),
    "base64_url_safe_encode": _encoded(base64.urlsafe_b64encode),
    "base64_url_safe_decode": _decoded(base64.urlsafe_b64decode),
}
