"""A file of the search index: SQLite's, with a full-text index of live posts and pages.

`apsw` brings an SQLite of its own, so that it is the same one on Lambda and anywhere else, and
can be told to take a file for a stranger's.
"""

import math
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from handler.core.search.documents import Document
from handler.core.search.words import index_words
from handler.services.search.connecting import connect, translated

FORMAT = 2
"""Part of all names: a release that changes what is in the files makes its own beside the old."""

STATEMENT_SECONDS = 20
"""How long a statement on a file of the bucket may take; on a new one it may take for ever."""


class IndexFile:
    """A file on the local disk that can be written; made if there is none.

    `changing` is to be held while anything is put or removed.
    """

    def __init__(self, path: Path) -> None:
        self.is_new = not path.exists() or not path.stat().st_size
        seconds = math.inf if self.is_new else STATEMENT_SECONDS
        self._db, self._watch = connect(path, seconds, to_write=True)
        with translated():
            self._changes = self._db.total_changes()

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is other than when it was opened."""
        return self._db.total_changes() != self._changes

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        with translated():
            pages, free, page = (
                int(self._db.execute(f"PRAGMA {name}").get)
                for name in ("page_count", "freelist_count", "page_size")
            )
        return (pages - free) * page

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction."""
        self._watch.begin()
        with translated(), self._db:
            yield

    def put(self, document: Document) -> bool:
        """Add a document or replace the one of its key; whether anything changed."""
        key = document.entry.key
        stored = self._db.execute("SELECT digest FROM documents WHERE key = ?", (key,)).get
        if stored == document.digest:
            return False
        self._drop(key)
        words = [
            list(index_words(text))
            for text in (document.entry.title, document.labels, document.prose, document.code)
        ]
        self._db.execute(
            "INSERT INTO documents (key, moment, digest, length) VALUES (?, ?, ?, ?)",
            (key, document.moment, document.digest, sum(map(len, words))),
        )
        number = self._db.last_insert_rowid()
        self._db.execute(
            "INSERT INTO texts VALUES (?, ?, ?, ?)",
            (number, document.record, pack(document.text), self._others(document)),
        )
        self._db.execute(
            "INSERT INTO words (rowid, title, labels, prose, code) VALUES (?, ?, ?, ?, ?)",
            (number, *map(" ".join, words)),
        )
        terms = [(kind, slug, number) for kind, slug in sorted(document.terms)]
        self._db.executemany("INSERT INTO terms VALUES (?, ?, ?)", terms)
        return True

    def _others(self, _: Document) -> bytes | None:
        """What else of a document is needed to put it into another file, packed."""
        return None

    def remove(self, key: str) -> bool:
        """Remove the document of a key; whether there was one."""
        return self._drop(key)

    def _drop(self, key: str) -> bool:
        number = self._db.execute("SELECT id FROM documents WHERE key = ?", (key,)).get
        if number is None:
            return False
        self._db.execute("DELETE FROM words WHERE rowid = ?", (number,))
        for table in ("terms", "texts", "documents"):
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
        return True

    def keys(self) -> list[str]:
        """The keys of all documents, in order."""
        self._watch.begin()
        with translated():
            return [
                str(key) for (key,) in self._db.execute("SELECT key FROM documents ORDER BY key")
            ]

    def keep_only(self, keys: Iterable[str], path: Path) -> None:
        """Remove all others, and write what is left to another file without gaps."""
        with self.changing():
            for key in sorted({*self.keys()}.difference(keys)):
                self._drop(key)
            self._watch.begin()
            self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._watch.begin()
        with translated():
            # It is by attaching a second file that SQLite does it.
            self._db.limit(apsw.SQLITE_LIMIT_ATTACHED, 1)
            self._db.execute("VACUUM INTO ?", (str(path),))
            self._db.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)


def pack(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode("utf-8", "replace"), 9)
