"""The cache of rendered pages: looking one up, guarding a miss with a lease, storing.

A page is valid while every generation it was rendered at is still the current one, and the
build that rendered it is this one. Both are read in one call.
"""

import gzip
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import brotli

from handler.core.index import codec, items
from handler.core.model.unpacking import unpack_gzip
from handler.core.model.writes import Condition, Item, Key, Put, Update
from handler.services.blobs import MAXIMUM_UNPACKED, Blobs
from handler.services.ports import Clock, Conflict, Table
from handler.services.records import generations_in

LEASE = timedelta(seconds=5)
LIFETIME = timedelta(days=30)
_INLINE = 170_000


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page in both compressions; `etag` is weak, as it stands for both."""

    content_type: str
    etag: str
    gzip: bytes
    brotli: bytes

    def text(self) -> str:
        """The page uncompressed."""
        return (unpack_gzip(self.gzip, MAXIMUM_UNPACKED) or b"").decode()


@dataclass(frozen=True, slots=True)
class Look:
    """What one call told: the page if it is valid, current generations, and other items."""

    page: Page | None
    generations: Mapping[str, int]
    found: Mapping[Key, Item]


def make_page(text: str, content_type: str) -> Page:
    """A page of a text, compressed once for all readers."""
    data = text.encode()
    etag = f'W/"{hashlib.sha256(data).hexdigest()[:20]}"'
    packed = gzip.compress(data, 6, mtime=0)
    return Page(content_type, etag, packed, brotli.compress(data, quality=5))


class PageCache:
    """Pages of one build in the table."""

    def __init__(self, table: Table, blobs: Blobs, clock: Clock, build: str) -> None:
        self._table = table
        self._blobs = blobs
        self._clock = clock
        self._build = build

    def make(self, text: str, content_type: str) -> Page:
        """A page of a text, as it is stored."""
        return make_page(text, content_type)

    def look(self, place: Key, tags: Collection[str], also: Collection[Key] = ()) -> Look:
        """Read a page, the generations of its tags, and other items, in one call."""
        keys = {place, *map(items.generation_key, tags), *also}
        found = self._table.get(sorted(keys))
        generations = generations_in(found, tags)
        item = found.get(place)
        page = self._read(item) if item and self._is_valid(item, generations) else None
        return Look(page, generations, found)

    def _is_valid(self, item: Item, generations: Mapping[str, int]) -> bool:
        if item.get("build") != self._build:
            return False
        if int(item["expires"]) <= self._clock.now().timestamp():
            return False
        rendered_at = codec.loads(str(item["generations"]))
        return all(generations.get(tag) == n for tag, n in rendered_at.items())

    def _read(self, item: Item) -> Page | None:
        packed = [self._blobs.unpack_compressed(item, name) for name in ("gz", "br")]
        if packed[0] is None or packed[1] is None:
            return None
        return Page(str(item["type"]), str(item["etag"]), packed[0], packed[1])

    def lease(self, place: Key) -> bool:
        """Whether this caller may render the page; others wait until it is stored."""
        now = self._clock.now()
        until = int((now + LEASE).timestamp() * 1000)
        expires = int((now + timedelta(hours=1)).timestamp())
        free = Condition("lease", "absent or below", int(now.timestamp() * 1000))
        try:
            self._table.write(Update(place, {"lease": until, "expires": expires}, condition=free))
        except Conflict:
            return False
        return True

    def store(
        self,
        place: Key,
        page: Page,
        generations: Mapping[str, int],
        lifetime: timedelta = LIFETIME,
    ) -> None:
        """Keep a page with the generations that were read before its content."""
        expires = int((self._clock.now() + lifetime).timestamp())
        item: dict[str, str | int | bytes] = {
            "type": page.content_type,
            "etag": page.etag,
            "generations": codec.dumps(dict(generations)),
            "build": self._build,
            "expires": expires,
            **self._blobs.pack_compressed(page.gzip, "gz", _INLINE),
            **self._blobs.pack_compressed(page.brotli, "br", _INLINE),
        }
        self._table.write(Put(place, item))
