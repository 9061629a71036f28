"""How one version of a text differs from another. No IO here."""

import re
from difflib import unified_diff

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MAXIMUM_LINES = 20_000
"""Of both versions together."""


def difference(key: str, old: bytes, new: bytes, old_name: str, new_name: str) -> list[str]:
    """Lines that were taken out and came in, as in a patch; what no terminal should get is `?`."""
    if b"\0" in old + new:
        return [f"{key} is no text: {len(old):,} and {len(new):,} bytes."] if old != new else []
    texts = [_lines(each) for each in (old, new)]
    if sum(map(len, texts)) > MAXIMUM_LINES:
        return [f"{key} is too long to compare: {len(texts[0]):,} and {len(texts[1]):,} lines."]
    names = (f"{key} {old_name}", f"{key} {new_name}")
    found = unified_diff(texts[0], texts[1], *names, lineterm="")
    return [_CONTROL.sub("?", line) for line in found]


def _lines(text: bytes) -> list[str]:
    """The lines of a text; whether they end as on Windows shows as well."""
    return text.decode(errors="replace").replace("\r\n", "␍\n").split("\n")
