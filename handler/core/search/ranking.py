"""How well a document matches a query, by what all documents have, wherever they lie. No IO here.

It is what FTS5's `bm25()` says of one file (https://sqlite.org/fts5.html#the_bm25_function), which
knows nothing of other files.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TITLE, _LABELS, _PROSE, _CODE = 10.0, 6.0, 1.0, 0.5
Places = Sequence[Sequence[int]]
"""Where a phrase stands: in title, labels, prose and code."""
_K1, _B = 1.2, 0.75
_COMMON = 1e-6
"""The weight of what more than half of the documents have."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """How many documents there are, and how many words in all of them."""

    documents: int = 0
    words: int = 0

    def __add__(self, other: "Corpus") -> "Corpus":
        """Both of them."""
        return Corpus(self.documents + other.documents, self.words + other.words)

    def __sub__(self, other: "Corpus") -> "Corpus":
        """One without the other."""
        return Corpus(self.documents - other.documents, self.words - other.words)

    def weight(self, having: int) -> float:
        """What a phrase counts that so many of the documents have."""
        rest = max(self.documents - having, 0)
        weight = math.log((rest + 0.5) / (having + 0.5))
        return weight if weight > 0 else _COMMON


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weight of each phrase of an expression, among documents of some length."""

    weights: Sequence[float]
    average: float

    def score(self, places: Iterable[Places], length: int) -> float:
        """The lower, the better: by where each phrase stands in a document so long."""
        score, rest = 0.0, _K1 * (1 - _B + _B * length / self.average)
        for weight, (title, labels, prose, code) in zip(self.weights, places, strict=False):
            frequency = _TITLE * len(title) + _LABELS * len(labels) + _PROSE * len(prose)
            frequency += _CODE * len(code)
            score += weight * (frequency * (_K1 + 1) / (frequency + rest))
        return -score


def rank(corpus: Corpus, having: Sequence[int]) -> Ranking:
    """A ranking by phrases of which so many documents have each."""
    average = max(corpus.words, 1) / max(corpus.documents, 1)
    return Ranking([corpus.weight(count) for count in having], average)
