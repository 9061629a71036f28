"""Files of the bucket with what is known of mentions, each changed as a whole or not at all."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Generic, TypeVar

from handler.services.ports import Bucket, Clock, Conflict, Unavailable

T = TypeVar("T")
_ATTEMPTS = 5
_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class StoredFile(Generic[T]):
    """A file of so many bytes at most; one that is not there is read as an empty one."""

    bucket: Bucket
    clock: Clock
    key: str
    most: int
    from_bytes: Callable[[bytes], T]
    to_bytes: Callable[[T], bytes]

    def read(self) -> T:
        """What the file holds."""
        return self._read()[0]

    def change(self, decision: Callable[[T], T]) -> tuple[T, str]:
        """Change what the file holds as is decided of what it holds now; also its ETag.

        A file that is right already is not written.
        """
        for attempt in range(_ATTEMPTS):
            known, etag = self._read()
            changed = decision(known)
            if changed == known:
                return known, etag or ""
            try:
                data = BytesIO(self.to_bytes(changed))
                return changed, self.bucket.replace(self.key, data, _TYPE, etag)
            except Conflict:
                self.clock.sleep(secrets.randbelow(100) / 1000 * (attempt + 1))
        raise Unavailable(f"too many change {self.key}")

    def _read(self) -> tuple[T, str | None]:
        found = self.bucket.get(self.key, limit=self.most)
        if found is None:
            return self.from_bytes(b""), None
        if found.data is None:
            raise Unavailable(f"{self.key} in the bucket is too large")
        return self.from_bytes(found.data), found.info.etag
