"""The mentions that readers see: the bucket keeps them, the table has a copy for pages."""

from collections.abc import Callable, Iterator, Sequence

from handler.core.index import items
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.urls import path_in
from handler.core.model.writes import Delete, Key, Put, Update, Write
from handler.core.webmentions.crowding import with_mention
from handler.core.webmentions.mentions import (
    MANIFEST,
    MAXIMUM_FILE,
    POSTS,
    Mention,
    file_of,
    former_paths,
    from_json,
    mentions_key,
    receives,
    shown,
    to_json,
)
from handler.services.blobs import Blobs
from handler.services.ports import Bucket, Clock, Table
from handler.services.records import stored_site
from handler.services.webmentions.files import StoredFile

_Known = tuple[Mention, ...]


class MentionStore:
    """The mentions of the pages of one blog."""

    def __init__(self, bucket: Bucket, table: Table, clock: Clock, blobs: Blobs) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs

    def of(self, path: str) -> list[Mention]:
        """The mentions of a page, be they of when it was elsewhere."""
        return [each for place in self._places(path) for each in self._file(place).read()]

    def show(self, mention: Mention) -> None:
        """Show a mention, in place of an older one of its source."""
        for place in self._places(mention.path):
            if fold(place) != fold(mention.path):
                self._change(place, lambda known: _without(known, mention.source))
        self._change(mention.path, lambda known: tuple(with_mention(known, mention)))

    def withdraw(self, path: str, source: str, target: str = "") -> None:
        """Show nothing of a source any more at a page; if a target is given, of that alone."""
        for place in self._places(path):
            self._change(place, lambda known: _without(known, source, target))

    def files(self, after: str, most: int) -> tuple[list[_Known], str]:
        """The mentions of some pages, and the name after which the next come, if there are more."""
        found = self._bucket.objects(prefix=POSTS, after=after, limit=most)
        read = ((info.key, self._named(info.key).read()) for info in found)
        mentions = [known for key, known in read if known and file_of(known[0].path) == key]
        return mentions, found[-1].key if len(found) == most else ""

    def compare(self, *, thorough: bool = False) -> None:
        """Make the table's copy what the bucket holds, whatever was lost on the way.

        Of a blog that receives nothing and has shown nothing, the bucket is looked at if this is
        to be `thorough`.
        """
        rows = {f"{POSTS}{name}": item for name, item in self._table.query(MANIFEST)}
        if not (rows or thorough or receives(stored_site(self._table))):
            return
        for info in self._objects():
            row = rows.pop(info[0], None)
            if row is None or row["etag"] != info[1]:
                known = self._named(info[0]).read()
                path = next((each.path for each in known), str((row or {}).get("path", "")))
                if path and file_of(path) == info[0]:  # Else it is somebody's copy of a file.
                    self._index(path, known, info[1])
        for row in rows.values():
            self._index(str(row["path"]), (), "")

    def _objects(self) -> Iterator[tuple[str, str]]:
        after = ""
        while found := self._bucket.objects(prefix=POSTS, after=after):
            yield from ((info.key, info.etag) for info in found)
            after = found[-1].key

    def _places(self, path: str) -> Sequence[str]:
        """The path of a page, and those that it had before."""
        place = items.path_key(fold(path))
        return [path, *former_paths(self._table.get([place]).get(place, {}))]

    def _change(self, path: str, decision: Callable[[_Known], _Known]) -> None:
        file, changed = self._file(path), False

        def decide(known: _Known) -> _Known:
            nonlocal changed
            new = decision(known)
            changed = changed or new != known  # An answer that is lost may have been a yes.
            return new

        mentions, etag = file.change(decide)
        if changed:
            self._index(path, mentions, etag)

    def _index(self, path: str, mentions: _Known, etag: str) -> None:
        """Let the page of a path, and no other, show what is stored."""
        place, row = items.path_key(fold(path)), Key(MANIFEST, file_of(path).removeprefix(POSTS))
        item = self._table.get([place]).get(place, {})
        paths = {path, path_in(str(item.get("to", path)))}
        writes: list[Write] = [
            Update(items.generation_key(f"path#{fold(each)}"), add={"n": 1})
            for each in sorted(paths)
        ]
        if mentions:
            packed = self._blobs.pack(shown(mentions).encode())
            writes.append(Put(mentions_key(path), packed))
        else:
            writes.append(Delete(mentions_key(path)))
        writes.append(Put(row, {"etag": etag, "path": path}) if etag else Delete(row))
        self._table.transact(writes)

    def _file(self, path: str) -> StoredFile[_Known]:
        return self._named(file_of(path))

    def _named(self, key: str) -> StoredFile[_Known]:
        stores = (self._bucket, self._clock, key, MAXIMUM_FILE)
        return StoredFile(*stores, _read, lambda known: to_json(known).encode())


def _read(data: bytes) -> _Known:
    return tuple(from_json(data.decode("utf-8", "replace") or "[]"))


def _without(known: _Known, source: str, target: str = "") -> _Known:
    return tuple(
        each for each in known if each.source != source or (target and each.target != target)
    )
