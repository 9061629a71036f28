"""Related posts: those that share rare tags. No IO here.

The rarity of a tag is told by its newest posts alone, counted up to a limit, so that it costs
the same on a blog of any size: beyond it a tag is common, and says little.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from handler.core.model.entries import Entry
from handler.core.model.listed import listed_terms

NEWEST = 16
"""How many posts under each tag are looked at."""
_MAXIMUM_LISTS = 6
_SHOWN = 4


def related_lists(entry: Entry) -> tuple[str, ...]:
    """The listings among which related posts are looked for: tags, then categories."""
    subjects = (term for term in listed_terms(entry) if term[0] != "author")
    listed = sorted(subjects, key=lambda term: term[0] != "tag")
    return tuple(f"list#{kind}#{slug}" for kind, slug in listed)[:_MAXIMUM_LISTS]


def related_to(
    path: str, listed: Sequence[Sequence[Entry]], elsewhere: Collection[str]
) -> tuple[Entry, ...]:
    """The posts that share most with the one at a path, rare tags first, newer ones before.

    `elsewhere` are paths that its page leads to already.
    """
    scores: dict[str, float] = defaultdict(float)
    entries: dict[str, Entry] = {}
    for under_tag in listed:
        for entry in under_tag:
            if entry.path != path and entry.path not in elsewhere and entry.date:
                entries[entry.path] = entry
                scores[entry.path] += 1 / len(under_tag)
    best = sorted(entries.values(), key=lambda entry: _rank(entry, scores[entry.path]))
    return tuple(best[:_SHOWN])


def _rank(entry: Entry, score: float) -> tuple[float, float, str]:
    moment = entry.date.timestamp() if entry.date else 0.0
    return -round(score, 6), -moment, entry.path
