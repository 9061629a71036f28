"""Copies of the theme's templates that a blog goes on from, and what they were made of.

No IO here.
"""

import hashlib
import re
from typing import Literal

_MARK = "{{# Begun with {name} of Coldpress, as it was in {digest}. #}}\n"
_MARKED = re.compile(r"\{# Begun with (?P<name>\S+) of Coldpress, as it was in (?P<digest>\w+)\.")

Copy = Literal["as ours", "ours is as it was", "ours has changed", "of your own"]
"""What became of a template, and of the one that it was begun with."""


def copied(name: str, text: str) -> str:
    """A template of the theme's, as a blog begins its own with it."""
    return _MARK.format(name=name, digest=_digest(text)) + text


def compared(own: str, ours: str | None) -> Copy:
    """What a template of a blog's own is by now; `ours` is that of the same name, if there is one.

    One without a mark was not begun here, so nobody knows what it was made of.
    """
    match = _MARKED.match(own)
    if ours is None or match is None:
        return "of your own"
    if own == copied(match["name"], ours):
        return "as ours"
    return "ours is as it was" if match["digest"] == _digest(ours) else "ours has changed"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
