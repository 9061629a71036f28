"""Renders the feeds: Atom (RFC 4287) and JSON Feed 1.1. No IO here.

The Atom feed is readable in browsers too: a stylesheet shows it, and what a reader could click
stands in it as XHTML in elements of our own, which programs pass over (RFC 4287, section 6.4).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from handler.core.feeds.fitting import fitting
from handler.core.feeds.xml_text import DECLARATION, clean, element, wrap
from handler.core.html.shortening import shorten
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.languages.locales import day_in_words
from handler.core.model.languages.translations import phrase
from handler.core.model.periods import stamp
from handler.core.pages.body import body_in_feed
from handler.core.pages.bylines import Byline, bylines_of
from handler.core.pages.head import issue_of, title_of
from handler.core.pages.languages import versions_of
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import hubs_of, icon_of, is_excerpt_only, picture_of
from handler.core.site.pictures.entries import is_there
from handler.core.site.social import image_of
from handler.core.site.theme.styles import styles_of

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_BROWSERS = "urn:coldpress:browsers"
_MEDIA = "http://search.yahoo.com/mrss/"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_SUMMARY = 500


def render_atom(context: SiteContext, view: FeedView) -> str:
    """The feed as Atom, with full content."""
    site, links = context.site, context.links
    parts = [
        element("id", links.absolute(view.home)),
        element("title", _feed_title(context, view)),
        element("subtitle", _description(site, view)) if _description(site, view) else "",
        element("updated", stamp(_updated(view))),
        _link("self", links.absolute(view.path), "application/atom+xml"),
        _link("alternate", links.absolute(view.home), "text/html"),
        *_versions(context, view),
        *(element("link", attributes={"rel": "hub", "href": hub}) for hub in _hubs(context, view)),
        element("icon", picture_of(context, "icon") or icon_of(context)),
        element("logo", picture_of(context, "logo")) if picture_of(context, "logo") else "",
        element("rights", _rights(site)) if _rights(site) else "",
        _atom_author(_feed_author(context, view)),
        element("generator", "Coldpress"),
        _explanation(context, view),
        *fitting(view.items, partial(_atom_entry, context), _bytes),
    ]
    spaces = {"xmlns": _ATOM, "xmlns:b": _BROWSERS, "xmlns:media": _MEDIA}
    attributes = {**spaces, "xml:lang": site.lang}
    feed = wrap("feed", "\n".join(filter(None, parts)), attributes)
    return f"{DECLARATION}{''.join(_styles(context))}{feed}\n"


def _styles(context: SiteContext) -> Iterator[str]:
    """The theme's stylesheet, and what the site has of its own."""
    own = styles_of(context.site)
    for file in ("feed.css", *([own.file] if own else [])):
        yield f'<?xml-stylesheet type="text/css" href="{escape(context.links.static(file))}"?>\n'


def _explanation(context: SiteContext, view: FeedView) -> str:
    """What a browser shows above the posts."""
    name = _feed_title(context, view)
    home = element("a", name, {"href": context.links.absolute(view.home)})
    what = phrase(
        context.site, "This is a web feed. Copy its address into a feed reader to subscribe."
    )
    address = element("code", context.links.absolute(view.path))
    return _for_browsers("about", wrap("h1", home) + element("p", what) + wrap("p", address))


def _for_browsers(name: str, xhtml: str) -> str:
    """XHTML without a prefix, which some programs do not understand."""
    return wrap(f"b:{name}", wrap("div", xhtml, {"xmlns": _XHTML}))


def _atom_entry(context: SiteContext, item: FeedItem, has_text: bool) -> str:
    entry, links = item.entry, context.links
    issue = issue_of(context.site, entry)
    parts = [
        element("id", entry_id(context, entry)),
        element("title", "" if entry.is_note else title_of(entry)),
        element("published", stamp(entry.date)) if entry.date else "",
        element("updated", stamp(_changed(entry))),
        _link("alternate", links.absolute(entry.path), "text/html"),
        _link("replies", issue, "text/html") if issue else "",
        *(_atom_author(author) for author in _authors(context, entry)),
        *(element("category", attributes={"term": label}) for label in _labels(entry)),
        element("summary", _summary(entry)) if _summary(entry) else "",
        _media(image) if (image := _image(context, item)) else "",
        _content(context, item) if has_text else "",
        _heading(context, entry),
    ]
    language = {"xml:lang": entry.lang} if entry.lang else None
    return wrap("entry", "\n".join(filter(None, parts)), language)


def _content(context: SiteContext, item: FeedItem) -> str:
    if is_excerpt_only(context.site, item.entry):
        return ""
    html = body_in_feed(item, context)
    return element("content", html, {"type": "html"})


def _heading(context: SiteContext, entry: Entry) -> str:
    """What a browser shows above the summary of a post."""
    link = element("a", title_of(entry), {"href": context.links.absolute(entry.path)})
    words = day_in_words(entry.date, entry.lang or context.site.lang) if entry.date else ""
    return _for_browsers("heading", wrap("h2", link) + element("p", words))


