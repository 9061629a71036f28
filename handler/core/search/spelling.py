"""What a mistyped word may have meant. No IO here."""

from collections.abc import Iterable

from handler.core.search.words import is_spaced

_SHORTEST = 4
_LONG = 6


def is_checkable(word: str) -> bool:
    """Whether a word is long enough to tell what was meant, and written with letters alone."""
    return is_spaced(word) and len(word) >= _SHORTEST and word.isalpha()


def tolerance(word: str) -> int:
    """How many slips of the finger a word may have."""
    return 2 if len(word) >= _LONG else 1


def best_match(word: str, vocabulary: Iterable[tuple[str, int]]) -> str | None:
    """The word of a vocabulary, given with how many posts have it, that was probably meant."""
    limit = tolerance(word)
    letters = set(word)
    candidates = []
    for known, posts in vocabulary:
        if abs(len(known) - len(word)) > limit or len(letters ^ set(known)) > 2 * limit:
            continue
        slips = distance(word, known, limit)
        if 0 < slips <= limit:
            candidates.append((slips, -posts, known))
    return min(candidates)[2] if candidates else None


def distance(one: str, other: str, limit: int) -> int:
    """How many letters to insert, delete, replace or swap with the next; over the limit, more.

    https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]
