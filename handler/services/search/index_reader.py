"""Reading the search index: what matches in all of its parts, ranked as if they were one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, groupby, islice
from typing import TypeVar

from handler.core.index import codec
from handler.core.model.addressing.keys import MAX_KEY_BYTES
from handler.core.model.entries import Entry
from handler.core.model.unpacking import unpack_zlib
from handler.core.search.documents import MAXIMUM_TEXT
from handler.core.search.query import Filter, Reading
from handler.core.search.ranking import Corpus, rank
from handler.services.search.connecting import TooSlow
from handler.services.search.part_reader import MAXIMUM_VOCABULARY, OLDEST, Age, Match, PartReader

Row = TypeVar("Row")
MAXIMUM_MATCHES = 1_000
"""How many matches are ranked: the newest, and those in titles and labels. It bounds the work."""
_TITLES = "{title labels} : "
_ROWS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, with its text."""

    entry: Entry
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the matches, best first, and how many there are, up to about `MAXIMUM_MATCHES`."""

    hits: tuple[Hit, ...] = ()
    count: int = 0


class IndexReader:
    """A search index of a recent part and others, of which it may have newer documents."""

    def __init__(self, recent: PartReader, others: Sequence[PartReader]) -> None:
        changed = recent.changed_keys()
        for part in others:
            part.mask(changed)
        self._parts = (recent, *others)
        self._corpus = sum((part.corpus for part in self._parts), Corpus())

    def begin(self) -> None:
        """Let what follows take the time of one search."""
        for part in self._parts:
            part.watch.begin()

    def find(self, reading: Reading, filters: Sequence[Filter], offset: int, limit: int) -> Found:
        """What matches, or without any phrases all that the filters let pass."""
        if not reading.phrases:
            return self._list(filters, offset, limit)
        everywhere = self._ranked(reading.expression, reading.expressions, filters)
        titles = [f"{_TITLES}{each}" for each in reading.expressions]
        in_titles = self._ranked(f"{_TITLES}({reading.expression})", titles, filters)
        best = {match.age: match for match in everywhere}
        for match in in_titles:
            if match.age not in best or match.score < best[match.age].score:
                best[match.age] = match
        return Found(_shown(best.values(), offset, limit), len(best))

    def _list(self, filters: Sequence[Filter], offset: int, limit: int) -> Found:
        listed = [part.listed(filters, offset + limit) for part in self._parts]
        matches = chain.from_iterable(matches for matches, _ in listed)
        return Found(_shown(matches, offset, limit), sum(count for _, count in listed))

    def _ranked(
        self, matching: str, expressions: Iterable[str], filters: Sequence[Filter]
    ) -> list[Match]:
        """The newest of what matches, with scores."""
        counts = [(part, part.count(matching, filters)) for part in self._parts]
        parts, count = [part for part, count in counts if count], sum(n for _, n in counts)
        if not count:
            return []
        ranking = rank(self._corpus, [self._posts_with(each) for each in expressions])
        oldest = OLDEST
        if count > MAXIMUM_MATCHES:
            parts, oldest = _newest(parts, matching, filters)
        return [
            match for part in parts for match in part.scored(matching, filters, oldest, ranking)
        ]

    def has_word(self, word: str) -> bool:
        """Whether any post has a word."""
        return any(part.has(_quoted(word)) for part in self._parts)

    def posts_with_word(self, word: str) -> int:
        """How many posts have a word."""
        return self._posts_with(_quoted(word))

    def _posts_with(self, expression: str) -> int:
        self._check_time()
        return sum(part.count(expression) for part in self._parts)

    def vocabulary(self, beginning: str, lengths: tuple[int, int]) -> Iterator[str]:
        """The words that begin so and are so long, in order; some may be of posts that changed."""
        words = merge(*(part.vocabulary(beginning, lengths) for part in self._parts))
        return islice((word for word, _ in groupby(words)), MAXIMUM_VOCABULARY)

    def in_time(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rows to do something with, as long as there is time."""
        for number, row in enumerate(rows):
            if number % _ROWS_AT_ONCE == 0:
                self._check_time()
            yield row

    def _check_time(self) -> None:
        if self._parts[0].watch.is_over():
            raise TooSlow("the time for one search is over")


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _newest(
    parts: Sequence[PartReader], matching: str, filters: Sequence[Filter]
) -> tuple[list[PartReader], Age]:
    """Where the newest matches are, as many as are ranked, and the oldest of those."""
    newest: list[Age] = []
    chosen = []
    # The last part has the highest keys, and so most of the newest posts.
    for part in reversed(parts):
        oldest = newest[-1] if len(newest) == MAXIMUM_MATCHES else OLDEST
        if more := part.newest(matching, filters, oldest, MAXIMUM_MATCHES):
            newest = sorted(newest + more, reverse=True)[:MAXIMUM_MATCHES]
            chosen.append(part)
    return chosen, newest[-1]


def _shown(matches: Iterable[Match], offset: int, limit: int) -> tuple[Hit, ...]:
    """A page of matches, best first; of those that match as well the newest."""
    newest_first = sorted(matches, key=lambda match: match.age, reverse=True)
    ranked = sorted(newest_first, key=lambda match: match.score)[offset : offset + limit]
    return tuple(filter(None, (_hit(*match.part.text(match.number)) for match in ranked)))


def _hit(record: object, packed: object) -> Hit | None:
    """What a row shows; None if nobody can have written it who writes our files."""
    try:
        entry = codec.entry_from_json(codec.loads(record))  # type: ignore[arg-type]
        text = (unpack_zlib(packed, 4 * MAXIMUM_TEXT) or b"").decode()  # type: ignore[arg-type]
        is_key = 0 < len(entry.key.encode()) <= MAX_KEY_BYTES
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    shown = (entry.path, entry.title, entry.excerpt)
    return Hit(entry, text) if is_key and all(isinstance(part, str) for part in shown) else None
