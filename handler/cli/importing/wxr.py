"""The items of a WordPress export, and what they refer to in one another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from handler.cli.importing.dialects.wordpress import Picture

_DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_QUERY = re.compile(r"(?:p|page_id|attachment_id)=\d+\Z")
_FURTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Item:
    """What is kept of each item while the texts are read."""

    number: str
    kind: str
    title: str
    link: str
    slug: str
    status: str
    parent: str
    order: int
    date: datetime | None
    address: str = ""
    caption: str = ""
    alt: str = ""


@dataclass
class Index:
    """What items refer to: one another by number, authors and terms by name."""

    items: dict[str, Item] = field(default_factory=dict)
    below: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[str, str] = field(default_factory=dict)
    channel: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    terms: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    menu: list[tuple[int, str, dict[str, str], str]] = field(default_factory=list)

    def add(self, element: Element) -> None:
        """Take note of an element of the channel."""
        name = local(element.tag)
        if name == "item":
            self._add_item(element)
        elif name == "author":
            login = value(element, "author_login")
            self.authors[login] = value(element, "author_display_name") or login
        elif name == "category":
            nice = value(element, "category_nicename")
            self.terms["category", nice] = value(element, "cat_name")
            self.parents[nice] = value(element, "category_parent")
        elif name == "tag":
            self.terms["post_tag", value(element, "tag_slug")] = value(element, "tag_name")
        elif name not in self.channel:
            self.channel[name] = (element.text or "").strip()

    def _add_item(self, element: Element) -> None:
        found = item_of(element)
        self.items[found.number] = found
        if found.kind == "attachment":
            self.below[found.parent].append(found)
        elif found.kind == "wp_block":
            self.blocks[found.number] = content(element)
        elif found.kind == "nav_menu_item":
            which = next((nice for _, nice, _ in terms_of(element, "nav_menu")), "")
            self.menu.append((found.order, which, metas(element), found.title))

    def picture(self, number: str) -> Picture | None:
        """An attachment that can be shown."""
        found = self.items.get(number)
        return Picture(found.address, found.alt, found.caption) if found and found.address else None

    def pictures_of(self, number: str) -> list[Picture]:
        """The pictures that were uploaded to a text, in their order."""
        found = sorted(self.below.get(number, []), key=lambda each: each.order)
        endings = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
        return [
            Picture(e.address, e.alt, e.caption)
            for e in found
            if e.address.lower().endswith(endings)
        ]


def local(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


def value(element: Element, name: str) -> str:
    """The text of the first child of that name, in whatever version of the namespace."""
    for child in element:
        if local(child.tag) == name:
            return (child.text or "").strip()
    return ""


def content(element: Element, of: str = "content") -> str:
    """What an item holds as its `content` or `excerpt`."""
    for child in element:
        if local(child.tag) == "encoded" and of in child.tag:
            return child.text or ""
    return ""


def metas(element: Element) -> dict[str, str]:
    """The values that plugins and WordPress keep with an item; of several alike the first."""
    found: dict[str, str] = {}
    for child in element:
        if local(child.tag) == "postmeta":
            found.setdefault(value(child, "meta_key"), value(child, "meta_value"))
    return found


def old_slugs(element: Element) -> list[str]:
    """The names that a text had before."""
    pairs = (
        (value(c, "meta_key"), value(c, "meta_value"))
        for c in element
        if local(c.tag) == "postmeta"
    )
    return [text for name, text in pairs if name == "_wp_old_slug" and text]


def terms_of(element: Element, *domains: str) -> Iterator[tuple[str, str, str]]:
    """Domain, nice name and name of the terms of an item."""
    for child in element:
        if local(child.tag) == "category" and child.get("domain", "category") in domains:
            yield (
                child.get("domain", "category"),
                child.get("nicename", ""),
                (child.text or "").strip(),
            )


def item_of(element: Element) -> Item:
    """What is kept of an item."""
    given = metas(element) if value(element, "post_type") == "attachment" else {}
    order = value(element, "menu_order")
    return Item(
        number=value(element, "post_id"),
        kind=value(element, "post_type") or "post",
        title=value(element, "title"),
        link=value(element, "link"),
        slug=unquote(value(element, "post_name")),
        status=value(element, "status") or "publish",
        parent=value(element, "post_parent"),
        order=int(order) if order.isdigit() else 0,
        date=date_of(element),
        address=value(element, "attachment_url"),
        caption=re.sub(r"<[^>]*>", "", content(element, "excerpt")).strip(),
        alt=given.get("_wp_attachment_image_alt", ""),
    )


def date_of(element: Element, name: str = "post_date") -> datetime | None:
    """The date of an item by the clock of its blog, with the offset that its two dates tell."""
    here, there = value(element, name), value(element, f"{name}_gmt")
    if not _DATE.fullmatch(here) or here.startswith("0000"):
        return None
    try:
        written = datetime.fromisoformat(here)
        if not _DATE.fullmatch(there) or there.startswith("0000"):
            return written.replace(tzinfo=UTC)
        offset = written - datetime.fromisoformat(there)
    except ValueError:
        return None
    minutes = round(offset.total_seconds() / 60)
    plain = abs(offset) <= _FURTHEST
    return written.replace(
        tzinfo=timezone(timedelta(minutes=minutes)) if plain and minutes else UTC
    )


def path_of(link: str) -> str:
    """The path of an address of the old blog, with its query if that is all that tells it."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = re.sub("/+", "/", unquote(parts.path)) or "/"
    return f"{path}?{parts.query}" if _QUERY.fullmatch(parts.query) else path
