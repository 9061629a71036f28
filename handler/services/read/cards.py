"""The cards of posts: found again, or drawn for who asks first."""

from handler.core.index import items
from handler.core.model.addressing.paths import fold
from handler.core.pages.cards import card_key, card_of, parse_card
from handler.services.blobs import MAXIMUM_UNPACKED
from handler.services.ports import Bucket, Table
from handler.services.records import config_key, site_in, source_in


class Cards:
    """The cards of one blog. Only one of a live post is drawn, as it would be now."""

    def __init__(self, bucket: Bucket, table: Table) -> None:
        self._bucket = bucket
        self._table = table

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
        from handler.services.read.drawing import draw

        data = draw(card)
        self._bucket.put(card_key(digest), data, "image/png")
        return data
