"""Where services are built, each when it is first needed.

`shared.py` has what several are built of, `author_services.py` those of authors, and
`mention_services.py` those of mentions.

What renders is imported late, as a cached page does without. So is what publishes: it brings
Markdown, Liquid and YAML, which no reader waits for. What depends on what:

    blobs           bucket
    photos          bucket
    materials       blobs table
    gatherer        materials table
    bodies          blobs bucket clock sandbox table
    page_cache      blobs clock table
    pages           clock metrics sandbox templates
    composer        bodies gatherer materials pages
    miss_renderer   composer page_cache clock metrics table
    fallback_reader bucket clock sandbox
    guides          clock limits table
    reader   composer fallback_reader guides miss_renderer page_cache clock limits metrics table
    publisher       blobs bucket clock sandbox table
    previewing      bucket clock sandbox table templates
    preview_links   bucket clock
    reconciler      announcing bucket clock mention_store publisher table
    commenting      clock github table
    pinging         clock table
    searcher        bucket clock limits table
    indexer         bodies materials bucket clock sandbox table
    authoring       bucket clock preview_links sandbox
    versions        bucket sandbox
    deletions       bucket clock
    listing         bucket clock sandbox table
    browsing        table
    mention_store   blobs bucket clock table
    moderating      bucket clock mention_store
    site_of_tick    table
    receiving       bucket clock mention_store moderating open_web sandbox site_of_tick
    sending         bucket clock materials open_web sandbox site_of_tick table
    askers          clock
    access          bucket clock
    announcing      access table
    attempts        clock
    programs        access open_web
    ticker          clock commenting indexer pinging publisher receiving reconciler sending table
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from handler.fingerprints import build_fingerprint, renderer_fingerprint, static_files
from handler.mention_services import MentionServices
from handler.services.peers import GitHub
from handler.services.ports import StoredObject
from handler.services.read.cache.page_cache import PageCache
from handler.services.read.guiding import Guides
from handler.services.read.reading import Reader
from handler.settings import Settings

if TYPE_CHECKING:
    from handler.core.model.context import PreviewMark
    from handler.services.comments.commenting import Commenting
    from handler.services.photos import Photos
    from handler.services.publish.publishing import Publisher
    from handler.services.read.cache_miss import MissRenderer
    from handler.services.read.composing import Composer
    from handler.services.read.drafts.gathering import Gatherer
    from handler.services.read.fallback import FallbackReader
    from handler.services.search.indexing import Indexer
    from handler.services.search.searching import Searcher
    from handler.services.tick.pinging import Pinging
    from handler.services.tick.reconciling import Reconciler
    from handler.services.tick.ticking import Ticker


def _static_files(settings: Settings) -> Mapping[str, str]:
    """The theme's files; a copy has another search, as nobody answers its readers."""
    files = static_files()
    return {**files, "search.js": files["search-copy.js"]} if settings.is_copy else files


