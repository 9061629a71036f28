"""Years, months and moments as keys and paths have them: in four digits, so that they sort.

No IO here.
`strftime` writes the year 219 as `219` on some systems and `0219` on others.
"""

from datetime import UTC, date, datetime

_SENSIBLE_YEARS = range(1000, 2200)


def year_of(day: date) -> str:
    """The year of a date: `2017`."""
    return f"{day.year:04}"


def month_of(day: date) -> str:
    """The month of a date: `2017-12`."""
    return f"{day.year:04}-{day.month:02}"


def utc(moment: datetime) -> str:
    """A moment as it sorts: `2017-12-27T18:58:38Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def is_far_off(moment: datetime) -> bool:
    """Whether a year is more likely a slip than meant."""
    return moment.year not in _SENSIBLE_YEARS


def stamp(moment: datetime) -> str:
    """A moment as RFC 3339 writes it, which knows no offsets with seconds."""
    offset = moment.utcoffset()
    is_odd = offset is None or offset.total_seconds() % 60
    return (moment.astimezone(UTC) if is_odd else moment).isoformat(timespec="seconds")
