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
from handler.cli.importing.exports import Comment, Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.permalinks import pattern_of
from handler.cli.importing.sources import Source
from handler.cli.importing.texts.covers import with_cover
from handler.cli.importing.texts.paragraphs import with_paragraphs
from handler.cli.importing.wxr import (
    Index,
    Item,
    content,
    date_of,
    item_of,
    local,
    metas,
    old_slugs,
    path_of,
    terms_of,
    value,
)
from handler.cli.importing.xml_stream import elements
from handler.core.html.allowed import names
from handler.core.html.text import plain_text
from handler.core.model.addressing.permalinks import slugify
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
_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseop_description",
    "_genesis_description",
)
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
    paths = ((_address(item), item.slug, item.date) for item in posts)
    return Export(
        texts=_texts(source, path, index),
        settings=_settings(index, blog),
        permalink=pattern_of(paths) or "/:year/:month/:day/:title/",
        redirects=_redirects(source, index, urlsplit(blog).path.rstrip("/")),
        data={"authors": {login: {"name": name} for login, name in index.authors.items()}}
        if len(index.authors) > 1
        else {},
        menu=_menu(source, index),
        addresses={_address(i) for i in index.items.values() if i.kind not in _NO_TEXTS},
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
        if item.kind not in _NO_TEXTS and _address(item):
            name = "page_id" if item.kind == "page" else "p"
            source.media.moved[f"{root}/?{name}={item.number}"] = _address(item)


def _settings(index: Index, blog: str) -> dict[str, Json]:
    channel = index.channel
    names = list(index.authors.values())
    return {
        "title": unescape(channel.get("title", "")),
        "description": unescape(channel.get("description", "")),
        "url": f"{urlsplit(blog).scheme}://{urlsplit(blog).netloc}"
        if urlsplit(blog).netloc
        else "",
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
    address = "" if state == "draft" else _address(item)
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
        redirects=_old_addresses(element, item, index, address) if state != "draft" else (),
        fields=_fields(element, index),
        comments=tuple(_comments(element)),
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


def _address(item: Item) -> str:
    """The path of a text; none if only a query tells it."""
    path = path_of(item.link)
    return "" if "?" in path or item.status not in {"publish", "private", "future"} else path


def _old_addresses(element: Element, item: Item, index: Index, address: str) -> tuple[str, ...]:
    root = urlsplit(index.channel.get("base_blog_url", "")).path.rstrip("/")
    name = {"page": "page_id"}.get(item.kind, "p")
    found = [f"{root}/?{name}={item.number}"] if item.number else []
    for slug in old_slugs(element):
        if item.slug and item.slug in address:
            found.append(unquote(slug).join(address.rsplit(item.slug, 1)))
    for each in index.below.get(item.number, []):
        found += [
            path
            for path in (path_of(each.link), f"{root}/?attachment_id={each.number}")
            if path != "/"
        ]
    return tuple(path for path in dict.fromkeys(found) if path != address)


def _fields(element: Element, index: Index) -> dict[str, Json]:
    given = metas(element)
    creator = value(element, "creator")
    cover = index.picture(given.get("_thumbnail_id", ""))
    terms = [*terms_of(element, "category", "post_tag")]
    description = next((given[name] for name in _DESCRIPTIONS if given.get(name)), "")
    return {
        "author": creator if len(index.authors) > 1 else None,
        "categories": [
            unescape(t) for d, nice, t in terms if d == "category" and nice != "uncategorized"
        ],
        "tags": [unescape(t) for d, _, t in terms if d == "post_tag"],
        "image": cover.address if cover else None,
        "description": unescape(description),
        "excerpt": plain_text(content(element, "excerpt"), 2_000),
    }


def _comments(element: Element) -> Iterator[Comment]:
    for child in element:
        if local(child.tag) != "comment" or value(child, "comment_approved") != "1":
            continue
        if value(child, "comment_type") not in {"", "comment"}:
            continue
        parent = value(child, "comment_parent")
        yield Comment(
            author=unescape(value(child, "comment_author")),
            html=with_paragraphs(value(child, "comment_content")),
            date=date_of(child, "comment_date"),
            address=value(child, "comment_author_url"),
            name=value(child, "comment_id"),
            parent="" if parent == "0" else parent,
        )


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
        found = [(unescape(page.title), _address(page)) for page in top if _address(page)]
    return tuple(found[:_MOST_IN_MENU]) or None


def _entry(
    source: Source, index: Index, given: dict[str, str], title: str
) -> tuple[str, str] | None:
    if given.get("_menu_item_menu_item_parent", "0") not in {"", "0"}:
        return None
    target = index.items.get(given.get("_menu_item_object_id", ""))
    if given.get("_menu_item_type") == "post_type" and target and _address(target):
        return unescape(title or target.title), _address(target)
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
        parent = index.items.get(item.parent)
        if item.kind == "attachment" and (parent is None or not _address(parent)) and item.address:
            path = unquote(urlsplit(item.address).path)
            if source.media.add(path):
                yield path_of(item.link), path
