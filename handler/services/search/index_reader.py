"""Reading the search index: what matches, ranked, and the words there are."""

import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import apsw

from handler.core.index import codec
from handler.core.model.entries import Entry
from handler.core.search.query import Filter
from handler.services.search.index_file import IndexFileError, translated

Row = TypeVar("Row")
MAXIMUM_MATCHES = 1_000
"""How many matches are ranked: the newest, and those in titles and labels. It bounds the work."""
SEARCH_SECONDS = 0.5
"""How long all that one reader asks may take."""
_STEPS = 1_000
_ROWS_AT_ONCE = 100
_MAPPED_BYTES = 1 << 30
MAXIMUM_VOCABULARY = 20_000
"""How many words that begin alike a mistyped one is compared with."""
_NARROWED = " AND {id} IN (SELECT id FROM terms WHERE kind = ? AND slug = ?)"
# The plus keeps SQLite from asking the full-text index once for each post with a term.
_MATCHING = """
SELECT rowid AS id, bm25(words, 10.0, 6.0, 1.0, 0.5) AS score FROM words
WHERE words MATCH ? {narrowed} ORDER BY rowid DESC LIMIT {limit}
"""
_RANKED = """
SELECT id, min(score) AS score, moment
FROM (SELECT * FROM ({all}) UNION ALL SELECT * FROM ({titles})) JOIN documents USING (id)
GROUP BY id
"""
_LISTED = "SELECT id, 0 AS score, moment FROM documents WHERE true {narrowed}"
_SHOWN = """
SELECT record, text, count FROM (
    SELECT *, count(*) OVER () AS count FROM ({chosen})
    ORDER BY score, moment DESC LIMIT ? OFFSET ?
) JOIN texts USING (id) ORDER BY score, moment DESC
"""


class TooSlow(IndexFileError):
    """A query took longer than any should."""


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
    """A search index on the local disk that is only read."""

    def __init__(self, path: Path) -> None:
        self._stop_at = 0.0
        with translated():
            self._db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
            self._db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            self._db.execute(
                "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)"
            )
            # A file that is damaged or none shows it here.
            self._db.execute("SELECT count(*) FROM facts, words_config").get  # noqa: B018
            self._db.set_progress_handler(lambda: time.monotonic() > self._stop_at, _STEPS)

    def begin(self) -> None:
        """Let what follows take the time of one search."""
        self._stop_at = time.monotonic() + SEARCH_SECONDS

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def find(self, matching: str, filters: Sequence[Filter], offset: int, limit: int) -> Found:
        """What matches an expression of FTS5's, or without one all that the filters let pass."""
        narrowing = [value for each in filters for value in (each.kind, each.slug)]
        if matching:
            narrowed = _NARROWED.format(id="+rowid") * len(filters)
            inner = _MATCHING.format(narrowed=narrowed, limit=MAXIMUM_MATCHES)
            chosen = _RANKED.format(all=inner, titles=inner)
            titles = f"{{title labels}} : ({matching})"
            values = [matching, *narrowing, titles, *narrowing]
        else:
            chosen = _LISTED.format(narrowed=_NARROWED.format(id="id") * len(filters))
            values = narrowing
        rows = self._rows(_SHOWN.format(chosen=chosen), (*values, limit, offset))
        hits = tuple(Hit(_entry(record), _text(packed)) for record, packed, _ in rows)
        return Found(hits, rows[0][2] if rows else 0)

    def has_word(self, word: str) -> bool:
        """Whether any post has a word."""
        return bool(self._rows("SELECT 1 FROM temp.vocabulary WHERE term = ?", (word,)))

    def vocabulary(self, beginning: str, lengths: tuple[int, int]) -> list[tuple[str, int]]:
        """The words that begin so and are so long, each with how many posts have it."""
        return self._rows(
            "SELECT term, doc FROM temp.vocabulary"
            " WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT ?",
            (beginning, beginning + "\U0010ffff", *lengths, MAXIMUM_VOCABULARY),
        )

    def in_time(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rows to do something with, as long as there is time."""
        for number, row in enumerate(rows):
            if number % _ROWS_AT_ONCE == 0 and time.monotonic() > self._stop_at:
                raise TooSlow("the time for one search is over")
            yield row

    def _rows(self, sql: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        try:
            with translated():
                return list(self._db.execute(sql, values))
        except IndexFileError as error:
            if isinstance(error.__cause__, apsw.InterruptError):
                raise TooSlow(str(error)) from error
            raise


def _entry(record: str) -> Entry:
    return codec.entry_from_json(codec.loads(record))


def _text(packed: bytes) -> str:
    return zlib.decompress(packed).decode()
