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
| `list#lang#LANG` | is of that language's own pages | a row of that listing changes |
| `list#documents` | is a sitemap | a page of a collection changes |
| `terms#KIND` | names or counts terms | a count of that kind changes |

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
from handler.core.model.addressing.language_addresses import language_of
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import Kind
from handler.core.model.writes import Key


def list_tag(kind: str, term: str) -> str:
    """The tag of a listing, which is also the partition of its rows."""
    kind = "lang" if kind == "archive" else kind
    return f"list#{kind}#{term}" if term else f"list#{kind}"


_BODIES = ("shared", "links", "images")


def tags_on_page(address: Address) -> tuple[str, ...]:
    """The cache tags of the page at an address.

    Where a page of a language is, the author may have one that goes before.
    """
    if lang := language_of(address):
        return ("site", *_own_tags(Content(path_of(address))), list_tag("lang", lang))
    return ("site", *_own_tags(address))


def _own_tags(address: Address) -> tuple[str, ...]:
    match address:
        case Listing("all", _, None):
            return (*_BODIES, f"path#{path_of(address)}", *_list_tags("all", ""))
        case Listing(kind, term):
            return ("images", *_list_tags(kind, term))
        case Feed(kind, term):
            return (*_BODIES, *_list_tags(kind, term))
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
            export = export_of(path)
            of_post = (f"path#{fold(export.stem)}",) if export else ()
            return (*_BODIES, "related", f"path#{fold(path)}", *of_post)


def _list_tags(kind: str, term: str) -> tuple[str, ...]:
    return (list_tag(kind, term), f"terms#{kind}") if term else (list_tag(kind, term),)


def _sitemap_tags(part: str) -> tuple[str, ...]:
    if part == "pages":
        return ("list#documents",)
    return (list_tag("month", part),) if part else ("list#all", "terms#month", "list#documents")


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
