"""Files as they were when somebody opened them: forms name them, and need not carry them along."""

from base64 import b64decode, b64encode
from typing import Protocol

from handler.core.model.problems import ContentError, Problem
from handler.services.author.files import Files, Seen


class Opened(Protocol):
    """Finds again what somebody opened."""

    def name(self, seen: Seen) -> str:
        """What a form names a file by, beside its ETag, as it is now."""
        ...

    def read(self, key: str, etag: str, name: str) -> bytes | None:
        """A file as it was then; None if nobody has it any more."""
        ...


class OpenedVersions:
    """In a bucket that keeps versions: a name is that of one."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def name(self, seen: Seen) -> str:
        """See `Opened.name`."""
        return seen.info.version

    def read(self, key: str, etag: str, name: str) -> bytes | None:
        """See `Opened.read`; mostly it is what is there still."""
        for version in ("", *([name] if name else ())):
            found = self._files.get(key, version=version)
            if found and found.info.etag == etag:
                return found.data
        return None


class OpenedTexts:
    """Where no versions are kept: a name is all of the file."""

    def name(self, seen: Seen) -> str:
        """See `Opened.name`."""
        return b64encode(seen.data).decode()

    def read(self, key: str, etag: str, name: str) -> bytes:  # noqa: ARG002 - it is no name
        """See `Opened.read`."""
        try:
            return b64decode(name, validate=True)
        except ValueError:
            raise ContentError(Problem(key, "is not what was opened.", "")) from None
