"""What a mistyped word may have meant. No IO here."""

from collections.abc import Callable, Iterable

from handler.core.search.words import is_spaced

_SHORTEST = 4
_LONG = 6


def is_checkable(word: str) -> bool:
    """Whether a word is long enough to tell what was meant, and written with letters alone."""
    return is_spaced(word) and len(word) >= _SHORTEST and word.isalpha()


def tolerance(word: str) -> int:
    """How many slips of the finger a word may have."""
    return 2 if len(word) >= _LONG else 1


def best_match(word: str, vocabulary: Iterable[str], posts: Callable[[str], int]) -> str | None:
    """The word of a vocabulary that was probably meant; `posts` says how many have one.

    A vocabulary in order takes less: words that begin alike are compared up to there but once.
    """
    limit = tolerance(word)
    comparison = Comparison(word, limit)
    found: dict[int, list[str]] = {}
    for known in vocabulary:
        if 0 < (slips := comparison.slips(known)) <= limit:
            found.setdefault(slips, []).append(known)
    for slips in range(1, limit + 1):
        counted = ((-posts(known), known) for known in found.get(slips, []))
        if candidates := [each for each in counted if each[0]]:
            return min(candidates)[1]
    return None


class Comparison:
    """A word that is compared with others, one after the other.

    Slips are letters to insert, delete, replace or swap with the next.
    https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)

    Row `i` of the table says for each beginning of the word how many slips lead from it to the
    first `i` letters of the other. Rows are kept for the next word, as far as it begins alike; more
    than `limit` letters off the diagonal there are more slips than that.
    """

    def __init__(self, word: str, limit: int) -> None:
        self._word = word
        self._limit = limit
        self._far = limit + 1
        self._rows = [[min(j, self._far) for j in range(len(word) + 1)]]
        self._other = ""

    def slips(self, other: str) -> int:
        """How many slips there are; if more than the limit, one more than that."""
        same = _common(self._other, other)
        del self._rows[same + 1 :]
        self._other = other
        for letter in other[len(self._rows) - 1 :]:
            if min(self._rows[-1]) > self._limit:
                return self._far
            self._rows.append(self._row(letter))
        return self._rows[-1][-1]

    def _row(self, letter: str) -> list[int]:
        word, far, i = self._word, self._far, len(self._rows)
        last, before = self._rows[-1], self._rows[-2] if i > 1 else self._rows[-1]
        swapped = self._other[i - 2] if i > 1 else ""
        row = [far] * (len(word) + 1)
        row[0] = min(i, far)
        for j in range(max(1, i - self._limit), min(len(word), i + self._limit) + 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (word[j - 1] != letter), far)
            if j > 1 and word[j - 1] == swapped and word[j - 2] == letter:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        return row


def _common(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))
