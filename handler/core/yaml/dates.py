"""Dates as Ruby's `Time.parse` and Jekyll understand them. No IO here, and no clock."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from handler.core.model.entries import Json
from handler.core.yaml.scalars import as_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_ERA = r"(?:(?:ce|c\.e\.|bce|b\.c\.e\.|ad|a\.d\.|bc|b\.c\.)\s*)?"
_FLAGS = re.IGNORECASE | re.ASCII
_NOISE = re.compile(r"[^-+',./:@a-zA-Z0-9\[\]]+")
_WEEKDAY = re.compile(r"\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\d\s]*", _FLAGS)
_CLOCK = re.compile(
    r"(?P<hour>\d+)\s*"
    r"(?:(?::\s*(?P<minute>\d+)(?:\s*:\s*(?P<second>\d+)(?:[,.]\d*)?)?"
    r"|h(?:\s*(?P<minute_h>\d+)m?(?:\s*(?P<second_h>\d+)s?)?)?)"
    r"(?:\s*(?P<half>[ap])(?:m\b|\.m\.))?"
    r"|(?P<half_only>[ap])(?:m\b|\.m\.))"
    r"(?:\s*(?P<zone>(?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?|[a-z]+(?:\sdst)?\b))?",
    _FLAGS,
)
# In the order in which Ruby tries them; the first that is found counts.
_FORMS = (
    re.compile(
        rf"(?P<d>'?\d+)[^-\d\s']*\s*(?P<m>{_MONTH})[^-\d\s']*(?:\s*{_ERA}(?P<y>'?-?\d+))?", _FLAGS
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})[^-\d\s']*\s*(?P<d>'?\d+)[^-\d\s']*(?:\s*,?\s*{_ERA}(?P<y>'?-?\d+))?",
        _FLAGS,
    ),
    re.compile(r"(?P<y>'?[-+]?\d+)-(?P<m>\d+)-(?P<d>'?-?\d+)", _FLAGS),
    re.compile(rf"(?P<d>'?-?\d+)-(?P<m>{_MONTH})[^-/.]*-(?P<y>'?-?\d+)", _FLAGS),
    re.compile(rf"\b(?P<m>{_MONTH})[^-/.]*-(?P<d>'?-?\d+)(?:-(?P<y>'?-?\d+))?", _FLAGS),
    re.compile(r"(?P<y>'?-?\d+)/\s*(?P<m>'?\d+)(?:\D\s*(?P<d>'?-?\d+))?", _FLAGS),
    re.compile(r"(?P<y>'?-?\d+)\.\s*(?P<m>'?\d+)\.\s*(?P<d>'?-?\d+)", _FLAGS),
)
_ORDINAL = re.compile(r"\b(?P<y>\d{4})-(?P<yday>\d{3})\b", re.ASCII)
_DIGITS = re.compile(
    r"(?P<date>\d{6,14})(?:\s*t?\s*(?P<time>\d{2,6})?(?:[,.]\d*)?)?(?P<zone>z\b|[-+]\d{1,4}\b)?",
    _FLAGS,
)
_OFFSET = re.compile(r"([-+])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?")
_ZONES = {"UTC": 0, "Z": 0, "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5} | {
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7
}  # fmt: skip
_MILITARY = "YXWVUTSRQPON.ABCDEFGHIKLM"
_MAX_LENGTH = 200
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_EXAMPLE = "Write it as 2017-12-27 or 2017-12-27 10:58:38 -0700."


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None = None
    month: int = 1
    day: int = 1
    yday: int | None = None
    hour: int = 0
    minute: int = 0
    second: int = 0
    zone: str = ""


def parse_date(value: Json, *, timezone: str = "", default_offset: tzinfo = UTC) -> datetime:
    """The moment a text means; raises ValueError with a message for authors if there is none.

    It keeps its own offset. Without one it is in `timezone`, else at `default_offset`; UTC
    counts as no place of its own, so that it is shown in `timezone` too.
    """
    text = as_text(value).strip()
    site_zone = ZoneInfo(timezone) if timezone else default_offset
    try:
        moment = _moment(_parse(text), site_zone)
        _ = moment - _DAY, moment + _DAY  # Whatever zone it is shown in, it stays a date.
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:80]!r} is not a date. {_EXAMPLE}") from None
    if timezone and not moment.utcoffset():
        moment = moment.astimezone(site_zone)
    return _with_fixed_offset(moment)


def local_time(moment: datetime, zone: str) -> datetime:
    """The time by which a post's URL tells the day: in the site's timezone, else its own."""
    return _with_fixed_offset(moment.astimezone(ZoneInfo(zone))) if zone else moment


def _with_fixed_offset(moment: datetime) -> datetime:
    # Before there were zones, clocks went by the sun; no format of dates has seconds in an offset.
    offset = (moment.utcoffset() or timedelta()) // _MINUTE * _MINUTE
    return moment.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)


def _moment(parts: _Parts, zone: tzinfo) -> datetime:
    """Puts parts together; an offset of their own counts more than `zone`."""
    if parts.year is None or not 1 <= parts.year <= 9999:
        raise ValueError
    late = parts.hour == 24 and not parts.minute and not parts.second
    leap = parts.second == 60
    moment = datetime(
        parts.year,
        parts.month,
        parts.day,
        0 if late else parts.hour,
        parts.minute,
        59 if leap else parts.second,
    ) + timedelta(days=late, seconds=leap)
    if parts.yday is not None:
        if not 1 <= parts.yday <= 366:
            raise ValueError
        moment = moment.replace(month=1, day=1) + timedelta(days=parts.yday - 1)
    own = _zone(parts.zone, parts.year, zone)
    return _at(moment, zone) if own is None else moment.replace(tzinfo=own)


def _at(moment: datetime, zone: tzinfo) -> datetime:
    """A local time; of the two that a clock set back shows, the later, as for Ruby."""
    offsets = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    earliest = min(offset or timedelta() for offset in offsets)
    return moment.replace(tzinfo=timezone(earliest)).astimezone(zone)


def _zone(name: str, year: int, local: tzinfo) -> tzinfo | None:
    """The offset that a zone's name stands for, if Ruby knows it."""
    name = name.upper()
    if match := _OFFSET.fullmatch(name):
        hours, minutes, seconds = (int(part or 0) for part in match.group(2, 3, 4))
        offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return timezone(-offset if match[1] == "-" else offset)
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if len(name) == 1 and name in _MILITARY and name != ".":
        return timezone(timedelta(hours=_MILITARY.index(name) - 12))
    for month in (1, 7):
        moment = datetime(year, month, 1, tzinfo=local)
        if name and moment.tzname() == name:
            return timezone(moment.utcoffset() or timedelta())
    return None


