"""Keeping the search index up to date: the tick brings into it what publishing noted as changed.

Publishing writes a row for each changed post or page, in its transaction and whatever the blog's
size. The index is one object of the bucket, written only by who knows its newest version. Rows
are removed once it is stored, and only if no later change has renewed them. So a tick that is
cut off, runs twice or beside another leaves nothing out. A lost file is built again in pieces.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.core.index import items
from handler.core.model.entries import SiteConfig
from handler.core.model.keys import SEARCH
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Condition, Delete, Item, Key
from handler.core.search.documents import Document, searchable_entry
from handler.services.bodies import Bodies
from handler.services.materials import Material, Materials
from handler.services.ports import (
    Allowance,
    Bucket,
    Clock,
    Conflict,
    Sandbox,
    Table,
    Unavailable,
    Unfinished,
)
from handler.services.records import config_key, generations_in, site_in
from handler.services.search.connecting import IndexFileError, NoRoom, translated
from handler.services.search.index_file import FORMAT, IndexFile
from handler.services.tasks import read_document

PLACE = f"{SEARCH}{FORMAT}.sqlite"
COMPLETE = "application/vnd.sqlite3"
PARTIAL = f"{COMPLETE}; partial=1"
"""The content types of an index that has all posts, and of one that is still being built."""
DAMAGED = Key(items.CHANGED, PLACE)
"""A row among those of posts that changed: a reader's process could not read the file."""
_TAGS = ("shared", "links")
_BATCH = 50
BATCH_SECONDS = 4.0
"""Seconds, for a batch; a text that takes more is found by its title and excerpt."""
_TIME = timedelta(seconds=15)
"""How long a tick may write the index: storing it and everything else need time too."""


class Indexer:
    """Writes the search index of one blog."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        materials: Materials,
        bodies: Bodies,
        sandbox: Sandbox,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._materials = materials
        self._bodies = bodies
        self._sandbox = sandbox

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Bring the index up to date; what does not fit into its time goes on next time."""
        held = self._bucket.head(PLACE)
        if held and not self._has_work(held):
            return None
        return lambda: self._run(held, deadline)

    def _run(self, held: ObjectInfo | None, deadline: datetime) -> None:
        soon = min(deadline, self._clock.now() + _TIME)
        try:
            handled = self._write(held, soon, anew=held is None or self._is_damaged())
        except NoRoom:
            raise
        except IndexFileError:
            # Whatever spoilt the file, all that is in it can be had again.
            handled = self._write(held, soon, anew=True)
        self._forget(handled, deadline)

    def _has_work(self, held: ObjectInfo) -> bool:
        return held.content_type != COMPLETE or bool(self._table.query(items.CHANGED, limit=1))

    def _is_damaged(self) -> bool:
        """Whether a reader's process could not read the file."""
        return bool(self._table.get([DAMAGED]))

    def _write(
        self, held: ObjectInfo | None, deadline: datetime, *, anew: bool
    ) -> Mapping[str, Item]:
        """Store a newer index, unless another was first; the rows that are done with.

        Content is read after the file, so that of two who write the one who can knows more.
        """
        with TemporaryDirectory(prefix="coldpress-") as folder:
            path = Path(folder) / "search.sqlite"
            if not anew:
                held = self._fetch(path)
            with closing(IndexFile(path)) as file:
                handled = self._update(file, deadline, anew=held is None or anew)
                content_type = COMPLETE if file.cursor is None else PARTIAL
                is_changed = file.is_changed
            is_done = not is_changed or self._store(path, content_type, held)
        return handled if is_done else {}

    def _fetch(self, path: Path) -> ObjectInfo | None:
        with translated(), path.open("wb") as file:
            return self._bucket.download(PLACE, file)

    def _store(self, path: Path, content_type: str, held: ObjectInfo | None) -> bool:
        """Whether the file could be put in place of the one that it was made of."""
        try:
            etag = held.etag if held else None
            with path.open("rb") as file:
                self._bucket.replace(PLACE, file, content_type, etag)
        except Conflict:
            return False
        return True

    def _update(self, file: IndexFile, deadline: datetime, *, anew: bool) -> dict[str, Item]:
        """Put in what changed, then what is missing; the rows that are done with.

        What is missing from a new file is everything, so nothing need be put in twice.
        """
        handled: dict[str, Item] = {}
        while rows := self._rows(items.CHANGED, max(handled, default="")):
            done = len(rows) if anew else self._put(file, [key for key, _ in rows])
            handled |= dict(rows[:done])
            if self._clock.now() >= deadline:
                return handled
        while file.cursor is not None and self._clock.now() < deadline:
            self._build_on(file, file.cursor)
        return handled

    def _build_on(self, file: IndexFile, cursor: str) -> None:
        rows = self._rows(items.MANIFEST, cursor)
        keys = [key for key, item in rows if item["kind"] in {"post", "page"}]
        done = self._put(file, keys)
        last = rows[-1][0] if rows else None
        with file.changing():
            file.cursor = last if done == len(keys) else keys[done - 1]

    def _rows(self, pk: str, after: str) -> list[tuple[str, Item]]:
        return self._table.query(pk, after=after or None, limit=_BATCH)

    def _put(self, file: IndexFile, keys: Sequence[str]) -> int:
        """Put in what some keys are now; how many of them, as what takes long is a batch."""
        materials = self._materials.of(keys) if keys else []
        live = {each.source.key: each for each in materials if searchable_entry(each.source)}
        found = self._table.get([config_key(), *(items.generation_key(tag) for tag in _TAGS)])
        site, generations = site_in(found), generations_in(found, _TAGS)
        allowance, documents = Allowance(BATCH_SECONDS), dict[str, Document | None]()
        for key in keys:
            if allowance.seconds <= 0:
                break
            material = live.get(key)
            documents[key] = (
                self._document(material, site, generations, allowance) if material else None
            )
        with file.changing():
            for key, document in documents.items():
                if document:
                    file.put(document)
                else:
                    file.remove(key)
        return len(documents)

    def _document(
        self,
        material: Material,
        site: SiteConfig,
        generations: Mapping[str, int],
        allowance: Allowance,
    ) -> Document:
        """What is indexed of a post: its text, or if that cannot be had just its excerpt."""
        entry = material.entry
        # One body that is lost or cannot be read must not keep all others out.
        with suppress(Unavailable, Unfinished):
            body = self._bodies.html(material, generations, site, allowance)
            return read_document(self._sandbox, allowance, entry, body)
        excerpt = entry.excerpt
        return Document(entry, excerpt, excerpt)

    def _forget(self, handled: Mapping[str, Item], deadline: datetime) -> None:
        """Remove rows, other than those that a publish has renewed since they were read."""
        for key, item in handled.items():
            if self._clock.now() >= deadline:
                return
            unchanged = Condition("revision", "equals", item["revision"])
            with suppress(Conflict):
                self._table.write(Delete(Key(items.CHANGED, key), unchanged))
