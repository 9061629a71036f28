"""Reading the search index: what matches, ranked, and the words there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from handler.core.index import codec
from handler.core.model.entries import Entry
from handler.core.model.keys import MAX_KEY_BYTES
from handler.core.model.unpacking import unpack_zlib
from handler.core.search.documents import MAXIMUM_TEXT
from handler.core.search.query import Filter
from handler.services.ports import Clock
from handler.services.search.connecting import TooSlow, connect, translated

Row = TypeVar("Row")
MAXIMUM_MATCHES = 1_000
"""How many matches are ranked: the newest, and those in titles and labels. It bounds the work."""
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
    """A search index on the local disk that is only read; one search may take `seconds`."""

    def __init__(self, path: Path, clock: Clock, seconds: float) -> None:
        self._db, self._watch = connect(
            path, seconds, to_write=False, now=lambda: clock.now().timestamp()
        )
        with translated():
            self._db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            self._db.execute(
                "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)"
            )

    def begin(self) -> None:
        """Let what follows take the time of one search."""
        self._watch.begin()

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
        hits = (_hit(record, packed) for record, packed, _ in rows)
        return Found(tuple(filter(None, hits)), rows[0][2] if rows else 0)

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
            if number % _ROWS_AT_ONCE == 0 and self._watch.is_over():
                raise TooSlow("the time for one search is over")
            yield row

    def _rows(self, sql: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        with translated():
            return list(self._db.execute(sql, values))


def _hit(record: str, packed: bytes) -> Hit | None:
    """What a row shows; None if nobody can have written it who writes our files."""
    try:
        entry = codec.entry_from_json(codec.loads(record))
        text = (unpack_zlib(packed, 4 * MAXIMUM_TEXT) or b"").decode()
        is_key = 0 < len(entry.key.encode()) <= MAX_KEY_BYTES
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    shown = (entry.path, entry.title, entry.excerpt)
    return Hit(entry, text) if is_key and all(isinstance(part, str) for part in shown) else None
