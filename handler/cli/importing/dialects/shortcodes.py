"""Shortcodes in square brackets, as WordPress has them. No IO here."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

Make = Callable[[dict[str, str], str | None], str | None]
"""What a shortcode with these attributes, and this text in it, becomes; None if it stays."""

_ATTRIBUTE = re.compile(
    r"([\w-]+)\s*=\s*\"([^\"]*)\"(?=\s|$)|([\w-]+)\s*=\s*'([^']*)'(?=\s|$)|([\w-]+)\s*=\s*([^\s'\"]+)(?=\s|$)"
    r"|\"([^\"]*)\"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)(?=\s|$)"
)
_QUOTES = str.maketrans("“”″‘’", '"""\'\'')
_ANY = re.compile(
    r"(?<!\[)\[(?P<name>[a-z][\w-]{2,40})(?P<rest>(?:\s[^\[\]<>]*)?)/?\](?!\(|\])", re.IGNORECASE
)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a shortcode; those without a name are named 0, 1 and so on."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text.translate(_QUOTES).replace("\xa0", " ").strip()):
        name = match[1] or match[3] or match[5]
        values = [value for value in match.group(2, 4, 6, 7, 8, 9) if value is not None]
        value = values[0] if values else ""
        found[name.lower() if name else str(sum(key.isdigit() for key in found))] = value
    return found


def expanded(text: str, makers: Mapping[str, Make]) -> str:
    """The text with known shortcodes as what they stand for; `[[name]]` is `[name]`."""
    if "[" not in text or not makers:
        return text

    def make(match: re.Match[str]) -> str:
        if match["escaped"] and match["end"]:
            return match[0][1:-1]
        made = makers[match["name"].lower()](attributes(match["attributes"] or ""), match["inner"])
        return match[0] if made is None else f"{match['escaped']}{made}{match['end']}"

    return _pattern(tuple(sorted(makers))).sub(make, text)


def unknown(text: str) -> list[str]:
    """The names of what looks like a shortcode and was left as it is."""
    closed = {match[1].lower() for match in re.finditer(r"\[/([a-z][\w-]+)\]", text, re.IGNORECASE)}
    found = (match for match in _ANY.finditer(text))
    names = (m["name"].lower() for m in found if m["rest"].strip() or m["name"].lower() in closed)
    return list(dict.fromkeys(name for name in names if "=" in text or name in closed))


@lru_cache(8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"(?P<escaped>\[?)\[(?P<name>{known})(?![\w-])"
        r"(?P<attributes>[^\]/]*(?:/(?!\])[^\]/]*)*)"
        r"(?:/\]|\](?:(?P<inner>(?:(?!\[/?(?P=name)\b).)*+)\[/(?P=name)\])?)(?P<end>\]?)",
        re.IGNORECASE | re.DOTALL,
    )
