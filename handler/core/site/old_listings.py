"""Where jekyll-paginate, jekyll-archives and others had the listings of a blog. No IO here.

https://jekyllrb.com/docs/pagination/ and https://github.com/jekyll/jekyll-archives
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from handler.core.model.addressing.addresses import TERM_FOLDERS, Listing, Terms
from handler.core.model.entries import Json, SiteConfig, mapping, positive
from handler.core.model.terms import TermKind

_TAIL = re.compile(r"(?:/index)?(?:\.html?)?/?\Z", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"(:[a-z_]+)")
_GROUPS = {
    ":num": r"(?P<number>[0-9]{1,5})",
    ":year": r"(?P<year>[0-9]{4})",
    ":month": r"(?P<month>0[1-9]|1[0-2])",
    ":day": r"(?P<day>[0-3][0-9])",
    **dict.fromkeys(
        [":name", ":tag", ":cat", ":category", ":author", ":title", ":slug"], "(?P<name>[^/]+)"
    ),
}
_PAGES = ("/page:num/", "/page/:num/", "/page-:num/", "/page_:num/", "/page::num/")
# Days have no listing of their own here.
_ARCHIVED: tuple[tuple[str, TermKind], ...] = (
    *(("tag", "tag"), ("category", "category")),
    *(("year", "year"), ("month", "month"), ("day", "month")),
)
_PAGED: tuple[tuple[str, TermKind], ...] = tuple(TERM_FOLDERS.items())
_ARCHIVES: tuple[tuple[TermKind, str], ...] = (
    ("tag", "/tag/:name/"),
    ("category", "/category/:name/"),
    ("author", "/author/:name/"),
    ("tag", "/tags/:name/"),
    ("category", "/categories/:name/"),
    ("author", "/authors/:name/"),
    ("year", "/:year/"),
    ("month", "/:year/:month/"),
)
_INDEXES: dict[str, Terms] = {
    **dict.fromkeys(["/tag", "/tags"], Terms("tag")),
    **dict.fromkeys(["/category", "/categories"], Terms("category")),
    **dict.fromkeys(["/author", "/authors"], Terms("author")),
    **dict.fromkeys(["/archive", "/archives"], Terms("year")),
}
_DAY = "/:year/:month/:day/"


@dataclass(frozen=True, slots=True)
class OldListing:
    """A page of a listing as Jekyll numbers them; its term is as the address had it."""

    listing: Listing
    page: int = 1


def old_listing(path: str, site: SiteConfig) -> OldListing | None:
    """The listing that a path of Jekyll's plugins names, if it may be one."""
    plain = _TAIL.sub("", path)
    if number := _number(plain, _texts(site.data.get("paginate_path"))):
        return OldListing(Listing("all"), number)
    before, page = _page(plain, site)
    if not before and before != plain:
        return OldListing(Listing("all"), page)
    for kind, template in (*_configured(site), *_ARCHIVES):
        match = _pattern(template).fullmatch(before)
        if match and (term := _term(kind, match.groupdict())):
            return OldListing(Listing(kind, term), page)
    return None


def old_index(path: str) -> Terms | None:
    """The index of all tags, categories or years that a path of a theme's names, if any."""
    return _INDEXES.get(_TAIL.sub("", path).casefold())


def page_size(site: SiteConfig) -> int:
    """How many posts a page of Jekyll's had."""
    return positive(site.under("pagination").get("per_page")) or site.paginate


def _number(plain: str, templates: Iterable[str]) -> int:
    """The page of the blog's front that a path is by one of these, and 0 if it is none.

    Jekyll has the first page in the folder around the others.
    """
    for template in filter(_is_numbered, templates):
        if match := _pattern(template).fullmatch(plain):
            return int(match["number"])
        if plain and plain == "/" + template.strip("/").rpartition("/")[0]:
            return 1
    return 0


def _page(plain: str, site: SiteConfig) -> tuple[str, int]:
    """The path of a listing without what says which page of it is meant, and that page."""
    own = filter(_is_numbered, _texts(site.under("pagination").get("permalink")))
    for template in (*own, *_PAGES):
        if match := _pattern(template, "(?P<listing>.*)").fullmatch(plain):
            return match["listing"], int(match["number"])
    return plain, 1


def _configured(site: SiteConfig) -> Iterator[tuple[TermKind, str]]:
    """What `jekyll-archives: permalinks` and the `autopages` of jekyll-paginate-v2 say."""
    archives = mapping(site.under("jekyll-archives").get("permalinks"))
    for name, kind in _ARCHIVED:
        yield from ((kind, text) for text in _texts(archives.get(name)))
    for name, kind in _PAGED:
        template = mapping(site.under("autopages").get(name)).get("permalink")
        yield from ((kind, text) for text in _texts(template))
    if site.under("jekyll-archives") and "day" not in archives:
        yield "month", _DAY


def _is_numbered(template: str) -> bool:
    return ":num" in _PLACEHOLDER.split(template)


def _texts(value: Json) -> list[str]:
    return [value] if isinstance(value, str) and ":" in value else []


@lru_cache(64)
def _pattern(template: str, before: str = "") -> re.Pattern[str]:
    parts = _PLACEHOLDER.split("/" + _TAIL.sub("", template).strip("/"))
    groups, seen = [], set[str]()
    for part in parts:
        group = _GROUPS.get(part, "")
        groups.append(group if group and group not in seen else re.escape(part))
        seen.add(group)
    if not any(name in parts for name in _GROUPS):
        return re.compile(r"(?!)")
    return re.compile(before + "".join(groups), re.IGNORECASE)


def _term(kind: TermKind, found: dict[str, str]) -> str:
    match kind:
        case "year":
            return found.get("year", "")
        case "month":
            both = "year" in found and "month" in found
            return f"{found['year']}-{found['month']}" if both else ""
        case _:
            return found.get("name", "")
