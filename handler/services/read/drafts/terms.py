"""The tags, categories, authors, years and months of a blog, and how many posts each has."""

import unicodedata

from handler.core.model.addressing.addresses import TERM_KINDS, Listing, path_of
from handler.core.model.languages.locales import language_name
from handler.core.model.terms import TermKind
from handler.core.pages.views import TermCount
from handler.services.ports import Table


def term_of(table: Table, listing: Listing) -> TermCount:
    """The words for a term, as most of its posts write it, and how many there are."""
    label = language_name(listing.term) if listing.kind == "lang" else listing.term
    unknown = TermCount(listing.term, label, 0, path_of(listing))
    if listing.kind in ("all", "lang", "archive") or listing.kind not in TERM_KINDS:
        return unknown
    counted = terms_in(table, listing.kind, prefix=f"{listing.term}#")
    return next((term for term in counted if term.slug == listing.term), unknown)


def terms_in(table: Table, kind: TermKind, prefix: str | None = None) -> tuple[TermCount, ...]:
    """All terms of a kind with their counts, in order of their labels."""
    labels: dict[str, dict[str, int]] = {}
    for _, item in table.query(f"terms#{kind}", prefix=prefix):
        of_slug = labels.setdefault(str(item["slug"]), {})
        label = str(item["label"])
        of_slug[label] = of_slug.get(label, 0) + int(item["count"])
    counted = [
        TermCount(slug, _main_label(counts), n, path_of(Listing(kind, slug)))
        for slug, counts in labels.items()
        if (n := sum(counts.values())) > 0
    ]
    return tuple(sorted(counted, key=lambda term: (_sorted_as(term.label), term.slug)))


def _sorted_as(label: str) -> str:
    """A label without accents and capitals, as in a dictionary: É stands beside E."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _main_label(counts: dict[str, int]) -> str:
    return min(counts, key=lambda label: (-counts[label], label))
