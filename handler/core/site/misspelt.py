"""Names of settings that are one slip away from one that means something. No IO here."""

from collections.abc import Iterator, Mapping

from handler.core.model.entries import Json
from handler.core.model.languages.misspellings import meant

_NAMES = (
    *("ai_crawlers", "author", "authors", "baseurl", "collections", "comments", "copyright"),
    *("defaults", "description", "exclude", "excerpt_separator", "feed", "future", "github"),
    *("google_site_verification", "header_pages", "include", "kramdown", "lang", "links"),
    *("locale", "logo", "markdown", "mastodon", "paginate", "paginate_path", "permalink"),
    *("plugins", "repository", "sanitize", "social", "tagline", "theme", "timezone", "title"),
    *("twitter", "twitter_username", "url", "webmaster_verifications", "words"),
)
_COMMON = {"authors", "email", "rights", "source", "name", "logos", "word"}
"""Names that blogs have for themselves, although they are like others."""


def misspelt(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """The name, what is wrong with it, and the remedy, of each setting that was mistyped."""
    for name in data:
        word = "" if name in _COMMON else meant(name, _NAMES)
        if word and word not in data:
            yield name, f"sets {name}, which means nothing.", f"Write {word}, if you mean that."
