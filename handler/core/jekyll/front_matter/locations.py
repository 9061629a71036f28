"""Where posts and pages are: their paths, and others under which they may be looked for. No IO."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.addressing.addresses import parse
from handler.core.model.addressing.permalinks import (
    PostName,
    other_paths,
    page_path,
    post_path,
    template_for,
    with_suffix,
    without_host,
)
from handler.core.model.addressing.reserved import heads_listing, is_reserved
from handler.core.model.collections import collection_of, relative_key, settings_of
from handler.core.model.entries import SiteConfig, mapping
from handler.core.yaml.dates import local_time
from handler.core.yaml.scalars import as_text

_OWN_PAGES = frozenset(
    ["/index.html", "/tags.html", "/categories.html", "/archive.html", "/search.html", "/search/"]
)
_FIX = "Write a permalink such as /about/ or /:categories/:title/."


def name_of(
    key: str,
    site: SiteConfig,
    slug: str,
    categories: Sequence[str] = (),
    date: datetime | None = None,
) -> PostName:
    """What the path of a post, or of a document of a collection, is made of."""
    moment = local_time(date, site.timezone) if date else None
    of = collection_of(key, site) or "posts"
    return PostName(relative_key(key, site), slug, categories, moment, of)


def post_paths(fields: Fields, site: SiteConfig, name: PostName) -> tuple[str, tuple[str, ...]]:
    """The path of a post, and others under which a builder elsewhere would have put it."""
    template = read_permalink(fields) or _post_template(site)
    path = _checked(fields, template, name)
    if name.date and is_reserved(path):
        message = f"has the address {path}, which the blog itself serves."
        raise fields.error("permalink", message, _FIX)
    elsewhere = [path]
    if name.date and not site.timezone:
        there = replace(name, date=name.date.astimezone(UTC))
        elsewhere.append(_checked(fields, template, there))
    aliases = [*elsewhere, *(other for each in elsewhere for other in other_paths(each))]
    return path, tuple(alias for alias in dict.fromkeys(aliases) if alias != path)


def location_of_page(fields: Fields, key: str, site: SiteConfig, slug: str) -> str:
    """The path of a page; those in `_pages` may form a collection."""
    permalink = read_permalink(fields)
    if key.startswith("_pages/") and isinstance(site.collections.get("pages"), dict):
        template = permalink or pattern_of("pages", site)
        return _checked(fields, template, PostName(key, slug, collection="pages"))
    included = site.data.get("include")
    if not (isinstance(included, list) and "_pages" in included):
        key = key.removeprefix("_pages/")
    try:
        return page_path(key, site.permalink, permalink)
    except ValueError as error:
        raise fields.error("permalink", str(error), _FIX) from None


def paths_in_collection(
    fields: Fields, site: SiteConfig, name: PostName
) -> tuple[str, tuple[str, ...]]:
    """The path of a document of a collection, and others under which it may be looked for."""
    path = _checked(fields, read_permalink(fields) or pattern_of(name.collection, site), name)
    return path, other_paths(path)


def pattern_of(collection: str, site: SiteConfig) -> str:
    """The pattern of the addresses of a collection."""
    own = as_text(settings_of(collection, site).get("permalink"))
    return own or with_suffix("/:collection/:path", site.permalink)


def read_permalink(fields: Fields) -> str:
    """The permalink, without the host of one that was written as a whole address."""
    written = as_text(fields.values.get("permalink")).strip()
    permalink = without_host(written)
    if permalink != written:
        message = f"has a permalink that is a whole address; its path counts: {permalink or '/'}."
        fields.warn("permalink", message, "Write only the path, as in /about/.")
    return permalink


def _post_template(site: SiteConfig) -> str:
    pattern = as_text(mapping(site.collections.get("posts")).get("permalink"))
    return template_for(pattern or site.permalink)


def _checked(fields: Fields, template: str, name: PostName) -> str:
    try:
        return post_path(template, name)
    except ValueError as error:
        raise fields.error("permalink", str(error), _FIX) from None


def is_taken(fields: Fields, path: str) -> bool:
    """Whether a page would be where the blog itself has one, which its author is told."""
    is_own = is_reserved(path) and not heads_listing(parse(path))
    if not (is_own or path in _OWN_PAGES):
        return False
    message = f"has the address {path}, which Coldpress serves itself."
    fields.warn("permalink", message, "Delete it, or give it another permalink.")
    return True
