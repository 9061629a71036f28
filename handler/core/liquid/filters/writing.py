"""Jekyll's filters for prose and for data shown as text. No IO here."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping

from liquid.undefined import is_undefined

from handler.core.liquid.filters.arrays import flattened
from handler.core.liquid.filters.text import escape
from handler.core.liquid.limits import LimitReached
from handler.core.liquid.values.conversions import deep_size, inspect, is_nil, to_s

MAX_VALUES = 200_000

_CJK = re.compile(
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fd-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003134f]"
)
_SPACES = re.compile(r"\s+")
_PRETTY = frozenset("._~!$&'()+,;=@")
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "đ": "d"})
_HYPHEN_ENDS = re.compile(r"^-|-$")
_QUOTES = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"<< ?"), "«"),
    (re.compile(r" ?>>"), "»"),
    (re.compile(r"(?<![\w.,;:!?)\]”’])\"(?=\S)"), "“"),
    (re.compile(r'"'), "”"),
    (re.compile(r"(?<![\w.,;:!?)\]”’])'(?=\S)"), "‘"),
    (re.compile(r"'"), "’"),
)


def markdownify(value: object) -> str:
    """Markdown as HTML."""
    from handler.core.markdown import to_html

    return str(to_html(to_s(value)).html)


def smartify(value: object) -> str:
    """The text with typographic quotes, dashes and ellipses."""
    text = to_s(value)
    for pattern, mark in _QUOTES:
        text = pattern.sub(mark, text)
    return text


def number_of_words(value: object, mode: object = None) -> int:
    """How many words a text has; `cjk` and `auto` count each Chinese or Japanese letter."""
    text = to_s(value)
    letters = len(_CJK.findall(text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or letters:
        return letters + len(_CJK.sub(" ", text).split())
    return len(text.split())


def slugify(value: object, mode: object = None) -> str | None:
    """The text as part of an address."""
    if is_nil(value):
        return None
    text, chosen = to_s(value), to_s(mode) or "default"
    if chosen not in ("raw", "default", "pretty", "ascii", "latin"):
        return text.lower()
    if chosen == "raw":
        return _HYPHEN_ENDS.sub("", _SPACES.sub("-", text)).lower()
    if chosen == "latin":
        decomposed = unicodedata.normalize("NFKD", text.translate(_LATIN))
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        chosen = "ascii"
    return _HYPHEN_ENDS.sub("", _hyphenated(text, chosen)).lower()


def _hyphenated(text: str, mode: str) -> str:
    parts: list[str] = []
    for letter in text:
        if _stays(letter, mode):
            parts.append(letter)
        elif parts[-1:] != ["-"]:
            parts.append("-")
    return "".join(parts)


def _stays(letter: str, mode: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or (mode == "pretty" and letter in _PRETTY)
    category = unicodedata.category(letter)
    return mode != "ascii" and (category[0] in "LM" or category == "Nd")


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    """`a, b, and c`."""
    items = [to_s(item) for item in flattened(value)]
    if len(items) <= 2:
        return f" {to_s(connector)} ".join(items)
    return f"{', '.join(items[:-1])}, {to_s(connector)} {items[-1]}"


def jsonify(value: object) -> str:
    """The value as JSON."""
    if deep_size(value) > MAX_VALUES:
        raise LimitReached("values")
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if is_undefined(value):
        return None
    if isinstance(value, Mapping):
        return {to_s(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | bool | int | float | None) else to_s(value)


def _unchanged(value: object) -> str:
    return to_s(value)


FILTERS: Mapping[str, Callable[..., object]] = {
    "markdownify": markdownify,
    "smartify": smartify,
    "sassify": _unchanged,
    "scssify": _unchanged,
    "number_of_words": number_of_words,
    "slugify": slugify,
    "xml_escape": lambda value: (escape(value) or "").replace("&#39;", "&apos;"),
    "array_to_sentence_string": array_to_sentence_string,
    "jsonify": jsonify,
    "inspect": lambda value: escape(inspect(value)),
}
