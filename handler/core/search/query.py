"""What a reader typed into the search field, as a query of the index. No IO here.

Anything can be typed, so nothing is an error: what is not understood is searched for as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handler.core.model.terms import term_slug
from handler.core.search.words import fold, index_words, is_spaced, pairs, pieces

MAXIMUM_CHARACTERS = 200
"""Longer queries are cut."""
MAXIMUM_PHRASES = 8
MAXIMUM_FILTERS = 4
_MAXIMUM_WORDS = 24
_MAXIMUM_PARTS = 16
_SHORTEST_PREFIX = 2
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PART = re.compile(
    r'(?:(?P<filter>tag|category|year):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))',
    re.IGNORECASE,
)
_EMPTY_FILTER = re.compile(r"(?:tag|category|year):(?!\S)", re.IGNORECASE)
# While Korean is being typed, the last syllable begins as a single letter: `블로ㄱ`.
_UNFINISHED = re.compile(r"(?<=[가-힣])[ㄱ-ㆎ]+$")
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the index that stand side by side; as a prefix the last one may go on.

    A quoted phrase stays as it is when a query is widened.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    is_quoted: bool = False

    def expressions(self) -> tuple[str, ...]:
        """What may stand there, in FTS5's language.

        https://sqlite.org/fts5.html#full_text_query_syntax
        """
        quoted = '"' + " ".join(self.words) + '"'
        if not self.is_prefix:
            return (quoted,)
        # A post that has the very word counts twice, and so stands above those with longer ones.
        return (quoted, f"{quoted} *") if is_spaced(self.words[-1]) else (f"{quoted} *",)

    def expression(self) -> str:
        """The phrase in FTS5's language."""
        either = " OR ".join(self.expressions())
        return f"({either})" if len(self.expressions()) > 1 else either

    def as_prefix(self) -> "Phrase":
        """The phrase as far as it was typed, if it may go on."""
        last = self.words[-1]
        goes_on = is_spaced(last) and len(last) >= _SHORTEST_PREFIX and not self.is_quoted
        return replace(self, is_prefix=True) if goes_on else self

    def parts(self) -> "tuple[Phrase, ...]":
        """What is left to look for where the phrase stands nowhere: `한글을` has `한글` in it."""
        words = tuple(word for word in self.words if len(word) > 1)
        if self.is_quoted or len(words) < 2:
            return (self,)
        return tuple(Phrase((word,)) for word in words)


@dataclass(frozen=True, slots=True)
class Filter:
    """Only posts with a term: `tag:flask`, `category:photos`, `year:2017`, or in a language."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a query: phrases that must all be there, or any of which will do."""

    phrases: tuple[Phrase, ...] = ()
    has_all: bool = True

    @property
    def expression(self) -> str:
        """The phrases in FTS5's language."""
        return (" AND " if self.has_all else " OR ").join(
            phrase.expression() for phrase in self.phrases
        )

    @property
    def expressions(self) -> tuple[str, ...]:
        """All that may stand there, in the order in which it comes in the expression."""
        return tuple(each for phrase in self.phrases for each in phrase.expressions())


@dataclass(frozen=True, slots=True)
class Query:
    """The text as it is shown again, phrases that are looked for, and filters."""

    text: str = ""
    phrases: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.phrases and not self.filters

    def readings(self) -> Iterator[Reading]:
        """Ever more generous: all phrases; all, where every word may go on; any part of them."""
        yield Reading(self.phrases)
        widened = tuple(phrase.as_prefix() for phrase in self.phrases)
        if widened != self.phrases:
            yield Reading(widened)
        parts = tuple(part for phrase in widened for part in phrase.parts())
        if len(parts) > 1:
            yield Reading(parts[:_MAXIMUM_PARTS], has_all=False)


def parse_query(typed: str, lang: str = "") -> Query:
    """The query that was typed, cut to a bound; of what is in a language alone, if one is given."""
    text = " ".join(_INVISIBLE.sub(" ", typed[: 10 * MAXIMUM_CHARACTERS]).split())
    text = text[:MAXIMUM_CHARACTERS].strip()
    readable = _UNFINISHED.sub("", _EMPTY_FILTER.sub(" ", text.translate(_QUOTES)))
    parts = list(_PART.finditer(readable))
    filters = [wanted for part in parts if (wanted := _filter(part))]
    words = [part for part in parts if not _filter(part)]
    phrases = [phrase for part in words if (phrase := _phrase(part))][:MAXIMUM_PHRASES]
    if phrases:
        phrases[-1] = phrases[-1].as_prefix()
    narrowed = tuple(dict.fromkeys(filters))[:MAXIMUM_FILTERS]
    if lang and (phrases or narrowed):
        narrowed = (*narrowed, Filter("lang", lang))
    return Query(text, tuple(phrases), narrowed)


def _filter(part: re.Match[str]) -> Filter | None:
    kind, value = (part["filter"] or "").lower(), part["quoted"] or part["plain"] or ""
    if not kind or (kind == "year" and not _YEAR.fullmatch(value)):
        return None
    return Filter(kind, value if kind == "year" else term_slug(value))


def _phrase(part: re.Match[str]) -> Phrase | None:
    is_quoted = part["quoted"] is not None
    *firsts, last = pieces(fold(part["quoted"] if is_quoted else part[0])) or [""]
    if not last:
        return None
    words = [word for first in firsts for word in index_words(first)]
    if is_spaced(last):
        return Phrase((*words, last)[:_MAXIMUM_WORDS], is_quoted=is_quoted)
    # A text may go on after what was typed, so the last character is no word by itself.
    found = (*words, *(pairs(last) if len(last) > 1 else last))[:_MAXIMUM_WORDS]
    return Phrase(found, is_prefix=len(found[-1]) == 1, is_quoted=is_quoted)
