"""The search index: one file of SQLite's with a full-text index of live posts and pages.

`apsw` brings an SQLite of its own: Lambda's Python 3.11 has one of 2013, without FTS5
(https://github.com/aws/aws-lambda-base-images/issues/116).
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import apsw

from handler.core.model.problems import ColdpressError
from handler.core.search.documents import Document
from handler.core.search.words import index_words

FORMAT = 1
"""Part of the file's name: a release that changes what is in it makes its own beside the old."""

_SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE documents (id INTEGER PRIMARY KEY, key TEXT UNIQUE, moment TEXT, digest TEXT);
CREATE TABLE texts (id INTEGER PRIMARY KEY, record TEXT, text BLOB);
CREATE TABLE terms (kind TEXT, slug TEXT, id INTEGER, PRIMARY KEY (kind, slug, id)) WITHOUT ROWID;
CREATE INDEX terms_of ON terms (id);
CREATE VIRTUAL TABLE words USING fts5 (
    title, labels, prose, code,
    content='', contentless_delete=1, tokenize="ascii tokenchars '+#'"
);
"""


class IndexFileError(ColdpressError):
    """The file is not what it should be."""


class NoRoom(IndexFileError):
    """The local disk does not take the file, whatever is in it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"there is no room for the search index ({error}); `ephemeral_storage` in"
            " zappa_settings.json gives it more"
        )


@contextmanager
def translated() -> Iterator[None]:
    """Turn every error of SQLite's, and of the disk, into `IndexFileError`."""
    try:
        yield
    except (OSError, apsw.FullError, apsw.IOError) as error:
        raise NoRoom(error) from error
    except apsw.Error as error:
        raise IndexFileError(f"{type(error).__name__}: {error}") from error


class IndexFile:
    """A search index on the local disk that can be written; made if there is none.

    `changing` is to be held while anything is put or removed.
    """

    def __init__(self, path: Path) -> None:
        with translated():
            self._db = apsw.Connection(str(path))
            # The file is uploaded or thrown away as a whole, so nothing need survive a crash.
            self._db.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
            if not self._db.execute("PRAGMA schema_version").get:
                self._db.execute(_SCHEMA)
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
        with translated(), self._db:
            yield

    @property
    def cursor(self) -> str | None:
        """Up to which key the file was built, while that is under way."""
        with translated():
            found = self._db.execute("SELECT value FROM facts WHERE name = 'cursor'").get
        return cast("str | None", found)

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
