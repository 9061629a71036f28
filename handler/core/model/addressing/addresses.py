"""The blog's own addresses: which page a path names, and the path of each page. No IO here.

Paths here are unescaped and without stage prefix or `baseurl`. What is not one of the
blog's own pages is content: a post, a page, a redirect or an asset.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from handler.core.model.periods import utc
from handler.core.model.terms import TermKind, term_slug

NOT_FOUND = "/404.html"
"""Where the author's own page for what is not found is."""
ListKind = Literal["all"] | TermKind
Format = Literal["atom", "json"]

TERM_FOLDERS: dict[str, TermKind] = {"tags": "tag", "categories": "category", "authors": "author"}
TERM_KINDS = frozenset(TERM_FOLDERS.values())
"""Of these a listing has a feed, a head that tells of it, and may have a page of its author's."""
FEED_NAMES: dict[str, Format] = {"feed.xml": "atom", "feed.json": "json"}
_FOLDERS: dict[str, str] = {kind: f"/{folder}/" for folder, kind in TERM_FOLDERS.items()}
_STAMP = "%Y%m%dT%H%M%SZ"
_NUMBERED = re.compile(r"(?:p|page_id|attachment_id)=[0-9]{1,10}")
"""What names a text by its number, as WordPress does."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of a listing starts: strictly before or after one post, newest first."""

    direction: Literal["before", "after"]
    date: datetime
    path: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing of posts: home, or a tag, category, author, year or month."""

    kind: ListKind
    term: str = ""
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """The page of a tag's, category's or author's posts that begins with those of a year."""

    kind: TermKind
    term: str
    year: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The index of all tags, categories or authors, or (`year`) the archive of years and months."""

    kind: Literal["tag", "category", "author", "year"]


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest posts of a listing, for feed readers."""

    kind: ListKind
    term: str
    format: Format


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The sitemap, or with `part` (`2017-12` or `pages`) one part of it."""

    part: str = ""


@dataclass(frozen=True, slots=True)
class Robots:
    """What programs are told of the blog: `robots.txt`, or for language models `llms.txt`."""

    file: Literal["robots.txt", "llms.txt"] = "robots.txt"


@dataclass(frozen=True, slots=True)
class Search:
    """The search; what is looked for is no part of its path."""


@dataclass(frozen=True, slots=True)
class Export:
    """A post for programs: as its author wrote it (`md`), or as data (`json`).

    `stem` is the path without its ending, which folds as the post's own path does.
    """

    stem: str
    format: Literal["md", "json"]


@dataclass(frozen=True, slots=True)
class Content:
    """A path that posts, pages, redirects and assets may own."""

    path: str


Address = Listing | Jump | Terms | Feed | Sitemap | Robots | Search | Content

# Python takes the digits of every script for digits: each address would have a billion others.
_CURSOR = re.compile(
    r"(?P<listing>/(?:.*/)?)(?P<way>before|after)/(?P<stamp>[0-9]{8}T[0-9]{6}Z)(?P<path>/.*)"
)
_FOLDER = f"/(?P<folder>{'|'.join(TERM_FOLDERS)})/(?P<term>[^/]+)/"
_TERM = re.compile(_FOLDER + r"(?P<feed>feed\.xml|feed\.json)?")
_JUMP = re.compile(_FOLDER + r"(?P<year>[0-9]{4})/")
_PERIOD = re.compile(r"/(?P<year>[0-9]{4})/(?:(?P<month>0[1-9]|1[0-2])/)?")
_EXPORT = re.compile(r"(/.*[^/])\.(md|json)")
_SITEMAP = re.compile(r"/sitemap-(?P<part>pages|[0-9]{4}-(?:0[1-9]|1[0-2]))\.xml")
_FIXED: dict[str, Address] = {
    "/": Listing("all"),
    "/tags/": Terms("tag"),
    "/categories/": Terms("category"),
    "/authors/": Terms("author"),
    "/archive/": Terms("year"),
    "/feed.xml": Feed("all", "", "atom"),
    "/feed.json": Feed("all", "", "json"),
    "/sitemap.xml": Sitemap(),
    "/robots.txt": Robots(),
    "/llms.txt": Robots("llms.txt"),
    "/search": Search(),
}


def numbered(path: str, query: str) -> str:
    """The path of an old address that names a text by its number; nothing for other queries."""
    return f"{path}?{query}" if _NUMBERED.fullmatch(query) else ""


def parse(path: str) -> Address:
    """What a path names; one that is not just as the blog would write it is content."""
    found = (
        _FIXED.get(path)
        or _parse_term(path)
        or _parse_jump(path)
        or _parse_period(path)
        or _parse_sitemap(path)
        or _parse_cursor(path)
    )
    return found if found and path_of(found) == path else Content(path)


def _parse_term(path: str) -> Address | None:
    match = _TERM.fullmatch(path)
    if not match or term_slug(match["term"]) != match["term"]:
        return None
    kind = TERM_FOLDERS[match["folder"]]
    if match["feed"]:
        return Feed(kind, match["term"], FEED_NAMES[match["feed"]])
    return Listing(kind, match["term"])


def _parse_jump(path: str) -> Jump | None:
    match = _JUMP.fullmatch(path)
    return Jump(TERM_FOLDERS[match["folder"]], match["term"], match["year"]) if match else None


def _parse_period(path: str) -> Listing | None:
    match = _PERIOD.fullmatch(path)
    if not match:
        return None
    if match["month"]:
        return Listing("month", f"{match['year']}-{match['month']}")
    return Listing("year", match["year"])


def _parse_sitemap(path: str) -> Sitemap | None:
    match = _SITEMAP.fullmatch(path)
    return Sitemap(match["part"]) if match else None


def _parse_cursor(path: str) -> Listing | None:
    match = _CURSOR.fullmatch(path)
    if not match:
        return None
    listing = parse(match["listing"]) if match["listing"].count("/") <= 3 else None
    date = _parse_stamp(match["stamp"])
    if not isinstance(listing, Listing) or listing.cursor or date is None:
        return None
    way: Literal["before", "after"] = "before" if match["way"] == "before" else "after"
    return Listing(listing.kind, listing.term, Cursor(way, date, match["path"]))


def _parse_stamp(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def path_of(address: Address) -> str:
    """The canonical path of a page."""
    match address:
        case Content(path):
            return path
        case Listing(kind, term, cursor):
            return _listing_path(kind, term) + (_cursor_path(cursor) if cursor else "")
        case Jump(kind, term, year):
            return f"{_listing_path(kind, term)}{year}/"
        case Feed(kind, term, form):
            return _listing_path(kind, term) + ("feed.xml" if form == "atom" else "feed.json")
        case Terms(kind):
            return "/archive/" if kind == "year" else _FOLDERS[kind]
        case Sitemap(part):
            return f"/sitemap-{part}.xml" if part else "/sitemap.xml"
        case Robots(file):
            return f"/{file}"
        case Search():  # pragma: no branch - mypy knows of no other
            return "/search"


def _listing_path(kind: ListKind, term: str) -> str:
    folder = _FOLDERS.get(kind, "/")
    return folder + (term.replace("-", "/") if kind == "month" else term) + ("/" if term else "")


def _cursor_path(cursor: Cursor) -> str:
    stamp = re.sub("[-:]", "", utc(cursor.date))
    return f"{cursor.direction}/{stamp}{cursor.path}"


def export_of(path: str) -> Export | None:
    """What a content path may be beside a file: the post at the path before `.md` or `.json`."""
    match = _EXPORT.fullmatch(path)
    return Export(match[1], "md" if match[2] == "md" else "json") if match else None


def export_path(path: str, form: Literal["md", "json"]) -> str:
    """Where a post at a path is to be had for programs."""
    return f"{path.rstrip('/').removesuffix('.html')}.{form}"
