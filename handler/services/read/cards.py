"""The cards of posts: found again, or drawn for who asks first."""

from collections.abc import Callable
from contextlib import suppress

from handler.core.index import items
from handler.core.model.addressing.paths import fold
from handler.core.model.limits import READING_SECONDS
from handler.core.pages.cards import Card, card_key, card_of, parse_card
from handler.services.blobs import MAXIMUM_UNPACKED
from handler.services.ports import Allowance, Bucket, Sandbox, Table, Unfinished
from handler.services.records import config_key, site_in, source_in

MAXIMUM_FONT = 3_000_000
"""Bytes of a font that cards are drawn in."""


class Cards:
    """The cards of one blog. Only one of a live post is drawn, as it would be now."""

    def __init__(self, bucket: Bucket, table: Table, sandbox: Callable[[], Sandbox]) -> None:
        self._bucket = bucket
        self._table = table
        self._sandbox = sandbox

    def card(self, path: str) -> bytes | None:
        """The card at a path as PNG, if there is one."""
        named = parse_card(path)
        if named is None:
            return None
        digest, post = named
        owner = self._owner(post)
        if owner is None:
            return None
        kept = self._bucket.get(card_key(digest), limit=MAXIMUM_UNPACKED)
        return kept.data if kept and kept.data else self._draw(digest, owner)

    def _owner(self, post: str) -> str | None:
        """The key of the post whose card's path is made of its own just so."""
        place = items.path_key(fold(post))
        item = self._table.get([place]).get(place, {})
        return str(item["owner"]) if str(item.get("to", "")).rstrip("/") == post else None

    def _draw(self, digest: str, key: str) -> bytes | None:
        found = self._table.get([items.source_key(key), config_key()])
        source = source_in(found, key)
        card = card_of(source.entry, site_in(found)) if source and source.entry else None
        if card is None or card.digest != digest:
            return None
        data = self._drawn(card)
        self._bucket.put(card_key(digest), data, "image/png")
        return data

    def _drawn(self, card: Card) -> bytes:
        """The card in the author's own font, which a process of its own opens, or else in ours."""
        from handler.services.read.drawing import draw

        if font := self._font(card.font):
            from handler.services.computing.tasks import draw_card

            with suppress(Unfinished):
                return draw_card(self._sandbox(), Allowance(READING_SECONDS), card, font)
        return draw(card)

    def _font(self, path: str) -> bytes:
        place = items.path_key(path)
        item = self._table.get([place]).get(place, {}) if path else {}
        if item.get("kind") != "asset":
            return b""
        key, version = str(item["owner"]), str(item["version"])
        found = self._bucket.get(key, version=version, limit=MAXIMUM_FONT)
        return (found.data or b"") if found else b""
