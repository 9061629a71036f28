"""Which pattern the addresses of an old blog follow. No IO here."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

_DATES = {"%Y": ":year", "%m": ":month", "%d": ":day"}
_ENOUGH = 0.5
"""Of so many of the posts a pattern must tell the address."""


def pattern_of(posts: Iterable[tuple[str, str, datetime | None]], *, most: int = 5_000) -> str:
    """The permalink that most posts follow, by address, slug and date; empty if there is none."""
    found: Counter[str] = Counter()
    total = 0
    for address, slug, date in posts:
        if address and total < most:
            total += 1
            found.update(filter(None, [_pattern(address, slug, date)]))
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] >= total * _ENOUGH else ""


def _pattern(address: str, slug: str, date: datetime | None) -> str:
    *above, last = address.strip("/").split("/")
    stem, dot, ending = last.partition(".")
    if stem != slug or not slug or (dot and ending != "html"):
        return ""
    left = dict(_DATES) if date else {}
    parts = []
    for part in above:
        form = next((each for each in left if date and date.strftime(each) == part), None)
        if form is None and (":" in part or re.fullmatch(r"\d+", part)):
            return ""
        parts.append(left.pop(form) if form else part)
    end = ".html" if dot else "/" if address.endswith("/") else ""
    return "/" + "".join(f"{part}/" for part in parts) + ":title" + end
