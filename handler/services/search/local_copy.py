"""The copy of the search index that a process has on its disk."""

import logging
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.services.deadlines import Deadlines, Limits
from handler.services.ports import Bucket, Clock, Unavailable
from handler.services.search.connecting import Damaged, IndexFileError, translated
from handler.services.search.index_reader import IndexReader
from handler.services.search.part_reader import PartReader
from handler.services.search.parts import COMPLETE, PLACE, Missing, Part, fetch_part

_log = logging.getLogger("coldpress")


_ATTEMPTS = 3
"""How often in a row the index may be replaced while its parts are fetched."""


class LocalCopy:
    """Fetches what is other of the index; asks the bucket at most once in `remembered`.

    `report` is told the ETag of one that cannot be read, once.
    """

    def __init__(
        self,
        bucket: Bucket,
        clock: Clock,
        deadlines: Deadlines,
        remembered: timedelta,
        limits: Limits,
        report: Callable[[str], None],
    ) -> None:
        self._bucket = bucket
        self._clock = clock
        self._deadlines = deadlines
        self._remembered = remembered
        self._limits = limits
        self._report = report
        self._lock = threading.Lock()
        self._recent = ExitStack()
        self._others: dict[Part, tuple[PartReader, ExitStack]] = {}
        self._reader: IndexReader | None = None
        self._etag = ""
        """Of the last one fetched, be it damaged: it is not fetched again for each reader."""
        self._reported = ""
        self._looked: datetime | None = None
        self.is_complete = False

    @contextmanager
    def reading(self) -> Iterator[IndexReader | None]:
        """The index for as long as one query takes; None if there is none yet."""
        with self._lock:
            self._refresh()
            if self._reader is None and self._etag:
                raise IndexFileError("the search index cannot be read")
            if self._reader:
                self._reader.begin()
            with self._reporting():
                yield self._reader

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Tell of a damaged file once; nothing else that goes wrong is for others to mend."""
        try:
            yield
        except Damaged:
            if self._reported != self._etag:
                self._reported = self._etag
                self._report(self._etag)
            raise

    def _refresh(self) -> None:
        """Have the newest index or, if it is not to be had, the one there is."""
        now = self._clock.now()
        if self._looked and now - self._looked < self._remembered:
            return
        try:
            head = self._deadlines.start(lambda: self._bucket.head(PLACE))
            held = self._deadlines.wait(self._limits.search_copy, head)
            if held and held.etag != self._etag:
                self._replace(held.etag)
        except (Unavailable, IndexFileError) as error:
            if self._reader is None:
                raise
            _log.warning("search: %s; the copy there is will do", error)
        self._looked = now

    def _replace(self, etag: str) -> None:
        with self._reporting():
            try:
                self._fetch()
            except IndexFileError:
                # It would be no better for the next reader.
                self._etag = etag
                raise

    def _fetch(self) -> None:
        for _ in range(_ATTEMPTS):
            if self._fetch_once():
                return
        raise Unavailable("bucket: the search index was another each time")

    def _fetch_once(self) -> bool:
        """Fetch the recent part and what is not here of the others; not if it was replaced."""
        with translated(), ExitStack() as held:
            path = self._new_file(held)
            with path.open("wb") as file:
                found = self._bucket.download(PLACE, file)
            if found is None:
                return True
            recent = self._open(path, held)
            parts = recent.parts()
            try:
                others = [self._other(part) for part in parts]
            except Missing:
                if (now := self._bucket.head(PLACE)) and now.etag != found.etag:
                    return False
                raise
            self._reader = IndexReader(recent, others)
            self._recent.close()
            self._recent, self._etag = held.pop_all(), found.etag
            self.is_complete = found.content_type == COMPLETE
        self._forget(parts)
        return True

    def _other(self, part: Part) -> PartReader:
        if part not in self._others:
            self._others[part] = self._fetch_part(part)
        return self._others[part][0]

    def _fetch_part(self, part: Part) -> tuple[PartReader, ExitStack]:
        with ExitStack() as held:
            path = self._new_file(held)
            fetch_part(self._bucket, part, path)
            return self._open(path, held), held.pop_all()

    def _new_file(self, held: ExitStack) -> Path:
        return Path(held.enter_context(TemporaryDirectory(prefix="coldpress-"))) / "part.sqlite"

    def _open(self, path: Path, held: ExitStack) -> PartReader:
        reader = PartReader(path, self._clock, self._limits.search)
        held.callback(reader.close)
        return reader

    def _forget(self, parts: Collection[Part]) -> None:
        """Let go of parts that the index no longer has."""
        for part in self._others.keys() - set(parts):
            self._others.pop(part)[1].close()
