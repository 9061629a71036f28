"""The site that is exported: a folder that is published into memory, or a deployed blog."""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from handler.cli.authors.mentions import read_mentions
from handler.cli.checking import published
from handler.cli.exporting.place import Place
from handler.cli.local.stores import LocalBucket
from handler.cli.trees import read_tree
from handler.core.index import codec
from handler.core.model.entries import SiteConfig
from handler.core.model.sources import ObjectInfo, Source
from handler.core.model.writes import Key, Put
from handler.fingerprints import build_fingerprint
from handler.memory.overlay import OverlayBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Bucket, Outcome, StoredObject
from handler.services.read.cache.page_cache import Page, PageCache
from handler.services.records import stored_site
from handler.settings import Settings
from handler.wiring import Services

T = TypeVar("T")
_IN_MEMORY = 20_000
"""Bytes; a blog has more copies of pictures than memory should hold."""
_RENDERED = "page#"
"""What the table has of pages that were rendered before, for other addresses than the copy's."""
_PATIENCE = 1000.0
"""Times what readers wait at most: nobody waits here, and a busy machine must change nothing."""
_NOTHING = StoredObject(ObjectInfo("", "", "", datetime(1970, 1, 1, tzinfo=UTC), 0), None)


@dataclass(frozen=True, slots=True)
class Site:
    """A site in memory, what its deployment puts before `baseurl`, and what became of its files."""

    bucket: Bucket
    table: MemoryTable
    deployed: str = ""
    outcomes: tuple[Outcome, ...] = ()

    @property
    def config(self) -> SiteConfig:
        """What `_config.yml` says."""
        return stored_site(self.table)

    def services(self, place: Place) -> Services:
        """What answers readers of a copy that is served somewhere."""
        settings = Settings(
            "", "", place.url, deadline_factor=_PATIENCE, prefix=place.prefix, is_copy=True
        )
        return _Unhurried(settings, bucket=self.bucket, table=self.table)

    def run(self, place: Place, sources: Iterable[Source]) -> str:
        """Names all that pages are made of, so that what was written of the same need not be again.

        Comments and mentions are no files of the blog.
        """
        digest = hashlib.sha256(f"{build_fingerprint()} {place}".encode())
        for source in sources:
            etag = source.publication.etag if source.publication else ""
            digest.update(f"\0{source.key}\0{etag}\0{source.state}\0{source.stamp}".encode())
        for key, item in sorted(self.table.scan(), key=lambda row: row[0]):
            if key.pk.startswith(("comments#", "webmentions#")):
                digest.update(f"\0{key}\0{codec.dumps(_plain(item))}".encode())
        return digest.hexdigest()[:16]


def _plain(item: object) -> str:
    return repr(sorted(item.items())) if isinstance(item, dict) else repr(item)


def site_in(folder: Path) -> Site:
    """The site that a folder is, as readers would have it now."""
    bucket = LocalBucket(lambda: datetime.now(UTC), _IN_MEMORY)
    services, outcomes = published(read_tree(folder), bucket)
    read_mentions(services.mention_store, folder)
    assert isinstance(services.table, MemoryTable)
    return Site(bucket, services.table, outcomes=tuple(outcomes))


def site_of(services: Services) -> Site:
    """The site of a deployment; nothing is changed there."""
    table = MemoryTable()
    rows = tqdm(services.table.scan(), desc="Reading", unit="item", leave=False, disable=None)
    for key, item in rows:
        if not key.pk.startswith(_RENDERED):
            table.write(Put(key, item))
    return Site(_ReadOnly(services.bucket), table, services.settings.url)


class _NoCache(PageCache):
    """Keeps no page, as each is asked for once, and packs it no better than it takes."""

    def make(self, text: str, content_type: str) -> Page:
        """See `PageCache.make`."""
        return Page(content_type, "", gzip.compress(text.encode(), 1, mtime=0), b"")

    def lease(self, _place: Key) -> bool:
        """Nobody else renders."""
        return True

    def store(self, *_arguments: object, **_named: object) -> None:
        """Keep nothing."""


class _Unhurried(Services):
    """Services that do one thing after another: in memory nothing is gained by threads."""

    @cached_property
    def _page_cache(self) -> PageCache:
        return _NoCache(self.table, self.blobs, self.clock, build_fingerprint())

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """Run calls in their order."""
        return [call() for call in calls]

    def start(self, call: Callable[[], T]) -> Future[T]:
        """Run a call to its end."""
        future = Future[T]()
        try:
            future.set_result(call())
        except Exception as error:  # Who waits for it is to get it, as from another thread.
            future.set_exception(error)
        return future


class _ReadOnly(OverlayBucket):
    """A `Bucket` that reads another and stores nothing."""

    def __init__(self, below: Bucket) -> None:
        super().__init__(below, _NOTHING)
