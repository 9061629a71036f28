"""Where jekyll-paginate and jekyll-archives had the listings of a blog. No IO here.

https://jekyllrb.com/docs/pagination/ and https://github.com/jekyll/jekyll-archives
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handler.core.model.addresses import Listing
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.terms import TermKind

_TAIL = re.compile(r"(?:/index)?(?:\.html?)?/?\Z", re.IGNORECASE)
_PAGE = re.compile(r"(?P<listing>.*)/page[/:_-]?(?P<number>\d{1,5})", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"(:[a-z_]+)")
_GROUPS = {
    ":num": r"(?P<number>\d{1,5})",
    ":year": r"(?P<year>\d{4})",
    ":month": r"(?P<month>0[1-9]|1[0-2])",
    **dict.fromkeys([":name", ":tag", ":cat", ":category", ":title", ":slug"], "(?P<name>[^/]+)"),
}
_PAGES = ("/page:num/", "/page/:num/")
_ARCHIVES: tuple[tuple[TermKind, str], ...] = (
    ("tag", "/tag/:name/"),
    ("category", "/category/:name/"),
    ("tag", "/tags/:name/"),
    ("category", "/categories/:name/"),
)


@dataclass(frozen=True, slots=True)
class OldListing:
    """A page of a listing as Jekyll numbers them; its term is as the address had it."""

    listing: Listing
    page: int = 1


def old_listing(path: str, site: SiteConfig) -> OldListing | None:
    """The listing that a path of Jekyll's plugins names, if it may be one."""
    plain = _TAIL.sub("", path)
    for template in (*_texts(site.data.get("paginate_path")), *_PAGES):
        if match := _pattern(template).fullmatch(plain):
            return OldListing(Listing("all"), int(match["number"]))
    numbered = _PAGE.fullmatch(plain)
    page = int(numbered["number"]) if numbered else 1
    for kind, template in (*_configured(site), *_ARCHIVES):
        match = _pattern(template).fullmatch(numbered["listing"] if numbered else plain)
        if match and (term := _term(kind, match.groupdict())):
            return OldListing(Listing(kind, term), page)
    return None


def _configured(site: SiteConfig) -> Iterator[tuple[TermKind, str]]:
    """What `jekyll-archives: permalinks` and the `autopages` of jekyll-paginate-v2 say."""
    archives = mapping(site.under("jekyll-archives").get("permalinks"))
    pages = site.under("autopages") or mapping(site.under("pagination").get("autopages"))
    plurals: dict[TermKind, str] = {"tag": "tags", "category": "categories"}
    kinds: tuple[TermKind, ...] = ("tag", "category", "year", "month")
    for kind in kinds:
        auto = mapping(pages.get(plurals.get(kind, "")))
        for template in (*_texts(archives.get(kind)), *_texts(auto.get("permalink"))):
            yield kind, template


def _texts(value: Json) -> list[str]:
    return [value] if isinstance(value, str) and ":" in value else []


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split("/" + _TAIL.sub("", template).strip("/"))
    groups, seen = [], set[str]()
    for part in parts:
        is_new = part in _GROUPS and part not in seen
        groups.append(_GROUPS[part] if is_new else re.escape(part))
        seen.add(part)
    if not any(name in parts for name in _GROUPS):
        return re.compile(r"(?!)")
    return re.compile("".join(groups), re.IGNORECASE)


def _term(kind: TermKind, found: dict[str, str]) -> str:
    match kind:
        case "year":
            return found.get("year", "")
        case "month":
            both = "year" in found and "month" in found
            return f"{found['year']}-{found['month']}" if both else ""
        case _:
            return found.get("name", "")
