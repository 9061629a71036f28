"""The names of posts' files, by which `post_url` and writers find them. No IO here."""

import re
from collections.abc import Iterator

from handler.core.model.addressing.paths import composed
from handler.core.model.entries import Entry

_DATED = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)", re.S | re.ASCII)


def file_name(key: str) -> str:
    """The name of a post's file without folder and extension, its date padded with zeros."""
    name = composed(key).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    match = _DATED.fullmatch(name)
    if match is None:
        return name
    year, month, day = (int(part) for part in match.groups()[:3])
    return f"{year:04}-{month:02}-{day:02}-{match[4]}"


def names_of(key: str, entry: Entry) -> Iterator[str]:
    """The names by which `post_url` finds a post: its file's, and that with its own date."""
    own = file_name(key)
    yield own
    if entry.date and (match := _DATED.fullmatch(own)):
        dated = f"{entry.date:%Y-%m-%d}-{match[4]}"
        if dated != own:
            yield dated
