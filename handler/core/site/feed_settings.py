"""What `_config.yml` says of the feeds, as jekyll-feed has it, and their hubs. No IO here.

https://github.com/jekyll/jekyll-feed#optional-configuration-options
"""

import re
from collections.abc import Iterator, Mapping

from handler.core.model.addressing.urls import address_of, path_in
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig, positive
from handler.core.site.social import image_of

_HUB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_MOST_HUBS = 3
MAXIMUM_ITEMS = 20


def size_of(site: SiteConfig) -> int:
    """How many posts a feed has: `feed: {posts_limit: …}`, up to as many as one call reads."""
    return min(positive(site.under("feed").get("posts_limit")) or MAXIMUM_ITEMS, MAXIMUM_ITEMS)


def old_path_of(site: SiteConfig) -> str:
    """Where readers of a Jekyll blog may know its feed: `feed: {path: …}`."""
    path = site.under("feed").get("path")
    return path_in(address_of(path)).rstrip("/") if isinstance(path, str) else ""


def is_excerpt_only(site: SiteConfig, entry: Entry) -> bool:
    """Whether a feed leaves out the text of a post."""
    return True in (site.under("feed").get("excerpt_only"), entry.seo.get("excerpt_only"))


def picture_of(context: SiteContext, name: str) -> str:
    """The absolute address of the `icon` or `logo` of feeds, or nothing."""
    given = context.site.under("feed").get(name)
    return image_of(context.links, given) if isinstance(given, str) and given else ""


def icon_of(context: SiteContext) -> str:
    """The absolute address of the author's own icon, or else the theme's."""
    links, icon = context.links, context.files.icon
    return links.absolute(icon) if icon else links.absolute_static("favicon.svg")


def hubs_of(site: SiteConfig) -> tuple[str, ...]:
    """The WebSub hubs that tell subscribers of new posts, which `websub` names."""
    return tuple(filter(None, map(_hub, _hubs(site.data))))[:_MOST_HUBS]


def misnamed_hubs(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Hubs that cannot be told: the setting, what is wrong, what to do."""
    for hub in _hubs(data):
        if hub and not _hub(hub):
            message = f"has a hub that is no web address: {str(hub)[:80]!r}; it is told nothing."
            yield "websub", message, "Write it as websub: https://hub.example/."


def _hubs(data: Mapping[str, Json]) -> list[Json]:
    given = data.get("websub")
    return given if isinstance(given, list) else [given]


def _hub(value: Json) -> str:
    return value if isinstance(value, str) and _HUB.fullmatch(value) else ""
