"""What all folders of Markdown have in common: titles in the text, dates in names. No IO here."""

import re
from datetime import UTC, datetime

from handler.cli.importing.texts.front_matter import Matter

_HEADING = re.compile(
    r"\s*(?:#[^\S\n]+(?P<title>[^\n]+?)[^\S\n]*#*[^\S\n]*(?:\n|\Z)|(?P<lined>[^\n]+)\n=+[^\S\n]*(?:\n|\Z))"
)
_DAY = re.compile(
    r"(?P<year>\d{4})[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)(?!\d)[\sT_-]*(?P<rest>.*)", re.DOTALL
)
_MARKS = re.compile(r"[*_`]+|\{#[^}]*\}\s*$")


def titled(matter: Matter, body: str, name: str) -> tuple[str, str]:
    """The title of a text, and the text without it, as pages show it above."""
    found = _HEADING.match(body)
    heading = _MARKS.sub("", found["title"] or found["lined"]).strip() if found else ""
    title = matter.text("title") or heading or name
    return title, body[found.end() :] if found and heading == title else body


def dated(name: str) -> tuple[datetime | None, str]:
    """The day that a file is named after, and the rest of its name."""
    found = _DAY.match(name)
    if found is None:
        return None, name
    try:
        day = datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=UTC)
    except ValueError:
        return None, name
    return day, found["rest"].strip(" -_") or name
