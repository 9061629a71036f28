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
    Feed,
    Listing,
    Robots,
    Sitemap,
    Terms,
    path_of,
)
from handler.core.model.addressing.aliases import other_forms
from handler.core.model.addressing.language_aliases import alias_among, untranslated
from handler.core.model.addressing.paths import composed, fold, neighbouring_days
from handler.core.model.addressing.reserved import is_yielding
from handler.core.model.writes import Item, Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.paths.files import file_at, file_of_folder, files_at, style_at
from handler.services.read.paths.owners import export_at, is_owned, page_item, row_key
from handler.services.read.replies import AssetReply, Redirect, redirect_to_path


@dataclass(frozen=True, slots=True)
class NotFound:
    """There is no such page."""


Resolved = AssetReply | Redirect | NotFound
Get = Callable[[Collection[Key]], Mapping[Key, Item]]


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
            return file_at(path_of(address), look.found)
        case Listing("all", _, None):
            return _own_front_page(look)
        case Listing(kind, term, cursor):
            if cursor and row_key(address, cursor) not in look.found:
                return front_of(address)
            return _resolve_list(kind, term, look)
        case Feed(kind, term):
            return _resolve_list(kind, term, look)
        case Terms("author"):
            return None if look.generations.get("terms#author", 0) else NotFound()
        case Sitemap(part) if part not in {"", "pages"}:
            return _resolve_list("month", part, look)
    return None


def _file_in_place_of(path: str, look: Look, get: Get) -> AssetReply | Redirect | None:
    was_there = look.generations.get(f"path#{fold(path)}")
    files = files_at(composed(path)) if was_there else ()
    found = get([items.path_key(file) for file in files]) if files else {}
    return file_at(composed(path), look.found) or file_of_folder(path, found)


def front_of(listing: Listing) -> Redirect:
    """To the first page of a listing, for a page of it that is no more."""
    return redirect_to_path(path_of(replace(listing, cursor=None)), permanent=False)


def _resolve_list(kind: str, term: str, look: Look) -> NotFound | None:
    known = not term or look.generations.get(list_tag(kind, term), 0)
    return None if known else NotFound()


def _resolve_content(
    path: str, look: Look, get: Get, languages: Collection[str]
) -> Resolved | None:
    if exact := file_at(composed(path), look.found):
        return exact
    if style := style_at(path, look):
        return style
    item = page_item(path, look)
    if item is None and (export := export_at(path, look)):
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
    return None if item else file_at("/index.html", look.found)


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
    if file := file_of_folder(path, found):
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
