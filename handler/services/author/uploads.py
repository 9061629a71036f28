"""Pictures that authors upload, under names that no other file has."""

from collections.abc import Callable
from copy import copy

from handler.core.authoring.uploads import checked_picture, picture_key
from handler.core.model.entries import SiteConfig
from handler.services.author.files import Files, Stale, Store, checked
from handler.services.ports import Clock

_TRIES = 100


class Uploads:
    """Stores pictures of one blog."""

    def __init__(self, files: Files, clock: Clock) -> None:
        self._store = Store(files)
        self._clock = clock

    def limited_to(self, may_write: Callable[[str], bool]) -> "Uploads":
        """The same for somebody who may write some of the files only."""
        limited = copy(self)
        limited._store = self._store.limited_to(may_write)
        return limited

    def picture(self, name: str, data: bytes, site: SiteConfig) -> str:
        """Store a picture, and say under which key; one that is there already stays as it is."""
        extension = checked_picture(name, data)
        for number in range(1, _TRIES):
            key = picture_key(name, extension, self._clock.now(), site, number)
            try:
                self._store.write(checked(key), data, None)
            except Stale:
                continue
            return key
        raise Stale(f"{name}: {_TRIES} pictures have that name. Give it another.")
