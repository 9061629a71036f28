"""Replies that need no rendering: files, redirects, and paths where nothing is.

All but old addresses off by a day, and files of HTML at an address without their name, are told
from the items that were read with the page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from handler.core.index import items
from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Cursor,
    Export,
    Feed,
    Listing,
    Robots,
    Sitemap,
    Terms,
    export_of,
    export_path,
    path_of,
)
from handler.core.model.addressing.aliases import other_forms
from handler.core.model.addressing.language_addresses import language_of
from handler.core.model.addressing.language_aliases import alias_among, untranslated
from handler.core.model.addressing.paths import composed, fold, neighbouring_days
from handler.core.model.addressing.reserved import heads_listing, is_yielding
from handler.core.model.addressing.site_files import fingerprinted, is_of, without_fingerprint
from handler.core.model.keys import is_markdown
from handler.core.model.writes import Item, Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.replies import AssetReply, Redirect, redirect_to_path


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such page."""


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


Resolved = AssetReply | Redirect | NotFound
Get = Callable[[Collection[Key]], Mapping[Key, Item]]


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
            return [_row_key(address, cursor), *_shared_keys(address), *_own_keys(address)]
    return [*_shared_keys(address), *_own_keys(address)]


def _row_key(listing: Listing, cursor: Cursor) -> Key:
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
    files = (_file_at(file, look.found) for file in (composed(path), *files_at(composed(path))))
    return bool(_page_item(path, look) or any(files) or _exported(path, look))


def hint(address: Address, look: Look) -> Hint | None:
    """Who owns a content path that is not resolved."""
    is_content = isinstance(address, Content | Robots) or address == Listing("all")
    if not (is_content or is_owned(address, look)):
        return None
    export, path = None, path_of(address)
    item = _page_item(path, look)
    if item is None and (export := export_of(path)):
        item = look.found[items.path_key(fold(export.stem))]
    return Hint(item, export) if item else None


def is_there(address: Address) -> bool:
    """Whether there surely is a page at an address that is not resolved, whatever its rows say."""
    match address:
        case Listing(_, term, cursor):
            return not term and cursor is None
        case Feed(_, term):
            return not term
        case Sitemap(part):
            return part in {"", "pages"}
    return True


def resolve(
    address: Address, look: Look, get: Get, languages: Collection[str] = ()
) -> Resolved | None:
    """The reply, if it is to be had without rendering; `get` reads items of the table."""
    if isinstance(address, Content) or is_owned(address, look):
        return _resolve_content(path_of(address), look, get, languages)
    if is_yielding(address) and (file := _file_in_place_of(path_of(address), look, get)):
        return file
    match address:
        case Robots():
            return _file_at(path_of(address), look.found)
        case Listing("all", _, None):
            return _own_front_page(look)
        case Listing(kind, term, cursor):
            if cursor and _row_key(address, cursor) not in look.found:
                return front_of(address)
            return _resolve_list(kind, term, look)
        case Feed(kind, term):
            return _resolve_list(kind, term, look)
        case Terms("author"):
            return None if look.generations.get("terms#author", 0) else NotFound()
        case Sitemap(part) if part not in {"", "pages"}:
            return _resolve_list("month", part, look)
    return None


def is_owned(address: Address, look: Look) -> bool:
    """Whether a page is at an address of the blog's own that it may be at.

    A post may be only where the blog yields.
    """
    item = _page_item(path_of(address), look) if _shared_keys(address) else None
    return item is not None and (item["kind"] == "page" or is_yielding(address))


def _file_in_place_of(path: str, look: Look, get: Get) -> AssetReply | Redirect | None:
    was_there = look.generations.get(f"path#{fold(path)}")
    files = files_at(composed(path)) if was_there else ()
    found = get([items.path_key(file) for file in files]) if files else {}
    return _file_at(composed(path), look.found) or _file_of_folder(path, found)


def front_of(listing: Listing) -> Redirect:
    """To the first page of a listing, for a page of it that is no more."""
    return redirect_to_path(path_of(replace(listing, cursor=None)), permanent=False)


def _resolve_list(kind: str, term: str, look: Look) -> NotFound | None:
    known = not term or look.generations.get(list_tag(kind, term), 0)
    return None if known else NotFound()


