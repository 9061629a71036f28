"""Which of a post's tags, categories and authors have a listing with the post in it. No IO here."""

from handler.core.model.entries import Entry
from handler.core.model.terms import TermKind, term_slug

MAXIMUM = 40
"""How many labels of a post are listed: each takes two writes of the one transaction."""
MAXIMUM_AUTHORS = 10
LONGEST = 200
"""Characters of a label that has a page of its own."""
_LEFT_FOR_LABELS = 82
"""Writes of a transaction that a post's other items never need, addresses to redirect aside."""


def listed_terms(entry: Entry) -> dict[tuple[TermKind, str], str]:
    """The labels by kind and slug: authors, categories, tags; of the same slug the first counts."""
    found: dict[tuple[TermKind, str], str] = {
        ("author", slug): name for slug, name in listed_authors(entry).items()
    }
    for label in entry.categories:
        found.setdefault(("category", term_slug(label)), label)
    for label in entry.tags:
        found.setdefault(("tag", term_slug(label)), label)
    most = min(MAXIMUM, max(0, _LEFT_FOR_LABELS - entry.pinned - len(entry.redirect_from)) // 2)
    return dict(list(found.items())[:most])


def listed_authors(entry: Entry) -> dict[str, str]:
    """The names of a post's authors by their slugs, as far as they have pages."""
    slugs = entry.author_slugs or map(term_slug, entry.authors)
    pairs = list(zip(slugs, entry.authors, strict=False))
    usable = [pair for pair in pairs if pair[0] != "-" and max(map(len, pair)) <= LONGEST]
    found: dict[str, str] = {}
    for slug, name in usable[:MAXIMUM_AUTHORS]:
        found.setdefault(slug, name)
    return found


def listed_tags(entry: Entry) -> tuple[str, ...]:
    """The tags of a post that have a listing with the post in it."""
    return tuple(label for (kind, _), label in listed_terms(entry).items() if kind == "tag")


def unlisted_labels(entry: Entry) -> tuple[str, ...]:
    """The labels that are shown, but have no listing with the post in it."""
    listed = listed_terms(entry)
    pairs = [("category", label) for label in entry.categories]
    pairs += [("tag", label) for label in entry.tags]
    return tuple(label for kind, label in pairs if not is_listed(listed, kind, label))


def is_listed(listed: dict[tuple[TermKind, str], str], kind: str, label: str) -> bool:
    """Whether a label is among those of `listed_terms`."""
    return (kind, term_slug(label)) in listed
