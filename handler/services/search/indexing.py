"""Keeping the search index up to date: the tick brings into it what publishing noted as changed.

Publishing writes a row for each changed post or page, in its transaction and whatever the blog's
size. The tick puts them into the recent part, an object of the bucket that is written only by who
knows its newest version. Rows are removed once it is stored, and only if no later change has
renewed them. So a tick that is cut off, runs twice or beside another leaves nothing out. Once much
has changed it is folded into the other parts. A lost index is built again in pieces.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.core.index import items
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Condition, Delete, Item, Key
from handler.services.bodies import Bodies
from handler.services.materials import Materials
from handler.services.ports import Bucket, Clock, Conflict, Sandbox, Table
from handler.services.search.connecting import IndexFileError, NoRoom, translated
from handler.services.search.filling import Documents, Filling
from handler.services.search.folding import SIZES, Folding, Sizes
from handler.services.search.parts import COMPLETE, DAMAGED, PARTIAL, PLACE
from handler.services.search.recent_file import RecentFile

_TIME = timedelta(seconds=15)
"""How long a tick may begin steps: storing and everything else need time too."""


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
        sizes: Sizes = SIZES,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._filling = Filling(table, materials, bodies, sandbox)
        self._folding = Folding(bucket, sizes)

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Bring the index up to date; what does not fit into its time goes on next time."""
        held = self._bucket.head(PLACE)
        if held and not self._has_work(held):
            return None
        return lambda: self._run(held, deadline)

    def fill(self, documents: Documents) -> None:
        """Put all posts and pages into an index that is no part of the blog."""
        self._filling.fill(documents, lambda: False, anew=True)

    def _run(self, held: ObjectInfo | None, deadline: datetime) -> None:
        soon = min(deadline, self._clock.now() + _TIME)
        try:
            self._write(held, soon, deadline, anew=held is None or self._is_damaged())
        except NoRoom:
            raise
        except IndexFileError:
            # Whatever spoilt the files, all that is in them can be had again. But if they are
            # others by now, another tick may just have folded what was looked for.
            if self._bucket.head(PLACE) == held:
                self._write(held, soon, deadline, anew=True)

    def _has_work(self, held: ObjectInfo) -> bool:
        return held.content_type != COMPLETE or bool(self._table.query(items.CHANGED, limit=1))

    def _is_damaged(self) -> bool:
        """Whether a reader's process could not read the index."""
        return bool(self._table.get([DAMAGED]))

    def _write(
        self, held: ObjectInfo | None, soon: datetime, deadline: datetime, *, anew: bool
    ) -> None:
        """Store newer indexes, step by step, unless another was first.

        Content is read after the file, so that of two who write the one who can knows more.
        """
        with TemporaryDirectory(prefix="coldpress-") as folder, suppress(Conflict):
            path = Path(folder) / "recent.sqlite"
            if not anew:
                held = self._fetch(path)
            anew = anew or held is None
            etag, is_done = held.etag if held else None, False
            while not is_done:
                if not anew and self._is_to_fold(path):
                    etag = self._fold(path, etag)
                else:
                    etag, is_done = self._fill(path, etag, soon, deadline, anew=anew)
                anew, is_done = False, is_done or self._clock.now() >= soon

    def _fetch(self, path: Path) -> ObjectInfo | None:
        with translated(), path.open("wb") as file:
            return self._bucket.download(PLACE, file)

    def _is_to_fold(self, path: Path) -> bool:
        with closing(RecentFile(path)) as file:
            return self._folding.is_due(file)

    def _fold(self, path: Path, etag: str | None) -> str:
        """Fold a part of the changes into another part, and free the place of the one before."""
        objects = self._folding.objects()
        self._folding.fold(path, objects)
        new = self._store(path, etag)
        self._empty(objects, path)
        return new

    def _fill(
        self, path: Path, etag: str | None, soon: datetime, deadline: datetime, *, anew: bool
    ) -> tuple[str | None, bool]:
        """Put changes into the recent part; its ETag, and whether nothing is left to do."""
        objects = self._folding.objects() if anew else []
        with closing(RecentFile(path)) as file:

            def is_enough() -> bool:
                return self._clock.now() >= soon or self._folding.is_due(file)

            handled = self._filling.fill(file, is_enough, anew=anew)
            is_changed = file.is_changed
            is_done = file.cursor is None and not self._folding.is_due(file)
        if is_changed:
            etag = self._store(path, etag)
            self._empty(objects, path)
        self._forget(handled, deadline)
        return etag, is_done

    def _store(self, path: Path, etag: str | None) -> str:
        """Put the recent part in place of the one that it was made of."""
        with closing(RecentFile(path)) as file:
            content_type = COMPLETE if file.cursor is None else PARTIAL
        with path.open("rb") as data:
            return self._bucket.replace(PLACE, data, content_type, etag)

    def _empty(self, objects: Iterable[ObjectInfo], path: Path) -> None:
        """Empty the places that no index names any more, nor any that is being made will."""
        if objects:
            with closing(RecentFile(path)) as file:
                parts = file.parts
            self._folding.empty(objects, parts)

    def _forget(self, handled: Mapping[str, Item], deadline: datetime) -> None:
        """Remove rows, other than those that a publish has renewed since they were read."""
        for key, item in handled.items():
            if self._clock.now() >= deadline:
                return
            unchanged = Condition("revision", "equals", item["revision"])
            with suppress(Conflict):
                self._table.write(Delete(Key(items.CHANGED, key), unchanged))
