"""A file on disk in place of an object's bytes, so that memory need not hold what is large."""

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileOnDisk:
    """A file as it was when it was looked at; once it is another, it has no bytes any more.

    `changed` is in nanoseconds, and with `size` and `inode` tells one file from another.
    """

    path: Path
    size: int
    changed: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileOnDisk":
        """The file at a path as it is now."""
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(path)
        return cls._of(path, found)

    @classmethod
    def _of(cls, path: Path, found: os.stat_result) -> "FileOnDisk":
        return cls(path, found.st_size, found.st_mtime_ns, found.st_ino)

    @property
    def etag(self) -> str:
        """What changes with the file, without reading it."""
        return f"{self.size:x}-{self.changed:x}-{self.inode:x}"

    @property
    def modified(self) -> datetime:
        """When the file was changed."""
        return datetime.fromtimestamp(self.changed / 1e9, UTC)

    def is_unchanged(self) -> bool:
        """Whether the file is still what it was."""
        try:
            return self.of(self.path) == self
        except OSError:
            return False

    def read(self, start: int = 0, stop: int | None = None) -> bytes | None:
        """Bytes of the file; None if it is gone or another by now."""
        try:
            with self.path.open("rb") as file:
                if self._of(self.path, os.fstat(file.fileno())) != self:
                    return None
                file.seek(start)
                return file.read(-1 if stop is None else max(0, stop - start))
        except OSError:
            return None
