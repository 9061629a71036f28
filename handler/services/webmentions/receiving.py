"""Mentions that others tell of: noted in the bucket at once, and looked at by the tick.

https://www.w3.org/TR/webmention/#receiving-webmentions
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from handler.core.webmentions.attempts import is_passing
from handler.core.webmentions.crowding import site_of
from handler.core.webmentions.mentions import Mention, id_of, receives, says_the_same
from handler.core.webmentions.moderation import Moderation
from handler.core.webmentions.reading import Read
from handler.core.webmentions.requests import (
    FILE,
    MAXIMUM_FILE,
    Asked,
    begun,
    checked_source,
    due_in,
    ended,
    queue_from_json,
    queue_to_json,
    with_asked,
)
from handler.services.computing.tasks import read_source
from handler.services.deadlines import Start, within
from handler.services.peers import Fetched, OpenWeb
from handler.services.ports import (
    Allowance,
    Bucket,
    Clock,
    Sandbox,
    Unavailable,
    Unfinished,
)
from handler.services.webmentions.files import StoredFile
from handler.services.webmentions.moderating import Moderating
from handler.services.webmentions.site import SiteOfTick
from handler.services.webmentions.store import MentionStore

LARGEST = 1_000_000
"""Bytes that are read of a page that may mention the blog."""
LONGEST = 6.0
"""Seconds in all that it is waited for."""
AT_ONCE = 10
"""How many pages a tick looks at, side by side."""
COMPUTING_SECONDS = 0.5
_ROUND = timedelta(seconds=10)
_REDIRECTS = 5
_ACCEPTED = "text/html, application/xhtml+xml, application/json;q=0.5, text/plain;q=0.5"
_GONE = frozenset([404, 410])
_log = logging.getLogger("coldpress")


class Receiving:
    """What others say of the pages of one blog."""

    def __init__(
        self,
        bucket: Bucket,
        clock: Clock,
        site: SiteOfTick,
        web: OpenWeb,
        sandbox: Sandbox,
        start: Start,
        store: MentionStore,
        moderating: Moderating,
    ) -> None:
        self._site = site
        self._clock = clock
        self._web = web
        self._sandbox = sandbox
        self._start = start
        self._store = store
        self._moderating = moderating
        self._queue = StoredFile(bucket, clock, FILE, MAXIMUM_FILE, queue_from_json, queue_to_json)

    def note(self, source: str, target: str, path: str) -> None:
        """Note that somebody mentions the page at a path; raises `NoMention` and `QueueFull`."""
        source = checked_source(source, target)
        asked = Asked(source, target, path, int(self._clock.now().timestamp()))
        self._queue.change(lambda queue: with_asked(queue, asked))

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Look at the pages that are said to mention the blog."""
        if not receives(self._site.at(deadline)):
            return None
        due = due_in(self._queue.read(), self._clock.now().timestamp(), AT_ONCE)
        return (lambda: self._look(deadline)) if due else None

    def _begin(self, now: int) -> list[Asked]:
        """What is looked at; it is noted before that, so that no page is in the way for ever."""
        chosen: list[Asked] = []

        def begin(queue: list[Asked]) -> list[Asked]:
            chosen[:] = due_in(queue, now, AT_ONCE)
            return begun(queue, chosen, now)

        self._queue.change(begin)
        return chosen

    def _look(self, deadline: datetime) -> None:
        known = self._moderating.known()
        now = int(self._clock.now().timestamp())
        due = self._begin(now)
        end = min(deadline, self._clock.now() + _ROUND)
        done = [each for each in due if known.blocks(each.source)]
        left = [each for each in due if each not in done]
        asked = [(each, self._start(partial(self._fetch, each))) for each in left]
        try:
            for each, future in asked:
                if self._clock.now() >= end:
                    break
                left.remove(each)
                fetched = self._awaited(future, end)
                if fetched is not None and not is_passing(fetched.status):
                    self._judge(each, fetched, known)
                    done.append(each)
        finally:  # One that ends this is looked at later, all others by the next tick.
            self._queue.change(lambda queue: ended(queue, done, left, now))

    def _awaited(self, future: Future[Fetched | None], end: datetime) -> Fetched | None:
        try:
            return within((end - self._clock.now()).total_seconds(), future, self._clock)
        except Unavailable:
            return None

    def _fetch(self, asked: Asked) -> Fetched | None:
        return self._web.get(
            asked.source, accept=_ACCEPTED, most=LARGEST, seconds=LONGEST, redirects=_REDIRECTS
        )

    def _judge(self, asked: Asked, fetched: Fetched, known: Moderation) -> None:
        """Show, keep or forget what a page says; one that was cut off may say so further down."""
        if fetched.status in _GONE or known.blocks(fetched.address):
            self._store.withdraw(asked.path, asked.source)
            self._moderating.drop(id_of(asked.source, asked.path))
            return
        if fetched.status != 200:
            return
        try:
            read = read_source(self._sandbox, Allowance(COMPUTING_SECONDS), fetched, asked.target)
        except Unfinished as error:
            _log.warning("a mention is not looked at: %s %s", asked.source, error)
            return
        if read is not None:
            is_trusted = known.trusts(asked.source) and (
                known.trusts(fetched.address) or site_of(fetched.address) == site_of(asked.source)
            )  # Many hosts redirect to wherever they are told.
            self._take(self._mention(asked, read), known, is_trusted=is_trusted)
        elif not fetched.is_cut:
            self._forget(asked)

    def _mention(self, asked: Asked, read: Read) -> Mention:
        now = datetime.fromtimestamp(asked.at, self._clock.now().tzinfo)
        at = min(read.at, now) if read.at else now
        made = (asked.source, asked.target, asked.path, read.kind, read.author, at)
        return Mention(*made, read.author_address, read.title, read.text, read.is_cut)

    def _take(self, mention: Mention, known: Moderation, *, is_trusted: bool) -> None:
        """Show a mention if it is trusted, or nothing about it is new; else let it wait."""
        shown = [each for each in self._store.of(mention.path) if each.source == mention.source]
        if same := next((each for each in shown if says_the_same(each, mention)), None):
            self._moderating.drop(mention.id)
            if same.target != mention.target:
                self._store.show(replace(same, target=mention.target))
        elif is_trusted and mention.id not in known.rejected:
            self._store.show(mention)
        else:
            self._moderating.add(mention)

    def _forget(self, asked: Asked) -> None:
        """Forget what a page said by a link that it has no more, not by another to the same."""
        self._store.withdraw(asked.path, asked.source, asked.target)
        self._moderating.drop(id_of(asked.source, asked.path), asked.target)
