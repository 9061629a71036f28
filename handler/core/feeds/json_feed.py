"""Renders the feed as JSON Feed 1.1. No IO here."""

import json
from functools import partial

from handler.core.feeds.fitting import fitting
from handler.core.feeds.metadata import (
    author_of_feed,
    authors_in,
    description_of,
    entry_id,
    hubs_in,
    labels_of,
    picture_in,
    summary_of,
    title_of_feed,
)
from handler.core.feeds.xml_text import clean
from handler.core.model.context import SiteContext
from handler.core.model.entries import Json
from handler.core.model.periods import stamp
from handler.core.pages.body import body_in_feed
from handler.core.pages.headings import title_of
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import icon_of, is_excerpt_only, picture_of

_JSON_FEED = "https://jsonfeed.org/version/1.1"


def render_json_feed(context: SiteContext, view: FeedView) -> str:
    """The feed as JSON Feed, with full content."""
    site, links = context.site, context.links
    as_text = partial(json.dumps, ensure_ascii=False)
    feed: dict[str, Json] = {
        "version": _JSON_FEED,
        "title": title_of_feed(context, view),
        "description": description_of(site, view),
        "home_page_url": links.absolute(view.home),
        "feed_url": links.absolute(view.path),
        "icon": picture_of(context, "icon"),
        "favicon": icon_of(context),
        "language": site.lang,
        "authors": [_json_author(author_of_feed(context, view))],
        "hubs": [{"type": "WebSub", "url": hub} for hub in hubs_in(context, view)],
        "items": [*fitting(view.items, partial(_json_item, context), as_text)],
    }
    filled = {name: value for name, value in feed.items() if value or name == "items"}
    return clean(as_text(filled))


def _json_item(context: SiteContext, item: FeedItem, has_text: bool) -> Json:
    entry, links = item.entry, context.links
    fields: dict[str, Json] = {
        "id": entry_id(context, entry),
        "url": links.absolute(entry.path),
        "title": "" if entry.is_note else title_of(entry),
        "summary": summary_of(entry),
        "image": picture_in(context, item),
        "date_published": stamp(entry.date) if entry.date else "",
        "date_modified": stamp(entry.modified) if entry.modified else "",
        "authors": [_json_author(author) for author in authors_in(context, entry)],
        "tags": [*labels_of(entry)],
        "language": entry.lang,
    }
    filled = {name: value for name, value in fields.items() if value}
    if not has_text or is_excerpt_only(context.site, entry):
        return {**filled, "content_text": summary_of(entry)}
    return {**filled, "content_html": clean(body_in_feed(item, context))}


def _json_author(author: dict[str, str]) -> Json:
    names = {"name": "name", "url": "uri"}
    return {name: author[key] for name, key in names.items() if key in author}
