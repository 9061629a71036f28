"""Whose page is at an address, by the items that are read with the page. No IO here."""

from dataclasses import dataclass

from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Cursor,
    Export,
    Listing,
    Robots,
    export_of,
    export_path,
    path_of,
)
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.language_addresses import language_of
from handler.core.model.addressing.paths import composed, fold
from handler.core.model.addressing.reserved import heads_listing, is_yielding
from handler.core.model.addressing.site_files import without_fingerprint
from handler.core.model.writes import Item, Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.paths.files import file_at, files_at


@dataclass(frozen=True, slots=True)
class Hint:
    """Who owned a content path when generations were read; checked again when gathering.

    `item` is the path's, or that of the post which is asked for as an `export`.
    """

    item: Item
    export: Export | None = None

    @property
    def owner(self) -> str:
        """The key of the owner."""
        return str(self.item["owner"])


def hint_keys(address: Address) -> list[Key]:
    """The items that tell whether there is a page at an address, and whose it is."""
    match address:
        case Content(path):
            export = export_of(path)
            stem = [items.path_key(fold(export.stem))] if export else []
            exact = items.path_key(composed(path))
            style = without_fingerprint(path)
            styles = [items.path_key(composed(style))] if style else []
            return [exact, items.path_key(fold(path)), *stem, *styles]
        case Robots():
            return [items.path_key(path_of(address))]
        case Listing("all", _, None):
            return [items.path_key("/"), items.path_key("/index.html")]
        case Listing(_, _, cursor) if cursor:
            return [row_key(address, cursor), *_shared_keys(address), *_own_keys(address)]
    return [*_shared_keys(address), *_own_keys(address)]


def row_key(listing: Listing, cursor: Cursor) -> Key:
    """Where the post stands in a listing at which a page of it begins."""
    return Key(list_tag(listing.kind, listing.term), items.position(cursor.date, cursor.path))


def _shared_keys(address: Address) -> list[Key]:
    """What tells whether a file is at an address of the blog's own that it may be at."""
    path = path_of(address)
    exact = [items.path_key(composed(path))] if is_yielding(address) else []
    return [*exact, items.path_key(fold(path))] if exact or heads_listing(address) else []


def _own_keys(address: Address) -> list[Key]:
    """The items that tell whether the author has something where a page of a language would be."""
    if not language_of(address):
        return []
    path = path_of(address)
    return [*hint_keys(Content(path)), *map(items.path_key, files_at(composed(path)))]


def has_own(path: str, look: Look) -> bool:
    """Whether the author has something where a page of a language would be."""
    files = (file_at(file, look.found) for file in (composed(path), *files_at(composed(path))))
    return bool(page_item(path, look) or any(files) or export_at(path, look))


def hint(address: Address, look: Look) -> Hint | None:
    """Who owns a content path that is not resolved."""
    is_content = isinstance(address, Content | Robots) or address == Listing("all")
    if not (is_content or is_owned(address, look)):
        return None
    export, path = None, path_of(address)
    item = page_item(path, look)
    if item is None and (export := export_of(path)):
        item = look.found[items.path_key(fold(export.stem))]
    return Hint(item, export) if item else None


def is_owned(address: Address, look: Look) -> bool:
    """Whether a page is at an address of the blog's own that it may be at.

    A post may be only where the blog yields.
    """
    item = page_item(path_of(address), look) if _shared_keys(address) else None
    return item is not None and (item["kind"] == "page" or is_yielding(address))


def page_item(path: str, look: Look) -> Item | None:
    """Whose page a path is; a file of another path that folds alike has none to do with it."""
    item = look.found.get(items.path_key(fold(path)))
    return None if item and item["kind"] == "asset" else item


def export_at(path: str, look: Look) -> str:
    """The canonical path at which the post is to be had for programs, if a path means that."""
    export = export_of(path)
    item = look.found.get(items.path_key(fold(export.stem))) if export else None
    if export is None or item is None or item["kind"] != "post":
        return ""
    is_there = export.format == "json" or is_markdown(str(item["owner"]))
    return export_path(str(item["to"]), export.format) if is_there else ""
