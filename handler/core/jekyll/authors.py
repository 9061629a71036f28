"""Authors that front matter names by a key of `_data/authors.yml`, as jekyll-seo-tag has them.

No IO here.
"""

from dataclasses import replace
from functools import partial

from handler.core.html.shortening import shorten
from handler.core.jekyll.documents import Document
from handler.core.liquid import Need
from handler.core.model.addressing.urls import link_address
from handler.core.model.entries import Entry, Json, mapping
from handler.core.site.pictures.site import PICTURES

MAXIMUM_BIO = 300
"""Characters, as each row of a list holds it."""
_PEOPLE = Need("data", "authors")


def people_needed(document: Document) -> frozenset[Need]:
    """What tells who the authors of a document are, if it may name one by a key: a single word."""
    given = document.front_matter.get("authors") or document.front_matter.get("author")
    names = given if isinstance(given, list) else [given]
    is_key = any(isinstance(name, str) and len(name.split()) == 1 for name in names)
    return frozenset([_PEOPLE]) if is_key else frozenset()


def with_people(entry: Entry, data: Json) -> Entry:
    """An entry whose authors have the names, and the first its address and account, of the data."""
    known = mapping(mapping(data).get("authors"))
    if not known or not entry.authors:
        return entry
    people = [(key, known.get(key)) for key in entry.authors]
    names = tuple(_text(person, "name") or key for key, person in people)
    first = people[0][1]
    found: dict[str, Json] = {
        "author_url": _address(first),
        "creator": _text(first, "twitter"),
        "author_picture": next(filter(None, map(partial(_picture, first), PICTURES)), ""),
        "author_bio": shorten(_text(first, "bio"), MAXIMUM_BIO),
    }
    return replace(entry, authors=names, seo={n: v for n, v in found.items() if v} | {**entry.seo})


def _text(person: Json, name: str) -> str:
    value = mapping(person).get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _picture(person: Json, name: str) -> str:
    return link_address(_text(person, name))


def _address(person: Json) -> str:
    return link_address(_text(person, "url") or _text(person, "uri"))
