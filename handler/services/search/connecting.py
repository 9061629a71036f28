"""Opening a search index that anybody may have put in its place.

Of a file nothing is run: no trigger, no view, no expression in its schema. It must be built just as
ours are, and no statement may take for ever. https://sqlite.org/security.html
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import apsw

from handler.core.model.problems import ColdpressError

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE parts (start TEXT PRIMARY KEY, place TEXT, etag TEXT) WITHOUT ROWID;
CREATE TABLE gone (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, moment TEXT, digest TEXT, length INTEGER
);
CREATE TABLE texts (id INTEGER PRIMARY KEY, record TEXT, text BLOB, others BLOB);
CREATE TABLE terms (kind TEXT, slug TEXT, id INTEGER, PRIMARY KEY (kind, slug, id)) WITHOUT ROWID;
CREATE INDEX terms_of ON terms (id);
CREATE VIRTUAL TABLE words USING fts5 (
    title, labels, prose, code,
    content='', contentless_delete=1, tokenize="ascii tokenchars '+#'"
);
"""
_PARTS = "SELECT type, name, tbl_name, substr(sql, 1, 1000) FROM main.sqlite_schema LIMIT 100"
_SETTINGS = "SELECT k, v FROM main.words_config LIMIT 100"
_Rows = list[tuple[object, ...]]
_STEPS = 1_000
MAXIMUM_VALUE = 16_000_000
MAXIMUM_HEAP = 256_000_000
"""Bytes of one value, and of all that SQLite keeps in memory."""
_SWITCHES = {
    apsw.SQLITE_DBCONFIG_DEFENSIVE: 1,
    apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_VIEW: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
    apsw.SQLITE_DBCONFIG_DQS_DDL: 0,
    apsw.SQLITE_DBCONFIG_DQS_DML: 0,
}
_LIMITS = {
    apsw.SQLITE_LIMIT_LENGTH: MAXIMUM_VALUE,
    apsw.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    apsw.SQLITE_LIMIT_COLUMN: 32,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 50,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    apsw.SQLITE_LIMIT_VDBE_OP: 25_000,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 8,
    apsw.SQLITE_LIMIT_ATTACHED: 0,
    apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    apsw.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    apsw.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class IndexFileError(ColdpressError):
    """The file is not what it should be."""


class NoRoom(IndexFileError):
    """The local disk does not take the file, whatever is in it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"there is no room for the search index ({error}); `ephemeral_storage` in"
            " zappa_settings.json gives it more"
        )


class Damaged(IndexFileError):
    """Nobody can have written the file who writes ours, or a part of the index is not there."""


class TooSlow(IndexFileError):
    """A statement took longer than any should."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn every error of SQLite's, and of the disk, into `IndexFileError`."""
    try:
        yield
    except (OSError, apsw.FullError, apsw.IOError) as error:
        raise NoRoom(error) from error
    except apsw.InterruptError as error:
        raise TooSlow(str(error)) from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError, UnicodeError) as error:
        raise Damaged(f"{type(error).__name__}: {error}") from error
    except (apsw.Error, MemoryError) as error:
        raise IndexFileError(f"{type(error).__name__}: {error}") from error


class Stopwatch:
    """Stops what a connection does for longer than it may."""

    def __init__(
        self, connection: apsw.Connection, seconds: float, now: Callable[[], float]
    ) -> None:
        self._seconds = seconds
        self._now = now
        self.begin()
        connection.set_progress_handler(self.is_over, _STEPS)

    def begin(self) -> None:
        """Let what follows take the whole time."""
        self._stop_at = self._now() + self._seconds

    def is_over(self) -> bool:
        """Whether that time is over."""
        return self._now() > self._stop_at


def connect(
    path: Path, seconds: float, *, to_write: bool, now: Callable[[], float] = time.monotonic
) -> tuple[apsw.Connection, Stopwatch]:
    """A connection to a file that is ours, or as good as; one that is empty becomes ours.

    `now` tells seconds. Raises `IndexFileError`.
    """
    with translated():
        connection = _open(str(path), to_write=to_write)
        watch = Stopwatch(connection, seconds, now)
        try:
            if to_write and not path.stat().st_size:
                connection.execute(SCHEMA)
            _check(connection)
        except apsw.SQLError as error:  # What these statements ask for, every file of ours has.
            connection.close()
            raise Damaged(str(error)) from error
        except BaseException:
            connection.close()
            raise
        return connection, watch


def _open(name: str, *, to_write: bool) -> apsw.Connection:
    apsw.hard_heap_limit(MAXIMUM_HEAP)
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    connection = apsw.Connection(name, flags=flags if to_write else apsw.SQLITE_OPEN_READONLY)
    for switch, value in _SWITCHES.items():
        connection.config(switch, value)
    for limit, value in _LIMITS.items():
        connection.limit(limit, value)
    connection.execute("PRAGMA cell_size_check = ON")
    if to_write:
        # The file is uploaded or thrown away as a whole, so nothing need survive a crash.
        connection.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
    return connection


def _check(connection: apsw.Connection) -> None:
    """Only of what is known to be a table anything is read."""
    parts, settings = _outline()
    if _rows(connection, _PARTS) != parts or _rows(connection, _SETTINGS) != settings:
        raise Damaged("it is not built as a search index is")


@cache
def _outline() -> tuple[_Rows, _Rows]:
    """The tables and indexes of our files, and how words are kept in them."""
    with closing(_open(":memory:", to_write=True)) as connection:
        connection.execute(SCHEMA)
        return _rows(connection, _PARTS), _rows(connection, _SETTINGS)


def _rows(connection: apsw.Connection, sql: str) -> _Rows:
    return sorted(connection.execute(sql), key=repr)
