"""What leads on from where nothing is: the newest posts, their tags, searches. No IO here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from handler.core.model.entries import Entry
from handler.core.model.listed import listed_tags
from handler.core.model.periods import year_of
from handler.core.model.terms import TermKind, term_slug

ROWS = 20
"""How many of the newest posts tell what the blog is about."""
_POSTS = 5
_TAGS = 12
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Guide:
    """The newest posts, the labels that most of the newest have, and searches that find some."""

    posts: tuple[Entry, ...]
    tags: tuple[str, ...]
    searches: tuple[str, ...]


def guide_of(newest: Sequence[Entry]) -> Guide:
    """The guide through a blog whose newest posts are these, newest first."""
    tags = common_tags(newest)
    categories = _common([label for entry in newest for label in entry.categories])
    searches = [
        *(f'"{words}"' for words in map(_first_words, newest[:1]) if words),
        *(_filter("tag", label) for label in tags[:1]),
        *(_filter("category", label) for label in categories[:1]),
        *(f"year:{year_of(entry.date)}" for entry in newest[:1] if entry.date),
    ]
    return Guide(tuple(newest[:_POSTS]), tags, tuple(searches))


def common_tags(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The tags that most of these posts have and that have lists, the most used first."""
    return _common([label for entry in entries for label in listed_tags(entry)])[:_TAGS]


def _common(labels: list[str]) -> tuple[str, ...]:
    """Labels, the most used first and the newest of equal ones; each once."""
    counts = Counter(map(term_slug, labels))
    first = {term_slug(label): label for label in reversed(labels)}
    return tuple(first[slug] for slug, _ in counts.most_common())


def _first_words(entry: Entry) -> str:
    return " ".join(entry.title.replace('"', "").split()[:_WORDS])


def _filter(kind: TermKind, label: str) -> str:
    return f"{kind}:{term_slug(label)}"
