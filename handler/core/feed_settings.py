"""What `_config.yml` says of the feeds, as jekyll-feed has it, and their hubs. No IO here.

https://github.com/jekyll/jekyll-feed#optional-configuration-options
"""

import re

from handler.core.model import Entry, Json, SiteConfig
from handler.core.social import image_of
from handler.core.views import Frame

_HUB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_MOST_HUBS = 3
MAXIMUM_ITEMS = 20


def size_of(site: SiteConfig) -> int:
    """How many posts a feed has: `feed: {posts_limit: …}`, up to as many as one call reads."""
    given = _settings(site).get("posts_limit")
    is_number = isinstance(given, int) and not isinstance(given, bool) and given > 0
    return min(int(str(given)), MAXIMUM_ITEMS) if is_number else MAXIMUM_ITEMS


def old_path_of(site: SiteConfig) -> str:
    """Where readers of a Jekyll blog may know its feed: `feed: {path: …}`."""
    path = _settings(site).get("path")
    return "/" + path.strip("/") if isinstance(path, str) and path.strip("/") else ""


def is_excerpt_only(site: SiteConfig, entry: Entry) -> bool:
    """Whether a feed leaves out the text of a post."""
    return True in (_settings(site).get("excerpt_only"), entry.seo.get("excerpt_only"))


def picture_of(frame: Frame, name: str) -> str:
    """The absolute address of the `icon` or `logo` of feeds, or nothing."""
    given = _settings(frame.site).get(name)
    return image_of(frame.links, given) if isinstance(given, str) and given else ""


def hubs_of(site: SiteConfig) -> tuple[str, ...]:
    """The WebSub hubs that tell subscribers of new posts, which `websub` names."""
    given = site.data.get("websub")
    found = given if isinstance(given, list) else [given]
    return tuple(hub for hub in found if isinstance(hub, str) and _HUB.fullmatch(hub))[:_MOST_HUBS]


def _settings(site: SiteConfig) -> dict[str, Json]:
    given = site.data.get("feed")
    return given if isinstance(given, dict) else {}