def _resolve_content(
    path: str, look: Look, get: Get, languages: Collection[str]
) -> Resolved | None:
    if exact := _file_at(composed(path), look.found):
        return exact
    if style := _style_at(path, look):
        return style
    item = _page_item(path, look)
    if item is None and (export := _exported(path, look)):
        return None if export == path else redirect_to_path(export)
    if item is None:
        return _elsewhere(path, look, get, languages) or NotFound()
    if item["kind"] == "redirect":
        return Redirect(str(item["to"]))
    return redirect_to_path(str(item["to"])) if item["to"] != path else None


def _own_front_page(look: Look) -> AssetReply | Redirect | None:
    """The author's file of HTML at the front, or where the front leads instead."""
    item = look.found.get(items.path_key("/"))
    if item and item["kind"] == "redirect":
        return Redirect(str(item["to"]))
    return None if item else _file_at("/index.html", look.found)


def _file_at(path: str, found: Mapping[Key, Item]) -> AssetReply | None:
    item = found.get(items.path_key(path))
    return AssetReply(str(item["owner"]), item) if item and item["kind"] == "asset" else None


def _style_at(path: str, look: Look) -> AssetReply | Redirect | None:
    """The stylesheet that a path names with its content, or where it is to be had by now."""
    style = without_fingerprint(path)
    found = _file_at(composed(style), look.found) if style else None
    if found is None:
        return None
    etag = str(found.item["etag"])
    if is_of(path, etag):
        return replace(found, names=True)
    return redirect_to_path(fingerprinted(style, etag), permanent=False)


def files_at(path: str) -> tuple[str, ...]:
    """The files that web servers send for an address without a file's name."""
    if "." in path.rpartition("/")[2]:
        return ()
    page = () if path.endswith("/") else (f"{path}.html",)
    return (f"{path.rstrip('/')}/index.html", *page)


def _file_of_folder(path: str, found: Mapping[Key, Item]) -> AssetReply | Redirect | None:
    """What is at an address without a file's name: a folder's index, or an HTML file."""
    for file in files_at(composed(path)):
        if reply := _file_at(file, found):
            is_at_its_own = path.endswith("/") or not file.endswith("/index.html")
            return reply if is_at_its_own else redirect_to_path(f"{path}/")
    return None


def _page_item(path: str, look: Look) -> Item | None:
    """Whose page a path is; a file of another path that folds alike has none to do with it."""
    item = look.found.get(items.path_key(fold(path)))
    return None if item and item["kind"] == "asset" else item


def _exported(path: str, look: Look) -> str:
    """The canonical path at which the post is to be had for programs, if a path means that."""
    export = export_of(path)
    item = look.found.get(items.path_key(fold(export.stem))) if export else None
    if export is None or item is None or item["kind"] != "post":
        return ""
    is_there = export.format == "json" or is_markdown(str(item["owner"]))
    return export_path(str(item["to"]), export.format) if is_there else ""


def _elsewhere(
    path: str, look: Look, get: Get, languages: Collection[str]
) -> AssetReply | Redirect | None:
    """The file of HTML that an address means, or where an old or mistyped one leads.

    Such a file has raised the generation of its address, so most misses do not ask for it.
    """
    alias, was_there = alias_among(path, languages), look.generations.get(f"path#{fold(path)}")
    files = files_at(composed(path)) if was_there else ()
    others = () if alias else (*neighbouring_days(path), *other_forms(path))
    days, elsewhere = tuple(map(fold, others)), untranslated(path, languages)
    keys = [items.path_key(each) for each in (*files, *days, *elsewhere)]
    found = get(keys) if keys else {}
    if file := _file_of_folder(path, found):
        return file
    if alias:
        return redirect_to_path(alias)
    return _first_post(days, found) or _first_of(elsewhere, found)


def _first_of(paths: Sequence[str], found: Mapping[Key, Item]) -> Redirect | None:
    there = [found[key] for path in paths if (key := items.path_key(path)) in found]
    return redirect_to_path(str(there[0]["to"]), permanent=False) if there else None


def _first_post(days: Sequence[str], found: Mapping[Key, Item]) -> Redirect | None:
    keys = [items.path_key(day) for day in days]
    posts = [found[key] for key in keys if key in found and found[key]["kind"] == "post"]
    return redirect_to_path(str(posts[0]["to"])) if posts else None
