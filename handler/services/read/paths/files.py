"""Files of the blog at a path: by their own address, or by one without their name. No IO here."""

from collections.abc import Mapping
from dataclasses import replace

from handler.core.index import items
from handler.core.model.addressing.paths import composed
from handler.core.model.addressing.site_files import fingerprinted, is_of, without_fingerprint
from handler.core.model.writes import Item, Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.replies import AssetReply, Redirect, redirect_to_path


def file_at(path: str, found: Mapping[Key, Item]) -> AssetReply | None:
    """The file whose own address a path is."""
    item = found.get(items.path_key(path))
    return AssetReply(str(item["owner"]), item) if item and item["kind"] == "asset" else None


def style_at(path: str, look: Look) -> AssetReply | Redirect | None:
    """The stylesheet that a path names with its content, or where it is to be had by now."""
    style = without_fingerprint(path)
    found = file_at(composed(style), look.found) if style else None
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


def file_of_folder(path: str, found: Mapping[Key, Item]) -> AssetReply | Redirect | None:
    """What is at an address without a file's name: a folder's index, or an HTML file."""
    for file in files_at(composed(path)):
        if reply := file_at(file, found):
            is_at_its_own = path.endswith("/") or not file.endswith("/index.html")
            return reply if is_at_its_own else redirect_to_path(f"{path}/")
    return None
