"""Renders the Atom feed (RFC 4287). No IO here.

It is readable in browsers too: a stylesheet shows it, and what a reader could click
stands in it as XHTML in elements of our own, which programs pass over (RFC 4287, section 6.4).
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from handler.core.feeds.fitting import fitting
from handler.core.feeds.metadata import (
    NEVER,
    author_of_feed,
    authors_in,
    changed_at,
    description_of,
    entry_id,
    hubs_in,
    labels_of,
    picture_in,
    summary_of,
    title_of_feed,
)
from handler.core.feeds.xml_text import DECLARATION, element, wrap
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.locales import day_in_words
from handler.core.model.languages.translations import phrase
from handler.core.model.periods import stamp
from handler.core.pages.body import body_in_feed
from handler.core.pages.head import issue_of
from handler.core.pages.headings import title_of
from handler.core.pages.languages import versions_of
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import icon_of, is_excerpt_only, picture_of
from handler.core.site.theme.styles import styles_of

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_BROWSERS = "urn:coldpress:browsers"
_MEDIA = "http://search.yahoo.com/mrss/"


def render_atom(context: SiteContext, view: FeedView) -> str:
    """The feed as Atom, with full content."""
    site, links = context.site, context.links
    parts = [
        element("id", links.absolute(view.home)),
        element("title", title_of_feed(context, view)),
        element("subtitle", description_of(site, view)) if description_of(site, view) else "",
        element("updated", stamp(_updated(view))),
        _link("self", links.absolute(view.path), "application/atom+xml"),
        _link("alternate", links.absolute(view.home), "text/html"),
        *_versions(context, view),
        *(
            element("link", attributes={"rel": "hub", "href": hub})
            for hub in hubs_in(context, view)
        ),
        element("icon", picture_of(context, "icon") or icon_of(context)),
        element("logo", picture_of(context, "logo")) if picture_of(context, "logo") else "",
        element("rights", _rights(site)) if _rights(site) else "",
        _atom_author(author_of_feed(context, view)),
        element("generator", "Coldpress"),
        _explanation(context, view),
        *fitting(view.items, partial(_atom_entry, context), str),
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
    name = title_of_feed(context, view)
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
        element("updated", stamp(changed_at(entry))),
        _link("alternate", links.absolute(entry.path), "text/html"),
        _link("replies", issue, "text/html") if issue else "",
        *(_atom_author(author) for author in authors_in(context, entry)),
        *(element("category", attributes={"term": label}) for label in labels_of(entry)),
        element("summary", summary_of(entry)) if summary_of(entry) else "",
        _media(image) if (image := picture_in(context, item)) else "",
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


def _media(image: str) -> str:
    """A post's picture as jekyll-feed gives it. https://www.rssboard.org/media-rss"""
    thumbnail = element("media:thumbnail", attributes={"url": image})
    return thumbnail + element("media:content", attributes={"medium": "image", "url": image})


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


def _updated(view: FeedView) -> datetime:
    return view.updated or max((changed_at(item.entry) for item in view.items), default=NEVER)
