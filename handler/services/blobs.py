"""Compressed bytes in items of the table, or, over 350 KB, in the bucket under a private prefix.

Who may write the whole bucket may write there too, so what is read back must have the hash that
is its name.
"""

import hashlib

import brotli

from handler.core.model.addressing.keys import PAGES
from handler.core.model.unpacking import unpack_brotli
from handler.core.model.writes import Item
from handler.services.ports import Bucket

MAXIMUM_INLINE = 350_000
MAXIMUM_UNPACKED = 32_000_000
"""Bytes of what is unpacked, or read back from the bucket; more is taken for lost."""
_QUALITY = 5


class Blobs:
    """Packs bytes into an item's attributes and reads them back."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def pack(self, data: bytes) -> dict[str, str | int | bytes]:
        """The attributes that hold `data`, brotli-compressed."""
        packed = brotli.compress(data, quality=_QUALITY)
        return self.pack_compressed(packed, "br")

    def pack_compressed(
        self, packed: bytes, name: str, limit: int = MAXIMUM_INLINE
    ) -> dict[str, str | int | bytes]:
        """The attribute `name` with compressed bytes, or `name-at` with where they are."""
        if len(packed) <= limit:
            return {name: packed}
        place = _place(packed, name)
        self._bucket.put(place, packed, "application/octet-stream")
        return {f"{name}-at": place}

    def unpack(self, item: Item) -> bytes | None:
        """The bytes that `pack` was given; None if the bucket lost them."""
        packed = self.unpack_compressed(item, "br")
        return unpack_brotli(packed, MAXIMUM_UNPACKED) if packed is not None else None

    def unpack_compressed(self, item: Item, name: str) -> bytes | None:
        """The compressed bytes that `pack_compressed` was given; None if the bucket lost them."""
        inline = item.get(name)
        if isinstance(inline, bytes):
            return inline
        place = str(item.get(f"{name}-at", ""))
        found = self._bucket.get(place, limit=MAXIMUM_UNPACKED) if place else None
        data = found.data if found else None
        return data if data is not None and _place(data, name) == place else None


def _place(packed: bytes, name: str) -> str:
    return f"{PAGES}{hashlib.sha256(packed).hexdigest()}.{name}"
