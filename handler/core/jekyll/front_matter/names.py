"""What the name of a file tells: its date and slug. No IO here."""

import re
from datetime import datetime

from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.dates import parse_date

_DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)\.[^.]+", re.ASCII | re.DOTALL)


def is_dated(key: str) -> bool:
    """Whether a file of `_posts` is a post, by its name."""
    return _DATED_NAME.fullmatch(_name(key)) is not None


def split_name(key: str, timezone: str, *, dated: bool) -> tuple[datetime | None, str]:
    """Date and slug that a file's name tells; raises ContentError if it is not `dated` but must.

    An impossible date is refused in any case.
    """
    match = _DATED_NAME.fullmatch(_name(key))
    if not match and dated:
        fix = "Name it as in 2017-12-27-hello-world.md."
        raise ContentError(Problem(key, "has no date in its name.", fix))
    if not match:
        return None, _name(key).rpartition(".")[0].rstrip(".")
    try:
        date = parse_date(match[1], timezone=timezone)
    except ValueError:
        message = f"has an impossible date in its name: {match[1]}."
        raise ContentError(Problem(key, message, "Rename it.")) from None
    return date, match[2].rstrip(".")


def _name(key: str) -> str:
    return key.rpartition("/")[2]
