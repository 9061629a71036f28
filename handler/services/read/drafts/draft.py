"""A page that is gathered and only has to be rendered, and what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass

from handler.core.comments.discussions import Discussion

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Composed:
    """A page's text; `unused` are tags of its address that it does not depend on after all.

    One that `is_passing` shows a body that is older than it should be.
    """

    text: str
    content_type: str
    unused: frozenset[str] = frozenset()
    comments: Discussion | None = None
    is_passing: bool = False


Draft = Callable[[], Composed]
"""Renders what was gathered; costs no call unless a stored body is stale."""
