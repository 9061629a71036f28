"""The recent part of the search index: what changed since, and of which parts the rest consists."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from handler.core.index import codec
from handler.core.model.addressing.keys import MAX_KEY_BYTES
from handler.core.model.unpacking import unpack_zlib
from handler.core.search.documents import MAXIMUM_TEXT, Document
from handler.services.search.connecting import Damaged, IndexFileError, translated
from handler.services.search.index_file import IndexFile, pack
from handler.services.search.parts import READ_PARTS, Part, read_parts

_MAXIMUM_UNPACKED = 13 * MAXIMUM_TEXT
"""Of prose and code together, each character of which takes up to six bytes in JSON."""


class RecentFile(IndexFile):
    """A recent part on the local disk that can be written; made if there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        if self.is_new:
            with translated():
                self.cursor = ""

    @property
    def cursor(self) -> str | None:
        """Up to which key the index was built, while that is under way."""
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

    @property
    def parts(self) -> tuple[Part, ...]:
        """The other parts, in the order of their keys."""
        self._watch.begin()
        with translated():
            return read_parts(self._db.execute(READ_PARTS))

    @parts.setter
    def parts(self, parts: Iterable[Part]) -> None:
        self._db.execute("DELETE FROM parts")
        rows = [(part.start, part.place, part.etag) for part in parts]
        self._db.executemany("INSERT INTO parts VALUES (?, ?, ?)", rows)

    @property
    def changes_size(self) -> int:
        """About how many bytes there are of what changed."""
        self._watch.begin()
        with translated():
            return int(
                self._db.execute(
                    "SELECT ifnull(sum(length(record) + length(text) + length(others)), 0)"
                    " + (SELECT ifnull(sum(length(key)), 0) FROM gone) FROM texts"
                ).get
            )

    def put(self, document: Document) -> bool:
        """See `IndexFile.put`."""
        self._db.execute("DELETE FROM gone WHERE key = ?", (document.entry.key,))
        return super().put(document)

    def _others(self, document: Document, /) -> bytes:
        return pack(codec.dumps([document.prose, document.code]))

    def remove(self, key: str) -> bool:
        """Remove the document of a key, and note that those of other parts do not count."""
        was_there = super().remove(key)
        self._db.execute(
            "INSERT OR IGNORE INTO gone SELECT ? WHERE EXISTS (SELECT 1 FROM parts)", (key,)
        )
        return was_there

    def gone(self) -> list[str]:
        """The keys of what was removed, in order."""
        self._watch.begin()
        with translated():
            return [str(key) for (key,) in self._db.execute("SELECT key FROM gone ORDER BY key")]

    def changed_keys(self) -> list[str]:
        """The keys of all that was put or removed, in order."""
        return sorted([*self.keys(), *self.gone()])

    def documents(self) -> Iterator[Document]:
        """What was put, in the order of keys; raises `Damaged` if none of ours would have it."""
        self._watch.begin()
        with translated():
            rows = self._db.execute(
                "SELECT key, record, text, others FROM documents JOIN texts USING (id) ORDER BY key"
            )
            for key, record, text, others in rows:
                yield _document(key, record, text, others)


def _document(key: str, record: str, packed: bytes, others: bytes) -> Document:
    try:
        entry = codec.entry_from_json(codec.loads(record))
        text = _unpack(packed)
        prose, code = codec.loads(_unpack(others))
        document = Document(entry, text, prose, code)
        shown = (entry.title, document.digest, document.labels, document.moment, prose, code)
        is_ours = entry.key == key and all(isinstance(part, str) for part in shown)
        is_ours = is_ours and isinstance(document.terms, frozenset)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"it has what is no document: {error}") from error
    if not is_ours:
        raise Damaged("it has what is no document")
    return document


def _unpack(packed: bytes) -> str:
    return (unpack_zlib(packed, _MAXIMUM_UNPACKED) or b"").decode()
