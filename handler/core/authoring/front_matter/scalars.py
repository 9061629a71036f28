"""Values as they are written into front matter. No IO here."""

import re
from collections.abc import Mapping, Sequence

from handler.core.model.entries import Json
from handler.core.yaml.scalars import read_plain

Scalar = str | int | bool
Value = Scalar | Sequence[Scalar] | Mapping[str, Json]
"""What an entry can be set to."""

# Whatever means something to YAML, also within brackets, needs quotes; so does what is not a text.
_PLAIN = re.compile(r"""[\w/](?:[^\x00-\x1f#:,\[\]{}"'`|>&*!%@\\?]|:(?=\S))*(?<!\s)""")
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"\\\\]')


def written(value: Scalar, quote: str = "") -> str:
    """A value on one line, in these quotes if it is a text, else in none if it needs none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if not quote and _is_plain(value):
        return value
    if quote == "'" and not _ESCAPED.search(value.replace('"', "").replace("\\", "")):
        return "'" + value.replace("'", "''") + "'"
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _ESCAPED.search(text) and read_plain(text) == text


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\{char}" if char in '"\\' else f"\\u{ord(char):04x}"


def inline(value: Value | Json) -> str:
    """A value of any kind on one line, lists and mappings in brackets and braces."""
    if value is None:
        return "null"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str | int):
        return written(value)
    if isinstance(value, Mapping):
        entries = (f"{written(name, chr(34))}: {inline(each)}" for name, each in value.items())
        return f"{{{', '.join(entries)}}}"
    return f"[{', '.join(map(inline, value))}]"
