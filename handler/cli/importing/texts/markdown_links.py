"""Addresses in Markdown become others, but not those in code. No IO here."""

import re
from collections.abc import Callable, Iterator

_LINK = re.compile(
    r"(?P<shown>!)?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*+(?:<(?P<angled>[^<>\n]++)>|(?P<inline>(?:[^\s()<>]|\([^\s()<>]*\))++))"
    r"|^ {0,3}\[[^\]\n^]++\]:[ \t]*+<?(?P<defined>[^\s<>]++)"
    r"|<(?P<tag>a|img|source|video|audio|iframe)\s(?:[^<>]*?\s)?(?:href|src|poster)=[\"'](?P<html>[^\"'<>]++)",
    re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_GROUPS = ("angled", "inline", "defined", "html")


def masked(text: str) -> str:
    """A text with spaces in place of its code and comments."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def relinked(text: str, settle: Callable[[str, bool], str]) -> str:
    """The text with what `settle` makes of each address, and of whether it is of a picture."""
    made = text
    pairs = [(found, next(name for name in _GROUPS if found[name])) for found in _links(text)]
    for found, group in sorted(pairs, key=lambda pair: pair[0].start(pair[1]), reverse=True):
        is_shown = bool(found["shown"]) or (found["tag"] or "a").lower() != "a"
        if (new := settle(found[group], is_shown)) != found[group]:
            new = new if group == "angled" or group == "html" else re.sub(r"([()\s])", _escape, new)
            made = made[: found.start(group)] + new + made[found.end(group) :]
    return made


def _links(text: str) -> Iterator[re.Match[str]]:
    hidden = masked(text)
    position = 0
    while found := _LINK.search(hidden, position):
        yield found
        inner = (
            text.find("](", found.start(), found.end())
            if found["inline"] or found["angled"]
            else -1
        )
        nested = _LINK.search(hidden, found.start() + 2, max(inner, 0)) if inner > 0 else None
        if nested:
            yield nested
        position = max(found.end(), position + 1)


def _escape(found: re.Match[str]) -> str:
    return f"%{ord(found[1]):02X}"
