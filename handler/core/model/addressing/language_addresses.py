"""The addresses of the blog's own pages in one of its languages: `/ko/`, `/ko/archive/` … No IO.

Only languages in use have any: all other paths mean what they mean on a blog in one language.
"""

from collections.abc import Collection
from dataclasses import replace

from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Feed,
    Jump,
    Listing,
    Search,
    parse,
    path_of,
)

_ARCHIVE = "/archive"


def parse_in(path: str, languages: Collection[str]) -> Address:
    """What a path names on a blog that has pages of their own for these languages."""
    lang, rest = split_language(path, languages)
    if not lang:
        return parse(path)
    found = _in_archive(lang, rest) if rest.startswith(f"{_ARCHIVE}/") else _in_language(lang, rest)
    return found if found and path_of(found) == path else Content(path)


def split_language(path: str, languages: Collection[str]) -> tuple[str, str]:
    """The language whose folder a path is in, and what follows; no language for other paths."""
    lang, slash, rest = path[1:].partition("/")
    return (lang, slash + rest) if slash and lang in languages else ("", path)


def language_of(address: Address) -> str:
    """The language that a page is for; empty for one that is for all of them."""
    match address:
        case Listing("lang" | "archive", term) | Feed("lang", term) | Jump("archive", term):
            return term
        case Search(lang):
            return lang
    return ""


def front_in(lang: str) -> Listing:
    """The home page of a language; of all without one."""
    return Listing("lang", lang) if lang else Listing("all")


def _in_language(lang: str, rest: str) -> Address | None:
    match parse(rest):
        case Listing("all") as listing:
            return replace(listing, kind="lang", term=lang)
        case Feed("all", _, form):
            return Feed("lang", lang, form)
        case Search():
            return Search(lang)
    return None


def _in_archive(lang: str, rest: str) -> Address | None:
    match parse(rest.removeprefix(_ARCHIVE)):
        case Listing("all") as listing:
            return replace(listing, kind="archive", term=lang)
        case Listing("year", year, None):
            return Jump("archive", lang, year)
    return None
