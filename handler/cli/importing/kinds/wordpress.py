"""WordPress: the file that Tools → Export writes (WXR), as a file or in a folder.

Read are posts, pages and other types of texts, live, scheduled, private and as drafts, with
categories, tags, authors, excerpts, cover pictures, descriptions of Yoast, Rank Math and All in One
SEO, comments, menus, reusable blocks, old names, and the addresses of attachments. Pictures come
from `--media`, which is the folder wp-content/uploads, or with `--fetch` from the blog.

Left out are what is in the trash, revisions, pingbacks, passwords, styles and templates of themes,
and what plugins alone would show: their shortcodes stay as written, and are told.
"""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from handler.cli.importing.dialects import wordpress as texts
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.permalinks import pattern_of
from handler.cli.importing.sources import Source
from handler.cli.importing.texts.covers import with_cover
from handler.cli.importing.wxr import (
    Index,
    Item,
    content,
    item_of,
    metas,
    path_of,
    value,
)
from handler.cli.importing.wxr_texts import address_of, comments_of, fields_of, old_addresses
from handler.cli.importing.xml_stream import elements
from handler.core.html.allowed import names
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.addressing.urls import origin_of
from handler.core.model.entries import Json
from handler.core.model.terms import term_slug

_NAMES = names(
    "item author category tag title link description language base_blog_url base_site_url"
)
_NO_TEXTS = names(
    "attachment custom_css customize_changeset nav_menu_item oembed_cache revision user_request"
    " wp_block wp_global_styles wp_navigation wp_template wp_template_part wp_font_family"
    " wp_font_face feedback acf-field acf-field-group wpcf7_contact_form"
)
_STATES = {
    "publish": "live",
    "future": "live",
    "private": "private",
    "draft": "draft",
    "pending": "draft",
}
_MOST_IN_MENU = 8


def read(source: Source) -> Export:
    """All texts of an export."""
    path = source.file(".xml")
    index = Index()
    for element in elements(source, path, _NAMES):
        index.add(element)
    if not index.items and "title" not in index.channel:
        raise Unreadable(f"{path} is no export of WordPress: there is no channel in it.")
    blog = index.channel.get("base_blog_url") or source.url or index.channel.get("link", "")
    _find_files(source, blog, index)
    posts = [
        item for item in index.items.values() if item.kind == "post" and item.status == "publish"
    ]
    paths = ((address_of(item), item.slug, item.date) for item in posts)
    return Export(
        texts=_texts(source, path, index),
        settings=_settings(index, blog),
        permalink=pattern_of(paths) or "/:year/:month/:day/:title/",
        redirects=_redirects(source, index, urlsplit(blog).path.rstrip("/")),
        data={"authors": {login: {"name": name} for login, name in index.authors.items()}}
        if len(index.authors) > 1
        else {},
        menu=_menu(source, index),
        addresses={address_of(i) for i in index.items.values() if i.kind not in _NO_TEXTS},
    )


def _find_files(source: Source, blog: str, index: Index) -> None:
    """Where uploads lie on disk, and which hosts are the blog's own."""
    parts = urlsplit(blog)
    hosts = {parts.hostname, urlsplit(index.channel.get("base_site_url", "")).hostname} - {None}
    source.media.hosts |= {
        name for host in hosts if host for name in (host, f"www.{host}", host.removeprefix("www."))
    }
    folder = (
        source.uploads or source.path
        if (source.uploads or source.path).is_dir()
        else source.path.parent
    )
    root = parts.path.rstrip("/")
    for place in (folder, folder / "uploads", folder / "wp-content/uploads"):
        if place.is_dir() and (source.uploads or place != folder):
            source.media.folders.append(Folder(f"{root}/wp-content/uploads/", place))
    files = [item.address for item in index.items.values() if item.kind == "attachment"]
    source.media.stores += tuple(
        {urlsplit(each).hostname or "" for each in files} - {"", *source.media.hosts}
    )
    source.media.add_all(unquote(urlsplit(each).path) for each in files if each)
    for item in index.items.values():
        if item.kind not in _NO_TEXTS and address_of(item):
            name = "page_id" if item.kind == "page" else "p"
            source.media.moved[f"{root}/?{name}={item.number}"] = address_of(item)


def _settings(index: Index, blog: str) -> dict[str, Json]:
    channel = index.channel
    names = list(index.authors.values())
    return {
        "title": unescape(channel.get("title", "")),
        "description": unescape(channel.get("description", "")),
        "url": origin_of(blog),
        "lang": channel.get("language", "").partition("-")[0],
        "author": {"name": names[0]} if len(names) == 1 else None,
    }


