"""The search index: one file of SQLite's with a full-text index of live posts and pages.

`apsw` brings an SQLite of its own: Lambda's Python 3.11 has one of 2013, without FTS5
(https://github.com/aws/aws-lambda-base-images/issues/116).
"""

import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handler.core.model.keys import MAX_KEY_BYTES
from handler.core.search.documents import Document
from handler.core.search.words import index_words
from handler.services.search.connecting import IndexFileError, connect, translated

FORMAT = 1
"""Part of the file's name: a release that changes what is in it makes its own beside the old."""

STATEMENT_SECONDS = 20
"""How long a statement on a file of the bucket may take; on a new one it may take for ever."""


class IndexFile:
    """A search index on the local disk that can be written; made if there is none.

    `changing` is to be held while anything is put or removed.
    """

    def __init__(self, path: Path) -> None:
        is_new = not path.exists() or not path.stat().st_size
        seconds = math.inf if is_new else STATEMENT_SECONDS
        self._db, self._watch = connect(path, seconds, to_write=True)
        with translated():
            # The file is uploaded or thrown away as a whole, so nothing need survive a crash.
            self._db.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
            if is_new:
                self.cursor = ""
            self._changes = self._db.total_changes()

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is other than when it was opened."""
        return self._db.total_changes() != self._changes

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """One transaction."""
        self._watch.begin()
        with translated(), self._db:
            yield

    @property
    def cursor(self) -> str | None:
        """Up to which key the file was built, while that is under way."""
        self._watch.begin()
        with translated():
            found = self._db.execute("SELECT value FROM facts WHERE name = 'cursor'").get
        if found is None or (isinstance(found, str) and len(found.encode()) <= MAX_KEY_BYTES):
            return found
        raise IndexFileError("it was built up to no key of the bucket")

    @cursor.setter
    def cursor(self, key: str | None) -> None:
        self._db.execute("DELETE FROM facts WHERE name = 'cursor'")
        if key is not None:
            self._db.execute("INSERT INTO facts VALUES ('cursor', ?)", (key,))

    def put(self, document: Document) -> bool:
        """Add a document or replace the one of its key; whether anything changed."""
        key = document.entry.key
        stored = self._db.execute("SELECT digest FROM documents WHERE key = ?", (key,)).get
        if stored == document.digest:
            return False
        self.remove(key)
        values = (key, document.moment, document.digest)
        self._db.execute("INSERT INTO documents (key, moment, digest) VALUES (?, ?, ?)", values)
        number = self._db.last_insert_rowid()
        packed = zlib.compress(document.text.encode("utf-8", "replace"), 9)
        self._db.execute("INSERT INTO texts VALUES (?, ?, ?)", (number, document.record, packed))
        texts = (document.entry.title, document.labels, document.prose, document.code)
        self._db.execute(
            "INSERT INTO words (rowid, title, labels, prose, code) VALUES (?, ?, ?, ?, ?)",
            (number, *(" ".join(index_words(text)) for text in texts)),
        )
        terms = [(kind, slug, number) for kind, slug in sorted(document.terms)]
        self._db.executemany("INSERT INTO terms VALUES (?, ?, ?)", terms)
        return True

    def remove(self, key: str) -> bool:
        """Remove the document of a key; whether there was one."""
        number = self._db.execute("SELECT id FROM documents WHERE key = ?", (key,)).get
        if number is None:
            return False
        self._db.execute("DELETE FROM words WHERE rowid = ?", (number,))
        for table in ("terms", "texts", "documents"):
            self._db.execute(f"DELETE FROM {table} WHERE id = ?", (number,))
        return True

    def keys(self) -> list[str]:
        """The keys of all documents, in order."""
        return [str(key) for (key,) in self._db.execute("SELECT key FROM documents ORDER BY key")]
