"""Reading one part of the search index: what matches in it, and the words there are."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from handler.core.search.query import Filter
from handler.core.search.ranking import Corpus, Ranking, rank
from handler.services.ports import Clock
from handler.services.search.connecting import connect, translated
from handler.services.search.parts import READ_PARTS, Part, read_parts

Age = tuple[str, str]
"""The moment and key of a document, by which the newer of two is told."""
OLDEST: Age = ("", "")
MAXIMUM_VOCABULARY = 20_000
"""How many words that begin alike a mistyped one is compared with."""
_MAPPED_BYTES = 1 << 30
_MASK = "CREATE TEMP TABLE masked (id INTEGER PRIMARY KEY)"
_VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)"
_MASKED = " AND {id} NOT IN (SELECT id FROM temp.masked)"
_NARROWED = " AND {id} IN (SELECT id FROM terms WHERE kind = ? AND slug = ?)"
# The plus keeps SQLite from asking the full-text index once for each post with a term.
_AGE = "ifnull(CAST(moment AS TEXT), ''), ifnull(CAST(key AS TEXT), '')"
_LENGTH = "max(ifnull(CAST(length AS INTEGER), 0), 0)"
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
_NEWEST = f"""
SELECT {_AGE} FROM words CROSS JOIN documents ON id = words.rowid
WHERE words MATCH ?{{where}} AND ({_AGE}) >= (?, ?) ORDER BY 1 DESC, 2 DESC LIMIT ?
"""
_SCORED = f"""
SELECT id, score(words, {_LENGTH}), {_AGE} FROM words CROSS JOIN documents ON id = words.rowid
WHERE words MATCH ?{{where}} AND ({_AGE}) >= (?, ?)
"""
_LISTED = f"""
SELECT id, 0.0, {_AGE} FROM documents WHERE true{{where}} ORDER BY 3 DESC, 4 DESC LIMIT ?
"""


class Match(NamedTuple):
    """A document of a part, and how well it matches: the lower its score, the better."""

    score: float
    age: Age
    part: "PartReader"
    number: int


class _Scores:
    """What SQLite asks for the score of a row; no part of a reader, so that neither holds both."""

    def __init__(self) -> None:
        self.rank_by(rank(Corpus(), ()))

    def rank_by(self, ranking: Ranking) -> None:
        """From now on score by this."""
        self._ranking = ranking
        self._phrases = range(len(ranking.weights))

    def __call__(self, api: apsw.FTS5ExtensionApi, *lengths: Any) -> float:
        """The score of a row whose document is so long."""
        return self._ranking.score(map(api.phrase_locations, self._phrases), lengths[0])


class PartReader:
    """A part on the local disk that is only read; one search may take `seconds`."""

    def __init__(self, path: Path, clock: Clock, seconds: float) -> None:
        self._db, self.watch = connect(
            path, seconds, to_write=False, now=lambda: clock.now().timestamp()
        )
        self._scores = _Scores()
        with translated():
            self._db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}; PRAGMA temp_store = MEMORY")
            self._db.execute(f"{_MASK}; {_VOCABULARY}")
            self._db.register_fts5_function("score", self._scores)
        self._whole = self._corpus("")
        self._has_masked = False
        self.corpus = self._whole
        """All documents that count."""

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def parts(self) -> tuple[Part, ...]:
        """The other parts that a recent one names."""
        with translated():
            return read_parts(self._db.execute(READ_PARTS))

    def changed_keys(self) -> list[str]:
        """The keys of which a recent part knows more than others."""
        rows = self._rows("SELECT key FROM documents UNION SELECT key FROM gone")
        return [key for (key,) in rows]

    def mask(self, keys: Collection[str]) -> None:
        """From now on leave out the documents of these keys, and those of no others."""
        self.watch.begin()
        with translated(), self._db:
            self._db.execute("DELETE FROM temp.masked")
            self._db.executemany(
                "INSERT OR IGNORE INTO temp.masked SELECT id FROM documents WHERE key = ?",
                [(key,) for key in keys],
            )
        masked = self._corpus("WHERE id IN (SELECT id FROM temp.masked)")
        self._has_masked = masked.documents > 0
        self.corpus = self._whole - masked

    def has(self, matching: str) -> bool:
        """Whether anything matches."""
        sql = f"SELECT 1 FROM words WHERE words MATCH ?{self._where()} LIMIT 1"
        return bool(self._rows(sql, (matching,)))

    def count(self, matching: str, filters: Sequence[Filter] = ()) -> int:
        """How much matches."""
        return self._number(f"{_COUNT}{self._where(filters)}", (matching, *_values(filters)))

    def newest(
        self, matching: str, filters: Sequence[Filter], oldest: Age, limit: int
    ) -> list[Age]:
        """The newest of what matches and is not older than that."""
        sql = _NEWEST.format(where=self._where(filters))
        return self._rows(sql, (matching, *_values(filters), *oldest, limit))

    def scored(
        self, matching: str, filters: Sequence[Filter], oldest: Age, ranking: Ranking
    ) -> list[Match]:
        """What matches and is not older than that."""
        self._scores.rank_by(ranking)
        sql = _SCORED.format(where=self._where(filters))
        return self._matches(sql, (matching, *_values(filters), *oldest))

    def listed(self, filters: Sequence[Filter], limit: int) -> tuple[list[Match], int]:
        """The newest of what filters let pass, and how much that is."""
        where = self._where(filters, "id")
        count = self._number(f"SELECT count(*) FROM documents WHERE true{where}", _values(filters))
        return self._matches(_LISTED.format(where=where), (*_values(filters), limit)), count

    def text(self, number: int) -> tuple[object, object]:
        """The record and the packed text of a document."""
        rows = self._rows("SELECT record, text FROM texts WHERE id = ?", (number,))
        return rows[0] if rows else (None, None)

    def vocabulary(self, beginning: str, lengths: tuple[int, int]) -> list[str]:
        """The words that begin so and are so long, in order."""
        rows = self._rows(
            "SELECT term FROM temp.vocabulary"
            " WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT ?",
            (beginning, beginning + "\U0010ffff", *lengths, MAXIMUM_VOCABULARY),
        )
        return [word for (word,) in rows]

    def _where(self, filters: Sequence[Filter] = (), number: str = "+words.rowid") -> str:
        masked = _MASKED if self._has_masked else ""
        return (masked + _NARROWED * len(filters)).format(id=number)

    def _matches(self, sql: str, values: Sequence[str | int]) -> list[Match]:
        return [
            Match(score, (moment, key), self, number)
            for number, score, moment, key in self._rows(sql, values)
        ]

    def _corpus(self, where: str) -> Corpus:
        sql = f"SELECT count(*), CAST(total(length) AS INTEGER) FROM documents {where}"
        return Corpus(*self._rows(sql)[0])

    def _number(self, sql: str, values: Sequence[str | int]) -> int:
        return int(self._rows(sql, values)[0][0])

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        with translated():
            return list(self._db.execute(sql, values))


def _values(filters: Sequence[Filter]) -> list[str]:
    return [value for each in filters for value in (each.kind, each.slug)]
