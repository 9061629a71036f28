"""Reading: from a path to a reply.

memory -> page cache -> (miss) lease and gather -> render -> store
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from handler.core import items
from handler.core.addresses import Address, Feed, Listing, Search, parse, path_of
from handler.core.comments import FRESH, wish
from handler.core.feed_settings import old_path_of
from handler.core.tags import tags_on_page
from handler.core.views import ErrorView, Links, PageView, PostView
from handler.core.writes import Key
from handler.services.composing import Composed, Composer, Draft
from handler.services.memory_cache import PageMemory
from handler.services.page_cache import LIFETIME, Look, Page, PageCache, make_page
from handler.services.patience import Patience, Start, within
from handler.services.ports import Bucket, Clock, Metrics, Table, Together, Unavailable
from handler.services.records import site_in
from handler.services.replies import Base, Missing, Redirect, Reply, SearchPage, Stopgap
from handler.services.settling import Nowhere, front_of, hint, hint_keys, settle
from handler.services.sites import Sites, SiteSnapshot, config_key

REMEMBERED = timedelta(seconds=5)
"""How long a process shows a page without asking the table."""
TABLE_SECONDS = 2.5
"""How long a request waits for the table before it does without; a second attempt may help."""
ALL_SECONDS = 4.5
"""How long a request waits for AWS at all; a 503 is to come within 5 s."""
_BETWEEN_LOOKS = FRESH + timedelta(minutes=1)
"""Until the tick has looked at GitHub, and what it saw is old."""
_FAVICON = "/favicon.ico"
"""What browsers ask for where no page can name another icon: beside a feed."""
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


@dataclass(frozen=True, slots=True)
class _Request:
    """A request inside the blog: its path without `baseurl`, and where its page is kept."""

    base: Base
    baseurl: str
    path: str
    address: Address

    @property
    def place(self) -> Key:
        base = self.base
        root = (base.url or base.origin) + base.prefix + self.baseurl
        return items.page_key(root, self.path)


class Reader:
    """Answers readers of one blog."""

    def __init__(
        self,
        table: Table,
        bucket: Bucket,
        clock: Clock,
        cache: PageCache,
        composer: Composer,
        together: Together,
        start: Start,
        static_files: Mapping[str, str],
        metrics: Metrics,
        remembered: timedelta = REMEMBERED,
    ) -> None:
        self._table = table
        self._bucket = bucket
        self._clock = clock
        self._cache = cache
        self._composer = composer
        self._together = together
        self._start = start
        self._patience = Patience(start, clock)
        self._static_files = static_files
        self._metrics = metrics
        self._remembered = remembered
        self._sites = Sites(table)
        self._memory = PageMemory()
        self._baseurl: tuple[str, int] | None = None

    def respond(self, path: str, base: Base) -> Reply:
        """The reply to a GET of a path.

        If the table does not answer in time, a page that this process remembers, however old,
        or one rendered straight from the bucket; raises `Unavailable` if neither is to be had.
        """
        request = self._request(path, base)
        now = self._clock.now()
        remembered = self._memory.get(request.place) if request else None
        if remembered and now - remembered.at < self._remembered:
            self._metrics.add("CacheHit")
            return remembered.page
        attempt = self._patience.start(lambda: self._read(path, base, request))
        try:
            return self._patience.wait(TABLE_SECONDS, attempt)
        except Unavailable:
            self._metrics.add("Degraded")
            if remembered:
                return remembered.page
            if stopgap := self._stopgap(path, base, self._left(now)):
                return stopgap
            return within(self._left(now), attempt)

    def _left(self, started: datetime) -> float:
        return ALL_SECONDS - (self._clock.now() - started).total_seconds()

    def _stopgap(self, path: str, base: Base, seconds: float) -> Stopgap | SearchPage | None:
        with suppress(Unavailable):
            return within(seconds, self._start(lambda: self._from_bucket(path, base)))
        return None

    def answers(self, path: str) -> bool:
        """Whether readers find anything at a path, be it a redirect; nothing is rendered."""
        request = self._request(path, Base(""))
        if request is None:
            return False
        look = self._look(request)
        if self._learn_baseurl(look):
            return self.answers(path)
        return not isinstance(self._settle(request, look), Missing)

    def _from_bucket(self, path: str, base: Base) -> Stopgap | SearchPage | None:
        from handler.services.stopgap import find_entry, read_site

        config = read_site(self._bucket)
        baseurl = config.baseurl.rstrip("/")
        if path != baseurl and not path.startswith(baseurl + "/"):
            return None
        inner = path[len(baseurl) :] or "/"
        if isinstance(parse(inner), Search):
            return self._search_page(base, SiteSnapshot(config, (), 0))
        found = find_entry(self._bucket, inner, config, self._clock.now())
        if found is None:
            return None
        site = SiteSnapshot(config, (), 0)
        frame = self._composer.frame(site, self._links(base, site))
        view = PostView(*found) if found[0].kind == "post" else PageView(*found)
        return Stopgap(self._composer.render(frame, view))

    def _search_page(self, base: Base, site: SiteSnapshot) -> SearchPage:
        return SearchPage(self._composer.frame(site, self._links(base, site)))

    def _request(self, path: str, base: Base) -> _Request | None:
        """The request as far as the known `baseurl` tells; None if it is outside of it."""
        baseurl = self._baseurl[0] if self._baseurl else ""
        if baseurl and path != baseurl and not path.startswith(baseurl + "/"):
            return None
        inner = path[len(baseurl) :] or "/"
        return _Request(base, baseurl, inner, parse(inner))

    def _read(self, path: str, base: Base, request: _Request | None) -> Reply:
        started = self._clock.now()
        if request is None:
            return Redirect("/" + path.lstrip("/"))
        look = self._look(request)
        if self._learn_baseurl(look):
            return self._read(path, base, self._request(path, base))
        if isinstance(request.address, Search):
            return self._search_page(base, self._site(look))
        if look.page:
            self._metrics.add("CacheHit")
            self._memory.put(request.place, look.page, started)
            return look.page
        return self._settle(request, look) or self._miss(request, look, started)

    def _look(self, request: _Request) -> Look:
        also = hint_keys(request.address)
        if self._baseurl is None:
            also = [*also, config_key()]
        return self._cache.look(request.place, tags_on_page(request.address), also)

    def _learn_baseurl(self, look: Look) -> bool:
        """Keep up with the configured `baseurl`; whether it is another than was assumed."""
        assumed, generation = self._baseurl or ("", -1)
        current = look.generations["site"]
        if generation == current:
            return False
        key = config_key()
        found = look.found if generation == -1 else self._table.get([key])
        self._baseurl = (site_in(found).baseurl.rstrip("/"), current)
        return self._baseurl[0] != assumed

    def _settle(self, request: _Request, look: Look) -> Reply | None:
        settled = settle(request.address, look, self._table.get)
        return self._missing(request, look) if isinstance(settled, Nowhere) else settled

    def _missing(self, request: _Request, look: Look) -> Missing | Redirect:
        site = self._site(look)
        if request.path == _FAVICON:
            links = self._links(request.base, site)
            return Redirect(links.absolute_static("favicon.svg"), permanent=False)
        if request.path == old_path_of(site.config):
            return Redirect(path_of(Feed("all", "", "atom")))
        return Missing(self.error_page(404, request.base, site))

    def error_page(self, status: int, base: Base, site: SiteSnapshot | None = None) -> str:
        """A page of the site's own for an error, from what this process knows of the site."""
        known = site or self._sites.last or SiteSnapshot(site_in({}), (), 0)
        frame = self._composer.frame(known, self._links(base, known))
        return self._composer.render(frame, ErrorView(status))

    def prefix(self, base: Base) -> str:
        """What stands before every path of the blog: the stage and `baseurl`."""
        return base.prefix + (self._baseurl[0] if self._baseurl else "")

    def _site(self, look: Look) -> SiteSnapshot:
        return self._sites.at(look.generations["site"])

    def _links(self, base: Base, site: SiteSnapshot) -> Links:
        prefix = base.prefix + site.config.baseurl.rstrip("/")
        here = base.origin and base.origin + base.prefix
        url = base.url or site.config.url.rstrip("/") or here
        return Links(url, prefix, self._static_files, base.prefix)

    def _miss(self, request: _Request, look: Look, started: datetime) -> Reply:
        gathered, leased = self._together(
            [lambda: self._gather(request, look), lambda: self._lease(request)]
        )
        draft = cast("Draft | None", gathered)
        if draft is None:
            return self._vanished(request, look)
        if not leased and (page := self._wait(request)):
            return page
        return self._render(request, look, draft, started)

    def _lease(self, request: _Request) -> bool:
        try:
            return self._cache.lease(request.place)
        except Unavailable:
            return True

    def _gather(self, request: _Request, look: Look) -> Draft | None:
        site = self._site(look)
        links = self._links(request.base, site)
        owner = hint(request.address, look)
        return self._composer.gather(request.address, site, links, look.generations, owner)

    def _vanished(self, request: _Request, look: Look) -> Reply:
        if isinstance(request.address, Listing) and request.address.cursor:
            return front_of(request.address)
        return self._missing(request, look)

    def _wait(self, request: _Request) -> Page | None:
        """The page that another reader's request renders at this moment."""
        for seconds in _WAITS:
            self._clock.sleep(seconds)
            if page := self._look(request).page:
                return page
        return None

    def _wishes(self, composed: Composed, now: datetime) -> list[Callable[[], object]]:
        """Note that somebody reads comments of which GitHub was not asked lately."""
        discussion = composed.comments
        if discussion is None or discussion.due > now.timestamp():
            return []
        return [lambda: self._table.write(wish(discussion.issue.number, now))]

    def _render(self, request: _Request, look: Look, draft: Draft, started: datetime) -> Page:
        composed = draft()
        page = make_page(composed.text, composed.content_type)
        taken = self._clock.now() - started
        self._metrics.add("CacheMiss")
        self._metrics.add("RenderMilliseconds", taken / timedelta(milliseconds=1))
        depends = {t: n for t, n in look.generations.items() if t not in composed.unused}
        lifetime = _lifetime(composed, started)
        try:
            self._together(
                [
                    lambda: self._cache.store(request.place, page, depends, lifetime),
                    *self._wishes(composed, started),
                ]
            )
        except Unavailable:
            return page
        self._memory.put(request.place, page, started)
        return page


def _lifetime(composed: Composed, now: datetime) -> timedelta:
    """A page with comments is rendered again when GitHub may be asked: so we learn of readers."""
    if composed.comments is None:
        return LIFETIME
    wait = timedelta(seconds=composed.comments.due + 1 - now.timestamp())
    return wait if wait > timedelta() else _BETWEEN_LOOKS
