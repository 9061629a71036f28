"""What was deleted at the desk lately, so that it can be found and brought back."""

from contextlib import suppress
from io import BytesIO

from handler.core.authoring.deletions import PLACE, Deletion, from_json, to_json, with_deletion
from handler.services.ports import Bucket, Clock, Conflict, Unavailable

_TRIES = 3
_LONGEST = 200_000


class Deletions:
    """The deletions of one blog; two calls note one, whatever else was deleted."""

    def __init__(self, bucket: Bucket, clock: Clock) -> None:
        self._bucket = bucket
        self._clock = clock

    def note(self, key: str, title: str, author: str = "", path: str = "") -> None:
        """Note that a file is deleted, which readers found at a path.

        If that fails the file is still found by its name.
        """
        new = Deletion(key, title, self._clock.now(), author, path)
        for _ in range(_TRIES):
            with suppress(Conflict, Unavailable):
                self._write(new)
                return

    def all(self) -> list[Deletion]:
        """What was deleted, the latest first; some of it may be there again."""
        return self._read()[0]

    def _write(self, new: Deletion) -> None:
        known, etag = self._read()
        data = BytesIO(to_json(with_deletion(known, new)))
        self._bucket.replace(PLACE, data, "application/json", etag)

    def _read(self) -> tuple[list[Deletion], str | None]:
        found = self._bucket.get(PLACE, limit=_LONGEST)
        if found is None:
            return [], None
        return from_json(found.data or b""), found.info.etag