def _image(context: SiteContext, item: FeedItem) -> str:
    """The address of a post's picture, if it is there."""
    image = item.entry.image
    shown = is_there(image, context.site, item.pictures)
    return image_of(context.links, image) if shown else ""


def _media(image: str) -> str:
    """A post's picture as jekyll-feed gives it. https://www.rssboard.org/media-rss"""
    thumbnail = element("media:thumbnail", attributes={"url": image})
    return thumbnail + element("media:content", attributes={"medium": "image", "url": image})


def _hubs(context: SiteContext, view: FeedView) -> tuple[str, ...]:
    """The hubs that a feed names: they are told of those of the whole site alone.

    Nobody tells them of a copy's.
    """
    return hubs_of(context.site) if view.kind == "all" and not context.links.is_copy else ()


def _versions(context: SiteContext, view: FeedView) -> Iterator[str]:
    """The feed in the other languages of the blog."""
    for lang, path in versions_of(context, view).items():
        if path != view.path:
            address = context.links.absolute(path)
            kind = {"type": "application/atom+xml", "hreflang": lang, "href": address}
            yield element("link", attributes={"rel": "alternate", **kind})


def _rights(site: SiteConfig) -> str:
    rights = site.data.get("copyright") or site.data.get("rights")
    return rights if isinstance(rights, str) else ""


def _link(rel: str, href: str, media_type: str) -> str:
    return element("link", attributes={"rel": rel, "href": href, "type": media_type})


def _atom_author(author: dict[str, str]) -> str:
    return wrap("author", "".join(element(name, text) for name, text in author.items()))


def render_json_feed(context: SiteContext, view: FeedView) -> str:
    """The feed as JSON Feed, with full content."""
    site, links = context.site, context.links
    feed: dict[str, Json] = {
        "version": _JSON_FEED,
        "title": _feed_title(context, view),
        "description": _description(site, view),
        "home_page_url": links.absolute(view.home),
        "feed_url": links.absolute(view.path),
        "icon": picture_of(context, "icon"),
        "favicon": icon_of(context),
        "language": site.lang,
        "authors": [_json_author(_feed_author(context, view))],
        "hubs": [{"type": "WebSub", "url": hub} for hub in _hubs(context, view)],
        "items": [*fitting(view.items, partial(_json_item, context), _json_bytes)],
    }
    filled = {name: value for name, value in feed.items() if value or name == "items"}
    return clean(json.dumps(filled, ensure_ascii=False))


def _json_item(context: SiteContext, item: FeedItem, has_text: bool) -> Json:
    entry, links = item.entry, context.links
    fields: dict[str, Json] = {
        "id": entry_id(context, entry),
        "url": links.absolute(entry.path),
        "title": "" if entry.is_note else title_of(entry),
        "summary": _summary(entry),
        "image": _image(context, item),
        "date_published": stamp(entry.date) if entry.date else "",
        "date_modified": stamp(entry.modified) if entry.modified else "",
        "authors": [_json_author(author) for author in _authors(context, entry)],
        "tags": [*_labels(entry)],
        "language": entry.lang,
    }
    filled = {name: value for name, value in fields.items() if value}
    if not has_text or is_excerpt_only(context.site, entry):
        return {**filled, "content_text": _summary(entry)}
    return {**filled, "content_html": clean(body_in_feed(item, context))}


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _json_bytes(value: Json) -> int:
    return _bytes(json.dumps(value, ensure_ascii=False))


def entry_id(context: SiteContext, entry: Entry) -> str:
    """A tag URI (RFC 4151): it stays when the blog moves to https or under another prefix."""
    host = urlsplit(context.site.url or context.links.url).hostname or "localhost"
    day = (entry.date or _NEVER).date().isoformat()
    return f"tag:{quote(host)},{day}:{escaped(entry.path)}"


def _feed_title(context: SiteContext, view: FeedView) -> str:
    return context.site.title if view.kind == "all" else f"{view.label} · {context.site.title}"


def _description(site: SiteConfig, view: FeedView) -> str:
    return view.description or site.description


def _feed_author(context: SiteContext, view: FeedView) -> dict[str, str]:
    if view.kind == "author":
        return {"name": view.label, "uri": context.links.absolute(view.home)}
    return _site_author(context)


def _site_author(context: SiteContext) -> dict[str, str]:
    author = context.site.author
    given = {
        "name": author.get("name") or context.site.title or "Coldpress",
        "uri": _address(context, author.get("uri") or author.get("url")),
        "email": author.get("email"),
    }
    return {name: str(value) for name, value in given.items() if value}


def _authors(context: SiteContext, entry: Entry) -> list[dict[str, str]]:
    """The authors of an entry, each with a page of their own or of the blog."""
    return [_author(context, byline) for byline in bylines_of(context, entry)]


def _author(context: SiteContext, byline: Byline) -> dict[str, str]:
    own = context.links.absolute(byline.path) if byline.path else ""
    uri = _address(context, byline.address) or own
    return {"name": byline.name, **({"uri": uri} if uri else {})}


def _address(context: SiteContext, value: Json) -> str:
    return context.links.absolute_address(value) if isinstance(value, str) and value else ""


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