def _texts(source: Source, path: Path, index: Index) -> Iterator[Text]:
    types: dict[str, int] = {}
    for element in elements(source, path, frozenset({"item"})):
        item = item_of(element)
        if item.kind in _NO_TEXTS or item.status in {"trash", "auto-draft", "inherit"}:
            continue
        if item.kind not in {"post", "page"}:
            types[item.kind] = types.get(item.kind, 0) + 1
        yield _text(source, element, item, index)
    for name, count in types.items():
        source.warn("types of texts", f"has {count} of the type {name}, which become pages.")


def _text(source: Source, element: Element, item: Item, index: Index) -> Text:
    place = f"{item.kind} {item.number} ({item.title[:60] or item.slug})"
    shown = _shown(source, place, content(element), item, index)
    state = _STATES.get(item.status, "draft")
    if value(element, "post_password") and state == "live":
        source.warn(place, "has a password, which nothing here asks for; it is hidden.")
        state = "private"
    kind = "post" if item.kind == "post" else "page"
    address = "" if state == "draft" else address_of(item)
    cover = index.picture(metas(element).get("_thumbnail_id", ""))
    if cover:
        shown = with_cover(shown, cover.address, cover.alt)
    return Text(
        place=place,
        kind=kind,  # type: ignore[arg-type]
        title=unescape(item.title),
        slug=item.slug,
        html=shown,
        date=item.date,
        state=state,  # type: ignore[arg-type]
        address=address,
        redirects=old_addresses(element, item, index, address) if state != "draft" else (),
        fields=fields_of(element, index),
        comments=tuple(comments_of(element)),
    )


def _shown(source: Source, place: str, raw: str, item: Item, index: Index) -> str:
    context = texts.Context(
        picture=index.picture,
        own=lambda: index.pictures_of(item.number),
        block=lambda number: index.blocks.get(number, ""),
    )
    found = texts.shown(raw, context)
    for name in found.blocks:
        source.warn(place, f"has the block {name}, which only WordPress fills; it is left out.")
    for name in found.shortcodes:
        source.warn(
            place, f"has the shortcode [{name}], which only a plugin shows; it stays as written."
        )
    return found.html


def _menu(source: Source, index: Index) -> tuple[tuple[str, str], ...] | None:
    """What the blog's first menu leads to; without one the first pages, if there are many."""
    first = min((which for _, which, _, _ in index.menu), default="")
    entries = sorted((each for each in index.menu if each[1] == first), key=lambda each: each[0])
    found = [
        pair for _, _, given, title in entries if (pair := _entry(source, index, given, title))
    ]
    pages = [
        each for each in index.items.values() if each.kind == "page" and each.status == "publish"
    ]
    if not found and len(pages) > _MOST_IN_MENU:
        top = sorted(
            (page for page in pages if page.parent in {"", "0"}), key=lambda page: page.order
        )
        found = [(unescape(page.title), address_of(page)) for page in top if address_of(page)]
    return tuple(found[:_MOST_IN_MENU]) or None


def _entry(
    source: Source, index: Index, given: dict[str, str], title: str
) -> tuple[str, str] | None:
    if given.get("_menu_item_menu_item_parent", "0") not in {"", "0"}:
        return None
    target = index.items.get(given.get("_menu_item_object_id", ""))
    if given.get("_menu_item_type") == "post_type" and target and address_of(target):
        return unescape(title or target.title), address_of(target)
    address = source.media.settle(given.get("_menu_item_url", ""))
    return (unescape(title), address) if title and address and address != "#" else None


def _redirects(source: Source, index: Index, root: str) -> Iterator[tuple[str, str]]:
    """Old pages of terms, authors and attachments that are not where the blog looks for them."""
    for (domain, nice), name in index.terms.items():
        folder, ours = ("category", "categories") if domain == "category" else ("tag", "tags")
        nice, new = unquote(nice), f"/{ours}/{term_slug(unescape(name))}/"
        above = index.parents.get(nice, "") if domain == "category" else ""
        if root or above or nice not in {term_slug(name), slugify(name)}:
            target = "/archive/" if nice == "uncategorized" else new
            yield f"{root}/{folder}/{f'{unquote(above)}/' if above else ''}{nice}/", target
    for login in index.authors:
        yield f"{root}/author/{slugify(login)}/", "/archive/"
    for item in index.items.values():
        if item.kind != "attachment" or not item.address:
            continue
        parent = index.items.get(item.parent)
        if parent is None or not address_of(parent):
            path = unquote(urlsplit(item.address).path)
            if source.media.add(path):
                yield path_of(item.link), path
