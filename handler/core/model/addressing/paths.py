"""How paths are written and compared: one folded form for variants that lead to one page.

No IO here.
"""

import re
import unicodedata
from datetime import date, timedelta
from urllib.parse import quote

_TAIL = re.compile(r"(?:/index)?\.html?$|/index$")
_DAY = re.compile(r"/([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?=/)")


def composed(text: str) -> str:
    """A name as it is typed: macOS writes `é` and `한` as several characters into file names."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forms(name: str) -> tuple[str, ...]:
    """The names under which a file may lie in the bucket that a text calls so."""
    if name.isascii():
        return (name,)
    others = (unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    return tuple(dict.fromkeys([name, *others]))


def escaped(path: str) -> str:
    """A path as it stands in an address, escaped as by Jekyll."""
    return quote(path, safe="/:@!$&'()*+,;=~")


def fold(path: str) -> str:
    """The form under which a page's path is stored: case, slash and `.html` do not matter."""
    plain = composed(path).casefold()
    return _TAIL.sub("", plain.rstrip("/")).rstrip("/") or "/"


def neighbouring_days(path: str) -> tuple[str, ...]:
    """The same path a day earlier and later, if it holds a date.

    Jekyll takes the day from the builder's time zone, so an old address may be off by one.
    """
    match = _DAY.search(path)
    if not match:
        return ()
    try:
        day = date(*(int(part) for part in match.groups()))
        days = (day - timedelta(days=1), day + timedelta(days=1))
    except (ValueError, OverflowError):
        return ()
    names = (day.isoformat().replace("-", "/") for day in days)
    return tuple(f"{path[: match.start()]}/{name}{path[match.end() :]}" for name in names)
