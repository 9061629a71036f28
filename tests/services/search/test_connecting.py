"""A file that somebody put in place of the search index runs nothing and keeps nobody waiting."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from handler.core.index import items
from handler.services.search.connecting import (
    Damaged,
    IndexFileError,
    TooSlow,
    connect,
    translated,
)
from handler.services.search.parts import COMPLETE, PARTIAL, PLACE
from tests.services.blog import Blog
from tests.services.search.blog import index, search, titles

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
HOSTILE = {
    "trigger on a table": f"CREATE TRIGGER t AFTER INSERT ON documents BEGIN {ENDLESS}; END",
    "trigger on a deletion": f"CREATE TRIGGER t BEFORE DELETE ON texts BEGIN {ENDLESS}; END",
    "trigger that takes all": "CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM texts; END",
    "view in place of a table": f"DROP TABLE facts; CREATE VIEW facts AS {ENDLESS}",
    "view beside the tables": f"CREATE VIEW v AS {ENDLESS}",
    "view in place of settings": f"DROP TABLE words; CREATE VIEW words_config AS {ENDLESS}",
    "generated column": "ALTER TABLE documents ADD COLUMN x AS (printf('%.*c', 900000000, 'x'))",
    "column with a default": "ALTER TABLE documents ADD COLUMN x DEFAULT 1",
    "index over an expression": "CREATE INDEX i ON documents (hex(zeroblob(1000)))",
    "index over some rows": "CREATE INDEX i ON documents (id) WHERE key LIKE '%a%'",
    "table that checks": "DROP TABLE texts; CREATE TABLE texts (id INTEGER PRIMARY KEY, record TEXT"
    " CHECK (length(zeroblob(900000000))), text BLOB)",
    "another table": "CREATE TABLE more (x)",
    "a table less": "DROP TABLE terms",
    "another full-text index": "CREATE VIRTUAL TABLE more USING fts5 (x)",
    "words kept otherwise": "DROP TABLE words; CREATE VIRTUAL TABLE words USING fts5"
    " (title, labels, prose, code, tokenize='trigram')",
    "words ranked by a function": "INSERT INTO words (words, rank) VALUES ('rank', 'evil()')",
    "other settings": "INSERT INTO words (words, rank) VALUES ('crisismerge', 1999)",
    "many parts": ";".join(f"CREATE TABLE t{number} (x)" for number in range(2000)),
    "endless schema": f"CREATE TABLE t (x CHECK ({'+'.join(['1'] * 900)}))",
}


@pytest.fixture
def blog() -> Blog:
    """A blog with one post, indexed."""
    blog = Blog()
    blog.post("2026-01-01-a", "A", "word")
    index(blog)
    return blog


def spoil(blog: Blog, folder: Path, change: Callable[[apsw.Connection], object]) -> None:
    """Put in place of the index one that was changed with all of SQLite's means."""
    found = blog.bucket.get(PLACE)
    assert found
    assert found.data
    path = folder / "hostile.sqlite"
    path.write_bytes(found.data)
    with apsw.Connection(str(path)) as connection:
        change(connection)
    connection.close()
    blog.bucket.put(PLACE, path.read_bytes(), COMPLETE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_index_is_not_searched_and_the_next_tick_builds_it_anew(
    blog: Blog, tmp_path: Path, name: str
) -> None:
    spoil(blog, tmp_path, lambda connection: connection.execute(HOSTILE[name]))
    assert search(blog, "word").state == "unavailable"
    index(blog)
    assert titles(blog, "word") == ["A"]
    assert blog.table.query(items.CHANGED) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_index_does_not_keep_the_tick_from_what_was_published(
    blog: Blog, tmp_path: Path, name: str
) -> None:
    spoil(blog, tmp_path, lambda connection: connection.execute(HOSTILE[name]))
    blog.post("2026-01-02-b", "B", "word")
    index(blog)
    assert titles(blog, "word") == ["B", "A"]


@pytest.mark.parametrize(
    "data",
    [b"", b"no database", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000],
    ids=["empty", "text", "beginning", "header"],
)
def test_what_is_no_database_is_replaced(blog: Blog, data: bytes) -> None:
    blog.bucket.put(PLACE, data, COMPLETE)
    assert search(blog, "word").state == "unavailable"
    index(blog)
    assert titles(blog, "word") == ["A"]


HEADERS = {
    "journal ahead": (18, b"\2\2"),
    "of another SQLite": (18, b"\x09\x09"),
    "small pages": (16, b"\2\0"),
    "many pages": (28, b"\x7f\xff\xff\xff"),
    "free pages": (32, b"\0\0\0\3\0\x0f\0\0"),
    "another schema": (44, b"\0\0\0\x09"),
    "text in UTF-16": (56, b"\0\0\0\2"),
    "shrinking itself": (52, b"\0\0\0\7\0\0\0\0\0\0\0\0\0\0\0\1"),
}
"""Bytes of the header, and where they stand: https://sqlite.org/fileformat.html"""


@pytest.mark.parametrize("name", HEADERS)
def test_whatever_the_header_says_the_next_tick_makes_it_good(blog: Blog, name: str) -> None:
    found = blog.bucket.get(PLACE)
    assert found
    start, written = HEADERS[name]
    data = found.data or b""
    changed = data[:start] + written + data[start + len(written) :]
    blog.bucket.put(PLACE, changed, COMPLETE)
    assert search(blog, "word").state in {"ready", "unavailable"}
    index(blog)
    assert titles(blog, "word") == ["A"]


def test_an_index_that_is_damaged_within_is_built_anew_once_a_reader_meets_it(
    blog: Blog, tmp_path: Path
) -> None:
    spoil(
        blog, tmp_path, lambda db: db.execute("UPDATE words_data SET block = x'ff' WHERE id > 10")
    )
    assert search(blog, "word").state == "unavailable"
    index(blog)
    assert titles(blog, "word") == ["A"]


def test_a_process_tells_of_a_damaged_index_once(blog: Blog) -> None:
    blog.bucket.put(PLACE, b"no database", COMPLETE)
    search(blog, "word")
    assert len(blog.table.query(items.CHANGED)) == 1
    revision = blog.table.query(items.CHANGED)
    for _ in range(5):
        search(blog, "other")
    assert blog.table.query(items.CHANGED) == revision


def test_a_process_that_has_a_good_copy_goes_on_with_it_and_tells_of_the_other(blog: Blog) -> None:
    assert titles(blog, "word") == ["A"]
    blog.bucket.put(PLACE, b"no database", COMPLETE)
    assert titles(blog, "word") == ["A"]
    index(blog)
    assert blog.table.query(items.CHANGED) == []
    blog.post("2026-01-02-b", "B", "word")
    index(blog)
    assert titles(blog, "word") == ["B", "A"]


@pytest.mark.parametrize(
    "cursor", ["x'ff'", "7", "1.5", "printf('%.*c', 5000, 'x')", "CAST(x'ff' AS TEXT)"]
)
def test_an_index_that_was_built_up_to_nowhere_is_built_anew(
    blog: Blog, tmp_path: Path, cursor: str
) -> None:
    change = f"INSERT INTO facts VALUES ('cursor', {cursor})"
    spoil(blog, tmp_path, lambda connection: connection.execute(change))
    found = blog.bucket.get(PLACE)
    assert found
    blog.bucket.put(PLACE, found.data or b"", PARTIAL)
    index(blog)
    assert titles(blog, "word") == ["A"]


RECORDS = [
    *("NULL", "7", "''", "'['", "'[]'", "'{}'", "x'ff'", "CAST(x'ff' AS TEXT)"),
    *("""'{"key": 1, "kind": "post", "path": "/"}'""", """'{"key": "", "kind": "", "path": ""}'"""),
    *("""'{"key": "k", "kind": "post", "path": 7}'""", """'{"key": "\\ud800", "path": "/"}'"""),
    *(
        """'{"key": "k", "kind": "post", "path": "/", "date": "x"}'""",
        "replace(zeroblob(9), 'x', '')",
    ),
    "'" + "[" * 100_000 + "'",
    """'{"key": "' || printf('%.*c', 3000, 'k') || '", "kind": "post", "path": "/"}'""",
]


@pytest.mark.parametrize("record", RECORDS)
def test_a_row_that_is_no_entry_is_not_shown_and_fails_nobody(
    blog: Blog, tmp_path: Path, record: str
) -> None:
    blog.post("2026-01-02-b", "B", "word")
    index(blog)
    change = f"UPDATE texts SET record = {record} WHERE id = 1"
    spoil(blog, tmp_path, lambda connection: connection.execute(change))
    found = search(blog, "word")
    assert found.state in {"ready", "unavailable"}
    assert [result.entry.title for result in found.results] in (["B"], [])


@pytest.mark.parametrize("text", ["NULL", "7", "x'ff'", "''", "zeroblob(1000)"])
def test_a_row_whose_text_is_none_is_shown_without_one_or_not_at_all(
    blog: Blog, tmp_path: Path, text: str
) -> None:
    spoil(blog, tmp_path, lambda connection: connection.execute(f"UPDATE texts SET text = {text}"))
    assert titles(blog, "word") in (["A"], [])


VALUES = ["NULL", "-5", "9e999", "'x'", "x'ff'", "CAST(x'ff' AS TEXT)", "zeroblob(100000)"]


@pytest.mark.parametrize("column", ["length", "moment", "digest", "id"])
@pytest.mark.parametrize("value", VALUES)
def test_a_document_that_says_nonsense_of_itself_fails_nobody(
    blog: Blog, tmp_path: Path, column: str, value: str
) -> None:
    def change(connection: apsw.Connection) -> None:
        with suppress(apsw.MismatchError):
            connection.execute(f"UPDATE documents SET {column} = {value}")

    spoil(blog, tmp_path, change)
    blog.post("2026-01-02-b", "B", "word")
    for typed in ("word", "year:2026", "wrod"):
        assert search(blog, typed).state in {"ready", "unavailable"}
    index(blog)
    assert "B" in titles(blog, "word")


@pytest.mark.parametrize("to_write", [True, False])
def test_whatever_takes_too_long_is_stopped(tmp_path: Path, to_write: bool) -> None:
    path = tmp_path / "index.sqlite"
    connect(path, 60, to_write=True)[0].close()
    connection, watch = connect(path, 60, to_write=to_write)
    watch._seconds = 0
    watch.begin()
    with pytest.raises(TooSlow), translated():
        connection.execute(ENDLESS)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT length(zeroblob(100000000))",
        "ATTACH 'other.sqlite' AS other",
        "SELECT load_extension('evil')",
        'SELECT "no name"',
    ],
)
def test_sqlite_refuses_what_no_statement_of_ours_needs(tmp_path: Path, statement: str) -> None:
    connection, _ = connect(tmp_path / "index.sqlite", 60, to_write=True)
    with pytest.raises(IndexFileError), translated():
        connection.execute(statement)


def test_the_tables_behind_the_full_text_index_cannot_be_written(tmp_path: Path) -> None:
    connection, _ = connect(tmp_path / "index.sqlite", 60, to_write=True)
    with pytest.raises(IndexFileError), translated():
        connection.execute("UPDATE words_data SET block = x'00'")


def test_a_file_of_ours_may_be_read_and_written_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    for to_write in (True, False, True):
        connect(path, 60, to_write=to_write)[0].close()
    path.write_bytes(b"x" * 5000)
    with pytest.raises(Damaged):
        connect(path, 60, to_write=False)
