"""Pages that this process remembers, oldest use forgotten first."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from handler.core.model.writes import Key
from handler.services.read.cache.page_cache import Page

_MAXIMUM_BYTES = 24_000_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A page and when its generations were read."""

    page: Page
    at: datetime

    @property
    def size(self) -> int:
        """Bytes it takes, nearly."""
        return len(self.page.gzip) + len(self.page.brotli) + 500


class PageMemory:
    """A bounded memory of pages."""

    def __init__(self, maximum_bytes: int = _MAXIMUM_BYTES) -> None:
        self._pages: OrderedDict[Key, Remembered] = OrderedDict()
        self._maximum = maximum_bytes
        self._bytes = 0
        self._lock = threading.RLock()

    def get(self, place: Key) -> Remembered | None:
        """The page, however old."""
        with self._lock:
            remembered = self._pages.get(place)
            if remembered:
                self._pages.move_to_end(place)
            return remembered

    def put(self, place: Key, page: Page, at: datetime) -> None:
        """Remember a page."""
        remembered = Remembered(page, at)
        with self._lock:
            self._forget(place)
            self._pages[place] = remembered
            self._bytes += remembered.size
            while self._bytes > self._maximum and len(self._pages) > 1:
                self._forget(next(iter(self._pages)))

    def _forget(self, place: Key) -> None:
        if old := self._pages.pop(place, None):
            self._bytes -= old.size
