"""What every form of a feed tells of its site and its posts. No IO here."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from handler.core.html.shortening import shorten
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.pages.bylines import Byline, bylines_of
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import hubs_of
from handler.core.site.pictures.entries import is_there
from handler.core.site.social import image_of

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed or post changed that tells no date."""
_SUMMARY = 500


def picture_in(context: SiteContext, item: FeedItem) -> str:
    """The address of a post's picture, if it is there."""
    image = item.entry.image
    shown = is_there(image, context.site, item.pictures)
    return image_of(context.links, image) if shown else ""


def hubs_in(context: SiteContext, view: FeedView) -> tuple[str, ...]:
    """The hubs that a feed names: they are told of those of the whole site alone.

    Nobody tells them of a copy's.
    """
    return hubs_of(context.site) if view.kind == "all" and not context.links.is_copy else ()


def entry_id(context: SiteContext, entry: Entry) -> str:
    """A tag URI (RFC 4151): it stays when the blog moves to https or under another prefix."""
    host = urlsplit(context.site.url or context.links.url).hostname or "localhost"
    day = (entry.date or NEVER).date().isoformat()
    return f"tag:{quote(host)},{day}:{escaped(entry.path)}"


def title_of_feed(context: SiteContext, view: FeedView) -> str:
    """The title of a feed."""
    return context.site.title if view.kind == "all" else f"{view.label} · {context.site.title}"


def description_of(site: SiteConfig, view: FeedView) -> str:
    """What a feed tells of itself, else of its site."""
    return view.description or site.description


def author_of_feed(context: SiteContext, view: FeedView) -> dict[str, str]:
    """Whom a feed is by, by the names that Atom has for it."""
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


def authors_in(context: SiteContext, entry: Entry) -> list[dict[str, str]]:
    """The authors of an entry, each with a page of their own or of the blog."""
    return [_author(context, byline) for byline in bylines_of(context, entry)]


def _author(context: SiteContext, byline: Byline) -> dict[str, str]:
    own = context.links.absolute(byline.path) if byline.path else ""
    uri = _address(context, byline.address) or own
    return {"name": byline.name, **({"uri": uri} if uri else {})}


def _address(context: SiteContext, value: Json) -> str:
    return context.links.absolute_address(value) if isinstance(value, str) and value else ""


def labels_of(entry: Entry) -> Iterable[str]:
    """Categories and tags, each once."""
    return dict.fromkeys(entry.categories + entry.tags)


def summary_of(entry: Entry) -> str:
    """What a feed gives of a text where it does not give all."""
    return shorten(entry.description or entry.excerpt, _SUMMARY)


def changed_at(entry: Entry) -> datetime:
    """When an entry changed last."""
    return entry.modified or entry.date or NEVER
