"""Renders the feeds: Atom (RFC 4287) and JSON Feed 1.1. No IO here."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from handler.core.heads import image_of, issue_of, shorten, title_of
from handler.core.model import Entry, Json
from handler.core.rebase import absolute_html
from handler.core.views import FeedItem, FeedView, Frame
from handler.core.xml_text import DECLARATION, clean, element, wrap

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_SUMMARY = 500
_SAFE_IN_TAG = "/:@!$&'()*+,;=~"


def render_atom(frame: Frame, view: FeedView) -> str:
    """The feed as Atom, with full content."""
    site, links = frame.site, frame.links
    parts = [
        element("id", links.absolute(view.home)),
        element("title", _feed_title(frame, view)),
        element("subtitle", site.description) if site.description else "",
        element("updated", stamp(_updated(view))),
        _link("self", links.absolute(view.path), "application/atom+xml"),
        _link("alternate", links.absolute(view.home), "text/html"),
        element("icon", links.absolute_static("favicon.svg")),
        _atom_author(_site_author(frame)),
        element("generator", "Coldpress"),
        *(_atom_entry(frame, item) for item in view.items),
    ]
    attributes = {"xmlns": _ATOM, "xml:lang": site.lang}
    return DECLARATION + wrap("feed", "\n".join(filter(None, parts)), attributes) + "\n"


def _atom_entry(frame: Frame, item: FeedItem) -> str:
    entry, links = item.entry, frame.links
    issue = issue_of(frame.site, entry)
    parts = [
        element("id", entry_id(frame, entry)),
        element("title", title_of(entry)),
        element("published", stamp(entry.date)) if entry.date else "",
        element("updated", stamp(_changed(entry))),
        _link("alternate", links.absolute(entry.path), "text/html"),
        _link("replies", issue, "text/html") if issue else "",
        *(_atom_author({"name": name}) for name in entry.authors),
        *(element("category", attributes={"term": label}) for label in _labels(entry)),
        element("summary", _summary(entry)) if _summary(entry) else "",
        element("content", absolute_html(item.html, links, entry.path), {"type": "html"}),
    ]
    language = {"xml:lang": entry.lang} if entry.lang else None
    return wrap("entry", "\n".join(filter(None, parts)), language)


def _link(rel: str, href: str, media_type: str) -> str:
    return element("link", attributes={"rel": rel, "href": href, "type": media_type})


def _atom_author(author: dict[str, str]) -> str:
    return wrap("author", "".join(element(name, text) for name, text in author.items()))


def render_json_feed(frame: Frame, view: FeedView) -> str:
    """The feed as JSON Feed, with full content."""
    site, links = frame.site, frame.links
    feed: dict[str, Json] = {
        "version": _JSON_FEED,
        "title": _feed_title(frame, view),
        "description": site.description,
        "home_page_url": links.absolute(view.home),
        "feed_url": links.absolute(view.path),
        "favicon": links.absolute_static("favicon.svg"),
        "language": site.lang,
        "authors": [_json_author(_site_author(frame))],
        "items": [_json_item(frame, item) for item in view.items],
    }
    filled = {name: value for name, value in feed.items() if value or name == "items"}
    return clean(json.dumps(filled, ensure_ascii=False))


def _json_item(frame: Frame, item: FeedItem) -> Json:
    entry, links = item.entry, frame.links
    fields: dict[str, Json] = {
        "id": entry_id(frame, entry),
        "url": links.absolute(entry.path),
        "title": title_of(entry),
        "summary": _summary(entry),
        "image": image_of(links, entry.image) if entry.image else "",
        "date_published": stamp(entry.date) if entry.date else "",
        "date_modified": stamp(entry.modified) if entry.modified else "",
        "authors": [{"name": name} for name in entry.authors],
        "tags": [*_labels(entry)],
        "language": entry.lang,
    }
    html = clean(absolute_html(item.html, links, entry.path))
    filled = {name: value for name, value in fields.items() if value}
    return {**filled, "content_html": html}


def entry_id(frame: Frame, entry: Entry) -> str:
    """A tag URI (RFC 4151): it stays when the blog moves to https or under another prefix."""
    host = urlsplit(frame.site.url or frame.links.url).hostname or "localhost"
    day = (entry.date or _NEVER).date().isoformat()
    return f"tag:{quote(host)},{day}:{quote(entry.path, safe=_SAFE_IN_TAG)}"


def _feed_title(frame: Frame, view: FeedView) -> str:
    return frame.site.title if view.kind == "all" else f"{view.label} · {frame.site.title}"


def _site_author(frame: Frame) -> dict[str, str]:
    author = frame.site.author
    given = {
        "name": author.get("name") or frame.site.title or "Coldpress",
        "uri": author.get("uri") or author.get("url"),
        "email": author.get("email"),
    }
    return {name: str(value) for name, value in given.items() if value}


def _json_author(author: dict[str, str]) -> Json:
    names = {"name": "name", "url": "uri"}
    return {name: author[key] for name, key in names.items() if key in author}


def _labels(entry: Entry) -> Iterable[str]:
    """Categories and tags, each once."""
    return dict.fromkeys(entry.categories + entry.tags)


def _summary(entry: Entry) -> str:
    return shorten(entry.description or entry.excerpt, _SUMMARY)


def _changed(entry: Entry) -> datetime:
    return entry.modified or entry.date or _NEVER


def _updated(view: FeedView) -> datetime:
    return view.updated or max((_changed(item.entry) for item in view.items), default=_NEVER)


def stamp(moment: datetime) -> str:
    """A moment as RFC 3339 writes it, which knows no offsets with seconds."""
    offset = moment.utcoffset()
    is_odd = offset is None or offset.total_seconds() % 60
    return (moment.astimezone(UTC) if is_odd else moment).isoformat(timespec="seconds")
