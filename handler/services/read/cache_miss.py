"""A cache miss: a page that it lacks is gathered, rendered and stored.

Only a miss imports this: what gathers and renders is half of what a reader's process would load.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from handler.core.comments.discussions import FRESH, refresh_request
from handler.core.index.cache_tags import tags_on_page
from handler.core.model.addressing.addresses import Address
from handler.core.model.context import SiteContext
from handler.core.model.writes import Key
from handler.services.ports import Clock, Metrics, Table, Together, Unavailable
from handler.services.read.cache.page_cache import LIFETIME, Look, Page, PageCache
from handler.services.read.composing import Composer
from handler.services.read.drafts.draft import Composed, Draft
from handler.services.read.paths.owners import hint
from handler.services.read.paths.resolving import is_there

_BETWEEN_LOOKS = FRESH + timedelta(minutes=1)
"""Until the tick has looked at GitHub, and what it saw is old."""
PASSING = timedelta(minutes=1)
"""Until the tick has stored the body that a request has no time for."""
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


@dataclass(frozen=True, slots=True)
class Miss:
    """A page that the cache lacks: where it belongs, what is at its address, and since when.

    `look` was taken before anything else is read; `context` may ask the table.
    """

    place: Key
    address: Address
    look: Look
    started: datetime
    context: Callable[[], SiteContext]


class MissRenderer:
    """Renders the pages of one blog that its cache lacks."""

    def __init__(
        self,
        table: Table,
        clock: Clock,
        cache: PageCache,
        composer: Composer,
        together: Together,
        metrics: Metrics,
    ) -> None:
        self._table = table
        self._clock = clock
        self._cache = cache
        self._composer = composer
        self._together = together
        self._metrics = metrics

    def render(self, miss: Miss) -> Page | None:
        """The page, which others get from the cache from now on; None if there is none."""
        draft, leased = self._begin(miss)
        if draft is None:
            return None
        if not leased and (page := self._wait(miss)):
            return page
        return self._render(miss, draft)

    def _begin(self, miss: Miss) -> "tuple[Draft | None, bool]":
        """What is to be rendered, and whether nobody else does so.

        Only rows tell whether there is a page of a listing that may be empty, and for what does
        not exist nothing is written. To lease such a page afterwards would take longer than to
        render it twice.
        """
        if not is_there(miss.address):
            return self._gather(miss), True
        gathered, leased = self._together([lambda: self._gather(miss), lambda: self._lease(miss)])
        return cast("Draft | None", gathered), bool(leased)

    def _gather(self, miss: Miss) -> Draft | None:
        owner = hint(miss.address, miss.look)
        return self._composer.gather(miss.address, miss.context(), miss.look.generations, owner)

    def _lease(self, miss: Miss) -> bool:
        try:
            return self._cache.lease(miss.place)
        except Unavailable:
            return True

    def _wait(self, miss: Miss) -> Page | None:
        """The page that another reader's request renders at this moment."""
        for seconds in _WAITS:
            self._clock.sleep(seconds)
            if page := self._cache.look(miss.place, tags_on_page(miss.address)).page:
                return page
        return None

    def _render(self, miss: Miss, draft: Draft) -> Page:
        composed = draft()
        page = self._cache.make(composed.text, composed.content_type)
        taken = self._clock.now() - miss.started
        self._metrics.add("CacheMiss")
        self._metrics.add("RenderMilliseconds", taken / timedelta(milliseconds=1))
        depends = {t: n for t, n in miss.look.generations.items() if t not in composed.unused}
        lifetime = _lifetime(composed, miss.started)
        store = [lambda: self._cache.store(miss.place, page, depends, lifetime)]
        with suppress(Unavailable):  # Then the next reader's page is rendered again.
            self._together([*store, *self._wishes(composed, miss.started)])
        return page

    def _wishes(self, composed: Composed, now: datetime) -> list[Callable[[], object]]:
        """Note that somebody reads comments of which GitHub was not asked lately."""
        discussion = composed.comments
        if discussion is None or discussion.due > now.timestamp():
            return []
        return [lambda: self._table.write(refresh_request(discussion.issue.number, now))]


def _lifetime(composed: Composed, now: datetime) -> timedelta:
    """A page with comments is rendered again when GitHub may be asked: so we learn of readers."""
    if composed.is_passing:
        return PASSING
    if composed.comments is None:
        return LIFETIME
    wait = timedelta(seconds=composed.comments.due + 1 - now.timestamp())
    return wait if wait > timedelta() else _BETWEEN_LOOKS
