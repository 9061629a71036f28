"""What an item of a WordPress export says beside its text: addresses, fields, comments."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from handler.cli.importing.exports import Comment
from handler.cli.importing.texts.paragraphs import with_paragraphs
from handler.cli.importing.wxr import (
    Index,
    Item,
    content,
    date_of,
    local,
    metas,
    old_slugs,
    path_of,
    terms_of,
    value,
)
from handler.core.html.text import plain_text
from handler.core.model.entries import Json

_DESCRIPTIONS = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseop_description",
    "_genesis_description",
)


def address_of(item: Item) -> str:
    """The path of a text; none if only a query tells it."""
    path = path_of(item.link)
    return "" if "?" in path or item.status not in {"publish", "private", "future"} else path


def old_addresses(element: Element, item: Item, index: Index, address: str) -> tuple[str, ...]:
    """The paths at which a text was before, and those of its attachments."""
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


def fields_of(element: Element, index: Index) -> dict[str, Json]:
    """What is said of a text, in the names that Jekyll has for it."""
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


def comments_of(element: Element) -> Iterator[Comment]:
    """The comments on a text that were let in."""
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