def _parse(text: str) -> _Parts:
    """The parts that a text tells, found as Ruby finds them."""
    if len(text) > _MAX_LENGTH:
        raise ValueError
    rest = _WEEKDAY.sub(" ", _NOISE.sub(" ", text), count=1)
    parts = _Parts()
    if clock := _CLOCK.search(rest):
        parts = _read_clock(clock)
        rest = f"{rest[: clock.start()]} {rest[clock.end() :]}"
    for form in _FORMS:
        if match := form.search(rest):
            return _read_form(match, parts)
    if match := _ORDINAL.search(rest):
        return replace(parts, year=int(match["y"]), yday=int(match["yday"]))
    if match := _DIGITS.search(rest):
        return _read_digits(match, parts)
    raise ValueError


def _read_clock(match: re.Match[str]) -> _Parts:
    hour = int(match["hour"])
    half = match["half"] or match["half_only"]
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    minute = int(match["minute"] or match["minute_h"] or 0)
    second = int(match["second"] or match["second_h"] or 0)
    return _Parts(hour=hour, minute=minute, second=second, zone=match["zone"] or "")


def _read_form(match: re.Match[str], parts: _Parts) -> _Parts:
    """Sorts out which number is the year, as `27.12.2017` and `2017/12/27` both occur."""
    year, month, day = match["y"], match["m"], match["d"]
    if month.lower() in _MONTHS:
        month = str(_MONTHS.index(month.lower()) + 1)
    elif year and day is None:
        year, month, day = None, year, month
    if len(month) > 2 or month.startswith("'"):
        year, month, day = month, day or "1", year
    if day and (len(day) > 2 or day.startswith("'")):
        year, day = day, year
    if not year:
        raise ValueError
    return replace(parts, year=_read_year(year), month=int(month), day=int(day or 1))


def _read_year(text: str) -> int:
    """A year; two digits stand for 1969 to 2068."""
    digits = text.lstrip("'")
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 69 else 2000)


def _read_digits(match: re.Match[str], parts: _Parts) -> _Parts:
    """Reads `20171227` and longer: all digits in a row."""
    digits, time = match["date"], match["time"] or ""
    if len(digits) == 7:
        return replace(parts, year=int(digits[:4]), yday=int(digits[4:]))
    if len(digits) % 2:
        raise ValueError
    if len(digits) == 6:
        digits = f"{_read_year(digits[:2])}{digits[2:]}"
    time = digits[8:] or time
    clock = [int(time[index : index + 2]) for index in range(0, len(time), 2)]
    if clock:
        hour, minute, second = (*clock, 0, 0)[:3]
        parts = replace(parts, hour=hour, minute=minute, second=second)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return replace(parts, year=year, month=month, day=day, zone=match["zone"] or parts.zone)
