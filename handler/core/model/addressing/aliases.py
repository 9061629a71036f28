"""Addresses that other programs have for what a blog has elsewhere. No IO here."""

import re
import unicodedata

from handler.core.model.addressing.addresses import Content, Feed, parse, path_of
from handler.core.model.terms import TermKind, term_slug

_ALIASES = {
    "/atom.xml": "/feed.xml",
    "/rss.xml": "/feed.xml",
    "/index.xml": "/feed.xml",
    "/feed": "/feed.xml",
    "/rss": "/feed.xml",
    **dict.fromkeys(("/feed/atom", "/feed/rss", "/feed/rss2", "/comments/feed"), "/feed.xml"),
    "/search": "/search",
    "/search.html": "/search",
}
_WORDPRESS_FEED = re.compile(
    r"/(?P<kind>tag|category|author)/(?:.*/)?(?P<term>[^/]+)/feed(?:/[a-z0-9]+)?/?"
)
_WORDPRESS: dict[str, TermKind] = {"tag": "tag", "category": "category", "author": "author"}
_OTHER_FORM = re.compile(r"(?P<path>/.*[^/])/(?:amp|feed|embed)/?")
"""Where WordPress and Ghost have a post once more, for other programs."""
_JEKYLL_FEED = re.compile(r"/feed/(?:by_tag/(?P<tag>[^/]+)|(?P<category>[^/]+))\.xml")


def alias_of(path: str) -> str:
    """The page of the blog's own to which a path leads, if no file, post or page is there."""
    if alias := _ALIASES.get(path.rstrip("/").casefold()) or _old_feed(path):
        return alias if alias != path else ""
    # What ends in `.html` is no tag: Jekyll's plugins had such listings.
    for variant in (path,) if path.endswith(".html") else (path, path + "/"):
        plain = unicodedata.normalize("NFKC", variant).casefold().removesuffix("index.html")
        if not isinstance(address := parse(plain), Content) and path_of(address) != path:
            return path_of(address)
    return ""


def other_forms(path: str) -> tuple[str, ...]:
    """Where the post itself is, if a path is that of another form of it."""
    match = _OTHER_FORM.fullmatch(path)
    return (match["path"],) if match else ()


def _old_feed(path: str) -> str:
    """The feed of a tag, category or author, for where jekyll-feed and WordPress have it."""
    if match := _WORDPRESS_FEED.fullmatch(path):
        return path_of(Feed(_WORDPRESS[match["kind"]], term_slug(match["term"]), "atom"))
    match = _JEKYLL_FEED.fullmatch(path)
    if match is None:
        return ""
    kind: TermKind = "tag" if match["tag"] else "category"
    return path_of(Feed(kind, term_slug(match["tag"] or match["category"]), "atom"))
