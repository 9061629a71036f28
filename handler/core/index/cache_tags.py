"""Cache tags: which a page carries, and which a change touches, side by side. No IO here.

| tag | a page carries it if it … | touched when … |
|---|---|---|
| `site` | is a page at all | configuration, template, icon, style or a page changes |
| `shared` | shows bodies | configuration, include or data changes |
| `links` | shows bodies | name, path or title of a post, path of a page or a document changes |
| `related` | names related posts | a post vanishes, or its title, date or path changes |
| `images` | shows bodies or lists | size or copies of a picture change |
| `path#PATH` | is the page at that path | what the path shows changes |
| `list#KIND#TERM` | shows those posts | a row of that listing changes |
| `list#documents` | is a sitemap | a page of a collection changes |
| `terms#KIND` | names or counts terms | a count of that kind changes |
| `data#KIND` | heads posts of a tag, category or author | data that tells of these changes |

A tag that a page carries follows from its path alone, so that page and generations are read in one
call. A page whose body uses no shared content or links of other posts drops those two, one without
pictures of the blog `images`, and one without related posts `related`. A new post touches no
`related`: pages name it once they are rendered again for another reason. A post's pages in a
series are touched one by one.
"""

from collections.abc import Iterable

from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Feed,
    Jump,
    Listing,
    Robots,
    Search,
    Sitemap,
    Terms,
    export_of,
    path_of,
)
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.reserved import heads_listing, is_yielding, listing_below
from handler.core.model.entries import Kind
from handler.core.model.writes import Key


def list_tag(kind: str, term: str) -> str:
    """The tag of a listing, which is also the partition of its rows."""
    return f"list#{kind}#{term}" if term else f"list#{kind}"


def profile_tag(kind: str) -> str:
    """The tag of what data tells of the terms of a kind."""
    return f"data#{kind}"


_BODIES = ("shared", "links", "images")


def tags_on_page(address: Address) -> tuple[str, ...]:
    """The cache tags of the page at an address."""
    return ("site", *_own_tags(address))


def _own_tags(address: Address) -> tuple[str, ...]:
    """What a page shows; one that a file may take the place of has the tags of that as well."""
    shared = heads_listing(address) or is_yielding(address)
    of_file = _content_tags(path_of(address)) if shared else ()
    return tuple(dict.fromkeys([*_tags_of(address), *of_file]))


def _tags_of(address: Address) -> tuple[str, ...]:
    match address:
        case Listing("all", _, None):
            return (*_BODIES, f"path#{path_of(address)}", *_list_tags("all", ""))
        case Listing(kind, term):
            headed = (profile_tag(kind),) if heads_listing(address) else ()
            return ("images", *_list_tags(kind, term), *headed)
        case Feed(kind, term):
            headed = (profile_tag(kind),) if term else ()
            return (*_BODIES, *_list_tags(kind, term), *headed)
        case Terms(kind):
            archive = ("terms#year", "terms#month", *_list_tags("all", ""))
            return archive if kind == "year" else (f"terms#{kind}",)
        case Sitemap(part):
            return _sitemap_tags(part)
        case Robots(file):
            lists = _list_tags("all", "") if file == "llms.txt" else ()
            return (*_BODIES, f"path#{path_of(address)}", *lists)
        case Search() | Jump():
            return ()
        case Content(path):  # pragma: no branch - mypy knows of no other
            below = listing_below(path)
            return (*_content_tags(path), *(_tags_of(below) if below else ()))


def _content_tags(path: str) -> tuple[str, ...]:
    export = export_of(path)
    of_post = (f"path#{fold(export.stem)}",) if export else ()
    return (*_BODIES, "related", f"path#{fold(path)}", *of_post)


def _list_tags(kind: str, term: str) -> tuple[str, ...]:
    return (list_tag(kind, term), f"terms#{kind}") if term else (list_tag(kind, term),)


_IN_PAGES = ("list#documents", "terms#author")


def _sitemap_tags(part: str) -> tuple[str, ...]:
    if part == "pages":
        return _IN_PAGES
    return (list_tag("month", part),) if part else ("list#all", "terms#month", *_IN_PAGES)


_TOUCHED_BY_KIND: dict[Kind, tuple[str, ...]] = {
    "config": ("site", "shared"),
    "include": ("shared",),
    "data": ("shared",),
    "template": ("site",),
}


_SPECIAL_LISTS = {
    "list#pages": "site",
    "list#scheduled": "",
    "list#pinned": "",
    "list#data": "shared",
}


def tags_touched_by(kind: Kind, changed: Iterable[Key]) -> frozenset[str]:
    """The cache tags that a change of these items of a source of this kind invalidates."""
    tags = set(_TOUCHED_BY_KIND.get(kind, ()))
    for key in changed:
        folder = key.pk.split("#", 1)[0]
        if folder in {"list", "terms", "path"}:
            tags.add(_SPECIAL_LISTS.get(key.pk, key.pk))
        elif folder in {"name", "collection"}:
            tags.add("links")
    return frozenset(tags - {""})
