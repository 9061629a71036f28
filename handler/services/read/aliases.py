"""Pages of the blog's own under other addresses: as programs elsewhere have them, or mistyped."""

import re
import unicodedata
from collections.abc import Collection

from handler.core.model.addressing.addresses import Content, Feed, parse, path_of
from handler.core.model.addressing.language_addresses import parse_in, split_language
from handler.core.model.addressing.paths import composed, fold
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
    r"/(?P<kind>tag|category)/(?:.*/)?(?P<term>[^/]+)/feed(?:/[a-z0-9]+)?/?"
)
_JEKYLL_FEED = re.compile(r"/feed/(?:by_tag/(?P<tag>[^/]+)|(?P<category>[^/]+))\.xml")


def alias_of(path: str, languages: Collection[str] = ()) -> str:
    """The page of the blog's own to which a path leads, if no file, post or page is there."""
    lang, rest = split_language(_spelt(path, languages), languages)
    if lang:
        return _alias_in(lang, rest, path)
    if alias := _ALIASES.get(path.rstrip("/").casefold()) or _old_feed(path):
        return alias if alias != path else ""
    # What ends in `.html` is no tag: Jekyll's plugins had such listings.
    for variant in (path,) if path.endswith(".html") else (path, path + "/"):
        plain = unicodedata.normalize("NFKC", variant).casefold().removesuffix("index.html")
        if not isinstance(address := parse(plain), Content) and path_of(address) != path:
            return path_of(address)
    return ""


def _spelt(path: str, languages: Collection[str]) -> str:
    """A path with the folder of a language as that is spelt, closed if it is but that."""
    for lang in languages:
        folder, rest = path[: len(lang) + 1], path[len(lang) + 1 :]
        is_same = folder.replace("_", "-").casefold() == f"/{lang}".casefold()
        if is_same and rest[:1] in ("", "/"):
            return f"/{lang}{rest or '/'}"
    return path


def _alias_in(lang: str, rest: str, path: str) -> str:
    """The page of a language to which a path in its folder leads."""
    meant = alias_of(rest) or rest
    found = next((m for each in (meant, f"{meant}/") if (m := _own_in(lang, each))), "")
    return found if found != path else ""


def _own_in(lang: str, rest: str) -> str:
    address = parse_in(f"/{lang}{rest}", (lang,))
    return "" if isinstance(address, Content) else path_of(address)


def untranslated(path: str, languages: Collection[str]) -> tuple[str, ...]:
    """Where a text is whose language is spelt otherwise, or that has no version in it.

    Polyglot has every text in the folder of each language.
    """
    spelt = _spelt(path, languages)
    lang, rest = split_language(spelt, languages)
    return tuple(dict.fromkeys([fold(spelt), composed(rest), fold(rest)])) if lang else ()


def _old_feed(path: str) -> str:
    """The feed of a tag or category, for where jekyll-feed and WordPress have it."""
    if match := _WORDPRESS_FEED.fullmatch(path):
        of: TermKind = "tag" if match["kind"] == "tag" else "category"
        return path_of(Feed(of, term_slug(match["term"]), "atom"))
    match = _JEKYLL_FEED.fullmatch(path)
    if match is None:
        return ""
    kind: TermKind = "tag" if match["tag"] else "category"
    return path_of(Feed(kind, term_slug(match["tag"] or match["category"]), "atom"))
