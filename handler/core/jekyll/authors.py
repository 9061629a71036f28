"""Authors that front matter names by a key of `_data/authors.yml`, as jekyll-seo-tag has them.

No IO here.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from handler.core.html.shortening import shorten
from handler.core.jekyll.documents import Document
from handler.core.liquid import Need
from handler.core.model.addressing.urls import link_address
from handler.core.model.entries import Entry, Json, mapping
from handler.core.model.terms import term_slug
from handler.core.site.descriptions import in_words
from handler.core.site.pictures.site import PICTURES

MAXIMUM_BIO = 300
"""Characters, as each row of a list holds it."""
_PEOPLE = Need("people", "")


def people_needed(document: Document) -> frozenset[Need]:
    """What tells who the authors of a document are, if it names any in words."""
    given = document.front_matter.get("authors") or document.front_matter.get("author")
    names = given if isinstance(given, list) else [given]
    is_named = any(isinstance(name, str) and name.strip() for name in names)
    return frozenset([_PEOPLE]) if is_named else frozenset()


def with_people(entry: Entry, people: Json) -> Entry:
    """An entry whose authors have the names, and the first its address and account, of the data.

    An author is known by a key or by a name there, and keeps the slug of the key.
    """
    known = mapping(people)
    if not known or not entry.authors:
        return entry
    keys = _keys_by_slug(known)
    found = [keys.get(term_slug(name), name) for name in entry.authors]
    persons = [known.get(key) for key in found]
    names = tuple(_text(person, "name") or key for key, person in zip(found, persons, strict=True))
    slugs = tuple(map(term_slug, found))
    first = persons[0]
    told: dict[str, Json] = {
        "author_url": _address(first),
        "creator": _text(first, "twitter"),
        "author_picture": next(filter(None, map(partial(_picture, first), PICTURES)), ""),
        "author_bio": shorten(_bio(first), MAXIMUM_BIO),
    }
    return replace(
        entry,
        authors=names,
        author_slugs=slugs if slugs != tuple(map(term_slug, names)) else (),
        seo={n: v for n, v in told.items() if v} | {**entry.seo},
    )


def _keys_by_slug(known: Mapping[str, Json]) -> dict[str, str]:
    """The keys of people by the slugs under which posts name them: the key's own goes before."""
    named = {_text(person, "name"): key for key, person in known.items()}
    named = {term_slug(name): key for name, key in named.items() if name}
    return named | {term_slug(key): key for key in known}


def _text(person: Json, name: str) -> str:
    value = mapping(person).get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _bio(person: Json) -> str:
    """The words of a bio, which may be Markdown; what goes far beyond the box is not looked at."""
    bio = mapping(person).get("bio")
    return in_words(bio[: 10 * MAXIMUM_BIO]) if isinstance(bio, str) else ""


def _picture(person: Json, name: str) -> str:
    return link_address(_text(person, name))


def _address(person: Json) -> str:
    return link_address(_text(person, "url") or _text(person, "uri"))
