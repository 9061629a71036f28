"""Reading: from a path to a reply.

memory -> page cache -> (miss) rendering; if the table fails: memory -> bucket
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handler.core.index import items
from handler.core.index.cache_tags import tags_on_page
from handler.core.model.addressing.addresses import Jump, Listing, Search
from handler.core.model.context import Languages, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.media.geotags import is_geotagged
from handler.core.site.languages import in_language
from handler.services.deadlines import LIMITS, Deadlines, Limits, Start, within
from handler.services.ports import Clock, Metrics, Table, Unavailable
from handler.services.read.cache.memory_cache import PageMemory
from handler.services.read.cache.page_cache import Look, PageCache
from handler.services.read.guiding import Guides
from handler.services.read.not_found import NotFoundReplies
from handler.services.read.paths.known import Known, KnownAddresses
from handler.services.read.paths.owners import hint_keys, is_owned
from handler.services.read.paths.requests import Request, as_owned, request_in
from handler.services.read.paths.resolving import NotFound, front_of, resolve
from handler.services.read.replies import (
    AssetReply,
    Base,
    Fallback,
    Missing,
    Redirect,
    Reply,
    SearchPage,
    redirect_to_path,
)
from handler.services.read.sites import Sites, SiteSnapshot, links_at
from handler.services.records import generations_in, site_in

if TYPE_CHECKING:
    from handler.services.read.cache_miss import MissRenderer
    from handler.services.read.composing import Composer
    from handler.services.read.fallback import FallbackReader

REMEMBERED = timedelta(seconds=5)
"""How long a process shows a page without asking the table."""


class Reader:
    """Answers readers of one blog.

    `composer`, `miss_renderer` and `fallback_reader` are made when first needed: a
    cached page takes none.
    """

    def __init__(
        self,
        table: Table,
        clock: Clock,
        cache: PageCache,
        composer: "Callable[[], Composer]",
        miss_renderer: "Callable[[], MissRenderer]",
        fallback_reader: "Callable[[], FallbackReader]",
        start: Start,
        static_files: Mapping[str, str],
        metrics: Metrics,
        guides: Guides,
        remembered: timedelta = REMEMBERED,
        limits: Limits = LIMITS,
    ) -> None:
        self._table = table
        self._clock = clock
        self._cache = cache
        self._composer = composer
        self._miss_renderer = miss_renderer
        self._fallback_reader = fallback_reader
        self._start = start
        self._deadlines = Deadlines(start, clock)
        self._static_files = static_files
        self._metrics = metrics
        self._remembered = remembered
        self._limits = limits
        self._sites = Sites(table)
        self._not_found = NotFoundReplies(table, composer, static_files, guides)
        self._memory = PageMemory()
        self._addresses = KnownAddresses(table)

    def prepare(self) -> None:
        """Learn of the site what every page needs, over a connection that stays for readers.

        A table that does not answer is then given up by the first reader as well.
        """
        with suppress(Unavailable):
            self._deadlines.wait(self._limits.table, self._deadlines.start(self._learn_site))

    def _learn_site(self) -> None:
        key = items.generation_key("site")
        generation = generations_in(self._table.get([key]), ["site"])["site"]
        site = self._sites.at(generation)
        self._addresses.known = Known(site.config, site.languages.with_pages, generation)
        if site.templates:  # The process that renders them takes longer to start than to render.
            self.error_page(404, Base(""), site)

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
        attempt = self._deadlines.start(lambda: self._read(path, base, request))
        try:
            return self._deadlines.wait(self._limits.table, attempt)
        except Unavailable:
            self._metrics.add("Degraded")
            if remembered:
                return remembered.page
            if fallback := self._fallback(path, base, self._left(now)):
                return fallback
            return within(self._left(now), attempt, self._clock)

    def _left(self, started: datetime) -> float:
        return self._limits.total - (self._clock.now() - started).total_seconds()

    def _fallback(self, path: str, base: Base, seconds: float) -> Fallback | SearchPage | None:
        with suppress(Unavailable):
            found = self._start(lambda: self._from_bucket(path, base))
            return within(seconds, found, self._clock)
        return None

    def answers(self, path: str) -> bool:
        """Whether readers find anything at a path, be it a redirect; nothing is rendered."""
        found = self.found(path)
        return found is not None and not isinstance(found[2], Missing)

    def found(self, path: str) -> tuple[Request, Look, Reply | None] | None:
        """What is at a path, as far as it is known without rendering; None if it is outside."""
        request = self._request(path, Base(""))
        if request is None:
            return None
        look = self._look(request)
        if self._addresses.learn(look):
            return self.found(path)
        request = as_owned(request, look)
        return request, look, self._resolve(request, look)

    @property
    def config(self) -> SiteConfig:
        """The configuration, as the last page that was shown has it."""
        return self._addresses.known.config

    def _from_bucket(self, path: str, base: Base) -> Fallback | SearchPage | None:
        bucket = self._fallback_reader()
        config = bucket.site()
        request = request_in(Known(config, self._addresses.known.languages), path, base)
        if request is None:
            return None
        last = self._sites.last
        templates = last.templates if last else {}
        languages = last.languages if last else Languages()
        snapshot = SiteSnapshot(config, (), 0, templates=templates, languages=languages)
        context = self._context(base, snapshot)
        if isinstance(request.address, Search):
            return SearchPage(in_language(context, request.address.lang))
        view = bucket.view(request.path, config)
        return Fallback(self._composer().render(context, view).text) if view else None

    def _request(self, path: str, base: Base) -> Request | None:
        """The request as far as the known `baseurl` tells; None if it is outside of it."""
        return request_in(self._addresses.known, path, base)

    def _read(self, path: str, base: Base, request: Request | None) -> Reply:
        started = self._clock.now()
        if request is None:
            return redirect_to_path("/" + path.lstrip("/"))
        look = self._look(request)
        if self._addresses.learn(look):
            return self._read(path, base, self._request(path, base))
        request = as_owned(request, look)
        if isinstance(request.address, Search):
            context = self._context(request.base, self._site(look))
            return SearchPage(in_language(context, request.address.lang))
        if isinstance(request.address, Jump) and not is_owned(request.address, look):
            from handler.services.read.paths.jumping import redirect_of

            return redirect_of(request.address, self._table)
        if look.page:
            self._metrics.add("CacheHit")
            self._memory.put(request.place, look.page, started)
            return look.page
        return self._resolve(request, look) or self._miss(request, look, started)

    def _look(self, request: Request) -> Look:
        also = [*hint_keys(request.address), *self._addresses.asked]
        return self._cache.look(request.place, tags_on_page(request.address), also)

    def _resolve(self, request: Request, look: Look) -> Reply | None:
        languages = self._addresses.known.languages
        resolved = resolve(request.address, look, self._table.get, languages)
        if isinstance(resolved, AssetReply) and is_geotagged(resolved.key, resolved.item):
            from handler.core.site.pictures.settings import keeps_location

            return replace(resolved, keeps_place=keeps_location(self._addresses.known.config))
        return self._missing(request, look) if isinstance(resolved, NotFound) else resolved

    def _missing(self, request: Request, look: Look) -> Missing | Redirect:
        return self._not_found.reply(request.path, request.base, self._site(look))

    def error_page(
        self,
        status: int,
        base: Base,
        site: SiteSnapshot | None = None,
        problems: tuple[str, ...] = (),
    ) -> str:
        """A page of the site's own for an error, from what this process knows of the site."""
        known = site or self._sites.last or SiteSnapshot(site_in({}), (), 0)
        return self._not_found.error_page(status, base, known, problems)

    def prefix(self, base: Base) -> str:
        """What stands before every path of the blog: the stage and `baseurl`."""
        return base.prefix + self._addresses.known.config.baseurl

    def _site(self, look: Look) -> SiteSnapshot:
        return self._sites.at(look.generations["site"])

    def _context(self, base: Base, site: SiteSnapshot) -> SiteContext:
        return self._composer().context(site, links_at(base, site, self._static_files))

    def _miss(self, request: Request, look: Look, started: datetime) -> Reply:
        from handler.services.read.cache_miss import Miss

        def context() -> SiteContext:
            return self._context(request.base, self._site(look))

        page = self._miss_renderer().render(
            Miss(request.place, request.address, look, started, context)
        )
        if page is None:
            return self._vanished(request, look)
        self._memory.put(request.place, page, started)
        return page

    def _vanished(self, request: Request, look: Look) -> Reply:
        if isinstance(request.address, Listing) and request.address.cursor:
            return front_of(request.address)
        return self._missing(request, look)
