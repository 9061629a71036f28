"""The site as pages need it: configuration and navigation, kept while their generation holds."""

from dataclasses import dataclass

from handler.core.index import items
from handler.core.model.context import NavItem
from handler.core.model.entries import SiteConfig
from handler.core.model.paths import fold
from handler.core.model.writes import Item
from handler.services.ports import Table
from handler.services.records import config_key, entry_in, site_in

_MAXIMUM_PAGES = 500
_NOT_FOUND = items.path_key(fold("/404.html"))


@dataclass(frozen=True, slots=True)
class SiteSnapshot:
    """Configuration and navigation, read at or after a generation of the tag `site`.

    `not_found` is the key of the author's own page for what is not found.
    """

    config: SiteConfig
    nav: tuple[NavItem, ...]
    generation: int
    not_found: str = ""


class Sites:
    """The snapshot that this process has."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._snapshot: SiteSnapshot | None = None

    @property
    def last(self) -> SiteSnapshot | None:
        """The last snapshot read, however old."""
        return self._snapshot

    def at(self, generation: int) -> SiteSnapshot:
        """The snapshot of a generation that was read just before."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.generation != generation:
            found = self._table.get([config_key(), _NOT_FOUND])
            config, own = site_in(found), found.get(_NOT_FOUND, {})
            pages = self._table.query(items.PAGES, limit=_MAXIMUM_PAGES)
            owner = str(own["owner"]) if own.get("kind") == "page" else ""
            snapshot = SiteSnapshot(config, navigation(config, pages), generation, owner)
            self._snapshot = snapshot
        return snapshot  # And not `self._snapshot`, which may be another thread's by now.


def navigation(config: SiteConfig, rows: list[tuple[str, Item]]) -> tuple[NavItem, ...]:
    """The pages to link to: those that `header_pages` names, else all with a title."""
    entries = {entry.key: entry for entry in (entry_in(item) for _, item in rows)}
    wanted = config.data.get("header_pages")
    keys = [key for key in wanted if isinstance(key, str)] if isinstance(wanted, list) else None
    chosen = [entries[key] for key in keys if key in entries] if keys else list(entries.values())
    return tuple(NavItem(e.title, e.path) for e in chosen if e.in_navigation)
