"""Values as they are written into front matter. No IO here."""

import re
from collections.abc import Sequence

from handler.core.yaml.scalars import read_plain

Scalar = str | int | bool
Value = Scalar | Sequence[Scalar]
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


def listed(values: Sequence[Scalar]) -> str:
    """Values as a list in brackets."""
    return f"[{', '.join(map(written, values))}]"
