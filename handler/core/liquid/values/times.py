"""Reads and formats times as Ruby does. No IO here, and no clock: `now` is not a time."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from handler.core.model.entries import Json

MAX_WIDTH = 100

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T ]\s*(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d:?(?:\d\d)?)?)?\Z"
)
_DIRECTIVE = re.compile(r"%([-0^#_:]*)(\d*)([a-zA-Z%+])")
_STAMP = "%Y-%m-%d %H:%M:%S %z"


def ruby_times(page: Mapping[str, Json], timezone: object) -> Mapping[str, Json]:
    """The page's values with ISO times as Ruby prints a time: `2017-12-27 10:58:38 -0700`.

    They are in the site's time zone if it has one.
    """
    zone = zone_of(timezone) if timezone else None
    return {name: _ruby_time(value, zone) for name, value in page.items()}


def _ruby_time(value: Json, zone: tzinfo | None) -> Json:
    if not isinstance(value, str) or "T" not in value or not _ISO.match(value):
        return value
    time = parse_time(value, UTC)
    return strftime(time.astimezone(zone) if zone else time, _STAMP) if time else value


def zone_of(name: object) -> tzinfo:
    """The time zone of that name, else UTC."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def parse_time(value: object, zone: tzinfo) -> datetime | None:
    """A text or a number of seconds as a time; one without offset is in `zone`."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, zone)
        return _parse_text(value.strip(), zone) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None


def _parse_text(text: str, zone: tzinfo) -> datetime | None:
    if text.isdecimal():
        return datetime.fromtimestamp(int(text[:12]), zone)
    if match := _ISO.match(text):
        return _from_iso(match, zone)
    return _parse_freely(text, zone) if len(text) <= 64 else None


def _from_iso(match: re.Match[str], zone: tzinfo) -> datetime:
    numbers = [int(group or 0) for group in match.groups()[:6]]
    microsecond = int((match[7] or "0").ljust(6, "0")[:6])
    offset = _offset(match[8]) if match[8] else zone
    return datetime(
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], microsecond, offset
    )


def _offset(text: str) -> tzinfo:
    if text in ("Z", "UTC"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[3:].lstrip(":") or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _parse_freely(text: str, zone: tzinfo) -> datetime | None:
    from dateutil import parser  # type: ignore[import-untyped]

    # Parts that are missing come from the default: a missing year would need a clock.
    one: datetime = parser.parse(text, default=datetime(2000, 1, 1))
    other: datetime = parser.parse(text, default=datetime(2004, 1, 1))
    if one.year != other.year:
        return None
    return one if one.tzinfo else one.replace(tzinfo=zone)


def strftime(time: datetime, form: str) -> str:
    """Format a time with Ruby's directives, flags (`-0^#_:`) and widths."""
    return _DIRECTIVE.sub(lambda match: _formatted(time, *match.groups()), form)


def _formatted(time: datetime, flags: str, width: str, letter: str) -> str:
    if letter == "%":
        return "%"
    if letter in _COMPOSED:
        text, pad, size = strftime(time, _COMPOSED[letter]), " ", 0
    elif letter == "z":
        text, pad, size = _zone(time, flags.count(":")), "0", 0
    elif letter in ("L", "N"):
        return f"{time.microsecond:06}000"[: min(int(width or (3 if letter == "L" else 9)), 9)]
    elif letter in _NUMBERS:
        number, pad, size = _NUMBERS[letter]
        text = str(number(time))
    elif letter in _NAMES:
        text, pad, size = _NAMES[letter](time), " ", 0
    else:
        return f"%{flags}{width}{letter}"
    return _padded(_cased(text, flags, letter), flags, pad, width, size)


def _cased(text: str, flags: str, letter: str) -> str:
    if "^" in flags:
        return text.upper()
    if "#" in flags:
        return text.lower() if letter == "p" else text.swapcase() if letter == "Z" else text.upper()
    return text


def _padded(text: str, flags: str, pad: str, width: str, size: int) -> str:
    if "-" in flags:
        return text
    if "_" in flags:
        pad = " "
    elif "0" in flags:
        pad = "0"
    return text.rjust(min(int(width[:4]), MAX_WIDTH) if width else size, pad)


def _zone(time: datetime, colons: int) -> str:
    seconds = int((time.utcoffset() or timedelta()).total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    parts = [f"{hours:02}", f"{rest // 60:02}", f"{rest % 60:02}"]
    return sign + (":".join(parts[: colons + 1]) if colons > 1 else (":" * colons).join(parts[:2]))


def ordinal(day: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`."""
    if 11 <= day <= 13:
        return f"{day}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_NUMBERS: Mapping[str, tuple[Callable[[datetime], int], str, int]] = {
    "Y": (lambda time: time.year, "0", 4),
    "C": (lambda time: time.year // 100, "0", 2),
    "y": (lambda time: time.year % 100, "0", 2),
    "G": (lambda time: time.isocalendar()[0], "0", 4),
    "g": (lambda time: time.isocalendar()[0] % 100, "0", 2),
    "m": (lambda time: time.month, "0", 2),
    "d": (lambda time: time.day, "0", 2),
    "e": (lambda time: time.day, " ", 2),
    "j": (lambda time: time.timetuple().tm_yday, "0", 3),
    "H": (lambda time: time.hour, "0", 2),
    "k": (lambda time: time.hour, " ", 2),
    "I": (lambda time: time.hour % 12 or 12, "0", 2),
    "l": (lambda time: time.hour % 12 or 12, " ", 2),
    "M": (lambda time: time.minute, "0", 2),
    "S": (lambda time: time.second, "0", 2),
    "s": (lambda time: int(time.timestamp()), "0", 0),
    "u": (lambda time: time.isoweekday(), "0", 1),
    "w": (lambda time: time.isoweekday() % 7, "0", 1),
    "V": (lambda time: time.isocalendar()[1], "0", 2),
    "U": (lambda time: _week(time, time.isoweekday() % 7), "0", 2),
    "W": (lambda time: _week(time, time.weekday()), "0", 2),
}
_NAMES: Mapping[str, Callable[[datetime], str]] = {
    "B": lambda time: MONTHS[time.month - 1],
    "b": lambda time: MONTHS[time.month - 1][:3],
    "h": lambda time: MONTHS[time.month - 1][:3],
    "A": lambda time: DAYS[time.weekday()],
    "a": lambda time: DAYS[time.weekday()][:3],
    "p": lambda time: "AM" if time.hour < 12 else "PM",
    "P": lambda time: "am" if time.hour < 12 else "pm",
    "Z": lambda time: time.tzname() or "",
    "n": lambda _: "\n",
    "t": lambda _: "\t",
}
_COMPOSED: Mapping[str, str] = {
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "c": "%a %b %e %H:%M:%S %Y",
    "v": "%e-%^b-%Y",
    "+": "%a %b %e %H:%M:%S %Z %Y",
}


def _week(time: datetime, weekday: int) -> int:
    return (time.timetuple().tm_yday + 6 - weekday) // 7
