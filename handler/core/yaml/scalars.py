"""What an unquoted YAML value means to Ruby, and how Ruby prints a value. No IO here.

Jekyll reads YAML with Psych, which is neither YAML 1.1 to the letter nor PyYAML: `12:30` is
45000, `1,000` is a number, `010` is eight and a time of day without an offset is UTC.
"""

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone

from handler.core.model.entries import Json

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "yes": True,
    "true": True,
    "on": True,
    "no": False,
    "false": False,
    "off": False,
}
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?"
    r"(?:\s*(?:(Z)|([-+])(\d{1,2}):?(\d\d)?))?",
    re.ASCII,
)
_DATE = re.compile(r"(\d{4})-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)", re.ASCII)
_SEXAGESIMAL = re.compile(r"[-+]?\d[\d_]*(:[0-5]?\d){1,2}(\.[\d_]*)?", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\d[\d_,]*)?\.\d*([eE][-+]\d+)?", re.ASCII)
_INTEGER = re.compile(
    r"[-+]?(?:(?P<binary>0b[01_,]+)|(?P<octal>0[0-7_,]+)|(?P<hex>0x[\da-fA-F_,]+)"
    r"|(?P<decimal>0|[1-9](?:\d|,\d|_\d)*))",
    re.ASCII,
)
_BASES = {"binary": 2, "octal": 8, "hex": 16, "decimal": 10}
_LONGEST_NUMBER = 300
_NUMBER_STARTS = frozenset("0123456789+-.")


def read_plain(text: str) -> Json:
    """The value of an unquoted, untagged scalar; dates and times become text as Ruby prints it."""
    if text[:1] in _NUMBER_STARTS:
        return _read_number(text)
    word = text.lower() if len(text) <= len("false") else text
    return _WORDS.get(word, text)


def _read_number(text: str) -> Json:
    if len(text) > _LONGEST_NUMBER:
        return text
    if match := _TIME.fullmatch(text):
        return _read_time(match) or text
    if match := _DATE.fullmatch(text):
        return _read_date(match) or text
    if _SEXAGESIMAL.fullmatch(text):
        return _read_sexagesimal(text)
    if match := _INTEGER.fullmatch(text):
        return _read_integer(text, _BASES[match.lastgroup or "decimal"])
    return _read_float(text)


def _read_time(match: re.Match[str]) -> str | None:
    """Ruby's text of a time; `UTC` when it names no offset, which to Psych means UTC."""
    sign, hours, minutes = match[8], match[9], match[10]
    try:
        zone = UTC if not sign else _zone(sign, int(hours), int(minutes or 0))
        year, month, day, hour, minute, second = (int(match[index]) for index in range(1, 7))
        late = hour == 24 and not minute and not second
        moment = datetime(year, month, day, 0 if late else hour, minute, second, tzinfo=zone)
        moment += timedelta(days=late)
    except (ValueError, OverflowError):
        return None
    shown = moment.isoformat(sep=" ", timespec="seconds")[: len("2017-12-27 10:58:38")]
    return f"{shown} {moment:%z}" if sign else f"{shown} UTC"


def _zone(sign: str, hours: int, minutes: int) -> timezone:
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def _read_date(match: re.Match[str]) -> str | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _read_sexagesimal(text: str) -> Json:
    parts = text.replace("_", "").split(":")
    weights = (3600, 60, 1)
    if "." in text:
        return sum(
            float(part) * weight for part, weight in zip(parts, weights, strict=False) if part
        )
    return sum(int(part) * weight for part, weight in zip(parts, weights, strict=False))


def _read_integer(text: str, base: int) -> Json:
    digits = text.replace(",", "").replace("_", "")
    try:
        return int(re.sub(r"0[bx]?(?=.)", "", digits, count=1) if base != 10 else digits, base)
    except ValueError:
        return text


def _read_float(text: str) -> Json:
    lowered = text.lower()
    if lowered in {".inf", "+.inf", "-.inf", ".nan"}:
        return {"-": "-Infinity", "n": "NaN"}.get(lowered.strip(".")[0], "Infinity")
    if not _FLOAT.fullmatch(text):
        return text
    try:
        value = float(text.replace(",", "").replace("_", ""))
    except ValueError:
        return text
    return value if math.isfinite(value) else text


def as_text(value: Json) -> str:
    """A value as Liquid prints it: nothing for null, `true`, `1.1`, and lists run together."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return re.sub(r"^(-?\d+)e", r"\1.0e", repr(value))
        case list():
            return "".join(as_text(item) for item in value)
        case dict():
            return ", ".join(f"{name}: {as_text(item)}" for name, item in value.items())
        case _:
            return str(value)
