"""How much of its posts a feed gives, so that readers can be sent it at all. No IO here."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from handler.core.pages.views import FeedItem

MAXIMUM_FEED = 4_000_000
"""Bytes of all entries of a feed; Lambda can send little more."""
T = TypeVar("T")


def fitting(
    items: Iterable[FeedItem], write: Callable[[FeedItem, bool], T], text: Callable[[T], str]
) -> Iterator[T]:
    """Entries, the newest first, as far as they fit.

    `write` is told whether to give a post's text or just its excerpt, which a post gets whose text
    does not fit in what those before it have left. One of which not even that fits is left out.
    `text` is an entry as it is sent.
    """
    left = untried = MAXIMUM_FEED
    for item in items:
        # A text only grows on its way into a feed, so what is too long need not be tried. To try
        # it takes a while as well, so of all texts no more is tried than could fit.
        is_tried = len(item.html) <= min(left, untried)
        untried -= len(item.html) if is_tried else 0
        for has_text in (True, False) if is_tried else (False,):
            entry = write(item, has_text)
            taken = len(text(entry).encode("utf-8", "replace"))
            if taken <= left:
                left -= taken
                yield entry
                break
