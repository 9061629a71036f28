"""The copy of the search index that a process has on its disk."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.services.deadlines import Deadlines, Limits
from handler.services.ports import Bucket, Clock, Unavailable
from handler.services.search.connecting import Damaged, IndexFileError, translated
from handler.services.search.index_reader import IndexReader
from handler.services.search.indexing import COMPLETE, PLACE

_log = logging.getLogger("coldpress")


class LocalCopy:
    """Fetches the index if it is another; asks the bucket at most once in `remembered`.

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
        self._held = ExitStack()
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
        with translated(), ExitStack() as held:
            folder = held.enter_context(TemporaryDirectory(prefix="coldpress-"))
            path = Path(folder) / "search.sqlite"
            with path.open("wb") as file:
                found = self._bucket.download(PLACE, file)
            if found is None:
                return
            reader = IndexReader(path, self._clock, self._limits.search)
            held.callback(reader.close)
            self._held.close()
            self._reader, self._held, self._etag = reader, held.pop_all(), found.etag
            self.is_complete = found.content_type == COMPLETE