class Services(MentionServices):
    """The services of one deployment; see `Shared`."""

    @cached_property
    def photos(self) -> "Photos":
        """What looks where photos tell their place."""
        from handler.services.photos import Photos

        return Photos(self.bucket)

    @cached_property
    def _gatherer(self) -> "Gatherer":
        from handler.services.read.drafts.gathering import Gatherer

        return Gatherer(self.table, self._materials, self.together)

    @cached_property
    def _page_cache(self) -> PageCache:
        return PageCache(self.table, self.blobs, self.clock, build_fingerprint())

    @cached_property
    def _composer(self) -> "Composer":
        from handler.services.read.composing import Composer

        live_reload = self.settings.live_reload
        return Composer(
            self._gatherer,
            self._materials,
            self._bodies,
            self.pages,
            live_reload=live_reload,
            mark=self._mark,
        )

    @cached_property
    def _miss_renderer(self) -> "MissRenderer":
        from handler.services.read.cache_miss import MissRenderer

        return MissRenderer(
            self.table, self.clock, self._page_cache, self._composer, self.together, self.metrics
        )

    @cached_property
    def _fallback_reader(self) -> "FallbackReader":
        from handler.services.read.fallback import FallbackReader

        return FallbackReader(self.bucket, self.clock, self.sandbox)

    @cached_property
    def reader(self) -> Reader:
        """What answers readers."""
        return Reader(
            self.table,
            self.clock,
            self._page_cache,
            lambda: self._composer,
            lambda: self._miss_renderer,
            lambda: self._fallback_reader,
            self.start,
            _static_files(self.settings),
            self.metrics,
            self.guides,
            timedelta(seconds=self.settings.remembered_seconds),
            self.limits,
        )

    @cached_property
    def guides(self) -> Guides:
        """What leads on from where nothing is."""
        return Guides(self.table, self.clock, self.start, self.limits)

    @cached_property
    def publisher(self) -> "Publisher":
        """What publishes keys."""
        from handler.core.jekyll.results import AS_READERS
        from handler.services.publish.publishing import Publisher

        stores = (self.bucket, self.table, self.clock, self.blobs, self.sandbox)
        return Publisher(*stores, renderer_fingerprint(), preview=self._preview or AS_READERS)

    def previewing(self, found: StoredObject, mark: "PreviewMark | None" = None) -> "Services":
        """The blog as it would be with a version of a file; nothing that it does lasts."""
        from handler.core.jekyll.results import Preview
        from handler.memory.overlay import OverlayBucket, OverlayTable

        blog = type(self)(
            self.settings,
            bucket=OverlayBucket(self.bucket, found),
            table=OverlayTable(self.table),
            clock=self.clock,
            sandbox=self.sandbox,
            preview=Preview(drafts=True, future=True, hidden=True, marked=False),
            mark=mark,
        )
        blog.templates = self.templates
        return blog

    @cached_property
    def reconciler(self) -> "Reconciler":
        """What compares bucket and index."""
        from handler.services.tick.reconciling import Reconciler

        stores = (self.bucket, self.table, self.clock)

        def finished() -> None:
            self.announcing.tell()
            self.mention_store.compare()

        return Reconciler(*stores, self.publisher, renderer_fingerprint(), finished)

    @cached_property
    def github(self) -> GitHub:
        """Where comments are."""
        from handler.github.client import GitHubClient

        return GitHubClient(self.settings.github_api, self.settings.github_token)

    @cached_property
    def commenting(self) -> "Commenting":
        """What keeps comments."""
        from handler.services.comments.commenting import Commenting

        return Commenting(self.table, self.clock, self.github, renderer_fingerprint())

    @cached_property
    def pinging(self) -> "Pinging":
        """What tells WebSub hubs of new posts."""
        from handler.services.tick.pinging import Pinging
        from handler.websub.client import HubClient

        kept = timedelta(seconds=2 * self.settings.s_maxage)
        return Pinging(self.table, self.clock, HubClient(), self.settings.url, kept)

    @cached_property
    def searcher(self) -> "Searcher":
        """What readers search with."""
        from handler.services.search.searching import Searcher

        remembered = timedelta(seconds=self.settings.remembered_seconds)
        return Searcher(self.bucket, self.table, self.clock, self.start, remembered, self.limits)

    @cached_property
    def indexer(self) -> "Indexer":
        """What keeps the search index up to date."""
        from handler.services.search.indexing import Indexer

        stores = (self.bucket, self.table, self.clock)
        return Indexer(*stores, self._materials, self._bodies, self.sandbox)

    @cached_property
    def ticker(self) -> "Ticker":
        """What runs every minute."""
        from handler.services.tick.counting_authors import AuthorCount
        from handler.services.tick.republishing import Republishing
        from handler.services.tick.ticking import Ticker

        republishing = Republishing(self.table, self.clock, self.publisher)
        chores = {
            "lists of posts": republishing.work,
            "the search index": self.indexer.work,
            "comments": self.commenting.work,
            "WebSub": self.pinging.work,
            "authors": AuthorCount(self.table).work,
            "mentions": self.receiving.work,
            "mentions of others": self.sending.work,
        }
        return Ticker(self.table, self.clock, self.publisher, self.reconciler, chores)
