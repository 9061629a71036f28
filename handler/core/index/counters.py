"""The items of the table that count posts: under each term, and by their languages.

No IO here.
"""

import hashlib
from dataclasses import dataclass

from handler.core.model.listed import listed_terms
from handler.core.model.periods import month_of, year_of
from handler.core.model.sources import Source
from handler.core.model.terms import TermKind
from handler.core.model.writes import Key, Update, Write

LANGUAGES = "languages"
"""How many posts are in which language by their script, if `_config.yml` does not say it, and how
many stand among those of a language."""
LISTED = "listed-"
"""What the latter's attributes begin with."""
THEME = Key("theme")
"""How many templates the blog has put in place of the theme's: most have none to look for."""
_SHARDS = 8


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A label under which a post is listed."""

    kind: TermKind
    slug: str
    label: str


def terms_of(source: Source) -> frozenset[Term]:
    """The terms that count a source."""
    entry = source.entry
    if entry is None or entry.date is None or entry.kind != "post" or entry.redirect_to:
        return frozenset()
    year, month = year_of(entry.date), month_of(entry.date)
    return frozenset(
        [
            Term("year", year, year),
            Term("month", month, month),
            *(Term(*place, label) for place, label in listed_terms(entry).items()),
        ]
    )


def term_key(term: Term, key: str) -> Key:
    """Where the posts of a term are counted that share this key's shard."""
    return Key(f"terms#{term.kind}", f"{term.slug}#{term.label}#{_shard(key)}")


def _shard(key: str) -> int:
    """Counters are spread over shards, as concurrent transactions on one item cancel each other."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % _SHARDS


def language_keys() -> list[Key]:
    """Where languages are counted, an attribute for each."""
    return [Key(LANGUAGES, str(shard)) for shard in range(_SHARDS)]


def counters_of(source: Source) -> frozenset[tuple[Key, str]]:
    """The items and their attributes that count a source."""
    terms = terms_of(source)
    counted = {(term_key(term, source.key), "count") for term in terms}
    return frozenset(counted | _language_of(source, terms) | _theme_of(source))


def _theme_of(source: Source | None) -> set[tuple[Key, str]]:
    is_template = source and source.kind == "template" and source.publication
    return {(THEME, "templates")} if is_template else set()


def _language_of(source: Source, terms: frozenset[Term]) -> set[tuple[Key, str]]:
    """Where the languages of a source that has these terms are counted."""
    entry, place = source.entry if terms else None, language_keys()[_shard(source.key)]
    by_script = entry.script_lang if entry else ""
    listed = f"{LISTED}{entry.listed_lang}" if entry and entry.listed_lang else ""
    return {(place, name) for name in (by_script, listed) if name}


def counts(old: Source | None, new: Source) -> list[Write]:
    """What counts a source as it is now, and no more as it was."""
    before, after = terms_of(old) if old else frozenset(), terms_of(new)
    languages_before = _language_of(old, before) if old else set()
    return [
        *_term_counts(new.key, before, after),
        *_attribute_counts(languages_before, _language_of(new, after)),
        *_attribute_counts(_theme_of(old), _theme_of(new)),
    ]


def _term_counts(key: str, before: frozenset[Term], after: frozenset[Term]) -> list[Write]:
    return [
        Update(
            term_key(term, key),
            {"slug": term.slug, "label": term.label},
            {"count": 1 if term in after else -1},
        )
        for term in sorted(before ^ after)
    ]


def _attribute_counts(before: set[tuple[Key, str]], after: set[tuple[Key, str]]) -> list[Write]:
    changes: dict[Key, dict[str, int]] = {}
    for key, name in sorted(before ^ after):
        changes.setdefault(key, {})[name] = 1 if (key, name) in after else -1
    return [Update(key, add=added) for key, added in changes.items()]
