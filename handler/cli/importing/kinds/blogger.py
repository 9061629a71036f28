"""Blogger: the Atom file of Settings → Back up content, or `feed.atom` of Google Takeout.

Read are posts, pages and drafts with labels, authors, dates, comments, and their addresses, feeds
and labels' pages. Pictures lie at Google; with `--fetch` they come along.

Left out are templates, gadgets, settings of the layout, and comments that were not published.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from handler.cli.importing.exports import Comment, Export, Text, Unreadable
from handler.cli.importing.permalinks import pattern_of
from handler.cli.importing.sources import Source, date_of
from handler.cli.importing.texts.embeds import linked
from handler.cli.importing.wxr import local, value
from handler.cli.importing.xml_stream import elements
from handler.core.model.terms import term_slug

_KIND = "http://schemas.google.com/blogger/2008/kind#"
_STORES = (
    "bp.blogspot.com",
    "blogger.googleusercontent.com",
    "lh3.googleusercontent.com",
    "photobucket.com",
)
_SETTINGS = {
    "BLOG_NAME": "title",
    "BLOG_DESCRIPTION": "description",
    "BLOG_LOCALE": "lang",
    "BLOG_TIME_ZONE": "timezone",
}


@dataclass
class Index:
    """What entries tell of one another."""

    title: str = ""
    host: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[Comment]] = field(default_factory=lambda: defaultdict(list))
    labels: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    posts: list[tuple[str, str, datetime | None]] = field(default_factory=list)

    def add(self, entry: Element) -> None:
        """Take note of an entry."""
        kind, name = _kind(entry), value(entry, "id")
        if kind == "comment" and _is_live(entry):
            self.comments[_parent(entry)].append(_comment(entry, name))
        elif kind == "settings":
            key = name.rpartition(".")[2]
            if key in _SETTINGS:
                self.settings[_SETTINGS[key]] = value(entry, "content")
        elif kind in {"post", "page"}:
            self.labels |= {*_labels(entry)}
            self.authors |= {_author(entry)} - {""}
            address = _link(entry)
            self.host = self.host or urlsplit(address).hostname or ""
            if kind == "post" and _is_live(entry):
                self.posts.append((_path(entry), _slug(entry), _date(entry)))


def read(source: Source) -> Export:
    """All texts of a backup."""
    path = source.file(".atom", ".xml")
    index = Index()
    for element in elements(source, path, frozenset({"entry", "title"})):
        if local(element.tag) == "entry":
            index.add(element)
        elif not index.title:
            index.title = (element.text or "").strip()
    if not index.posts and not index.settings and not index.labels:
        raise Unreadable(f"{path} is no backup of Blogger: there are no posts in it.")
    host = urlsplit(source.url).hostname or index.host
    source.media.hosts |= {host} - {""}
    source.media.stores += _STORES
    return Export(
        texts=_texts(source, path, index),
        settings={
            "title": index.settings.get("title") or index.title,
            "description": index.settings.get("description"),
            "url": f"https://{host}" if host else "",
            "lang": index.settings.get("lang", "").partition("_")[0].partition("-")[0],
            "author": {"name": min(index.authors)} if len(index.authors) == 1 else None,
        },
        permalink=pattern_of(index.posts) or "/:year/:month/:title.html",
        redirects=[*_redirects(index)],
        addresses=[address for address, _, _ in index.posts],
    )


def _redirects(index: Index) -> Iterator[tuple[str, str]]:
    for label in sorted(index.labels):
        yield f"/search/label/{label}", f"/tags/{term_slug(label)}/"
    yield from ((f"/feeds/posts/{name}", "/feed.xml") for name in ("default", "summary", "full"))


def _texts(source: Source, path: Path, index: Index) -> Iterator[Text]:
    for entry in elements(source, path, frozenset({"entry"})):
        kind = _kind(entry)
        if kind not in {"post", "page"}:
            continue
        status = value(entry, "status").upper()
        if status in {"SOFT_TRASHED", "TRASHED"}:
            continue
        live, name, title = _is_live(entry), value(entry, "id"), value(entry, "title")
        content = value(entry, "content") or value(entry, "summary")
        yield Text(
            place=f"{kind} {_slug(entry) or title[:60] or name}",
            kind="page" if kind == "page" else "post",
            title=title or _slug(entry).replace("-", " "),
            slug=_slug(entry) or title,
            html=linked(re.sub(r"<a name=[\"']more[\"']\s*(?:/>|></a>)", "", content)),
            date=_date(entry),
            state="live" if live else "draft",
            address=_path(entry) if live else "",
            fields={
                "author": _author(entry) if len(index.authors) > 1 else None,
                "tags": [*_labels(entry)],
                "description": value(entry, "metaDescription") or None,
            },
            comments=tuple(index.comments.get(name, ())),
        )


def _kind(entry: Element) -> str:
    for child in entry:
        if local(child.tag) == "category" and child.get("term", "").startswith(_KIND):
            return child.get("term", "").removeprefix(_KIND)
        if local(child.tag) == "type" and "blogger" in child.tag:
            return (child.text or "").strip().lower()
    return ""


def _labels(entry: Element) -> Iterator[str]:
    for child in entry:
        is_label = local(child.tag) == "category" and "kind" not in child.get("scheme", "")
        if is_label and (term := child.get("term", "").strip()):
            yield term


def _is_live(entry: Element) -> bool:
    drafts = (value(child, "draft") for child in entry if local(child.tag) == "control")
    return "yes" not in drafts and value(entry, "status").upper() in {"", "LIVE", "SCHEDULED"}


def _link(entry: Element, rel: str = "alternate") -> str:
    links = (child for child in entry if local(child.tag) == "link" and child.get("rel") == rel)
    return next((link.get("href", "") for link in links), "")


def _path(entry: Element) -> str:
    return unquote(value(entry, "filename") or urlsplit(_link(entry)).path)


def _slug(entry: Element) -> str:
    return _path(entry).rpartition("/")[2].partition(".")[0]


def _date(entry: Element) -> datetime | None:
    return date_of(value(entry, "published") or value(entry, "created"))


def _author(entry: Element) -> str:
    for child in entry:
        if local(child.tag) == "author":
            return value(child, "name")
    return ""


def _parent(entry: Element) -> str:
    """The post that a comment stands under."""
    for child in entry:
        if local(child.tag) == "in-reply-to":
            return child.get("ref", "")
    return value(entry, "parent")


def _comment(entry: Element, name: str) -> Comment:
    author = next((child for child in entry if local(child.tag) == "author"), None)
    related = _link(entry, "related").rpartition("/")[2].partition("?")[0]
    return Comment(
        author=_author(entry),
        html=value(entry, "content"),
        date=_date(entry),
        address=value(author, "uri") if author is not None else "",
        name=name.rpartition("post-")[2],
        parent=related if related.isdigit() else value(entry, "inReplyTo").rpartition("post-")[2],
    )
