"""Files that are read once for whatever one request does with them."""

from typing import BinaryIO

from handler.core.model.sources import ObjectInfo
from handler.services.author.files import Files
from handler.services.ports import StoredObject


class RememberedFiles:
    """See `Files`; what was read is not read again until it is written.

    Each write has its condition, so that nothing is lost by what somebody else does meanwhile.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._read: dict[tuple[str, str], StoredObject | None] = {}

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        named = (key, version)
        if named not in self._read:
            found = self._files.get(key, version=version, limit=limit)
            if found is not None and found.data is None:
                return found
            self._read[named] = found
        return self._read[named]

    def head(self, key: str) -> ObjectInfo | None:
        """See `Bucket.head`."""
        return self._files.head(key)

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        self._read.pop((key, ""), None)
        return self._files.replace(key, file, content_type, etag, author=author)

    def delete(self, key: str, *, etag: str = "") -> None:
        """See `Bucket.delete`."""
        self._read.pop((key, ""), None)
        self._files.delete(key, etag=etag)
