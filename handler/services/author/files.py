"""Where an author's files are: the content bucket, or a folder. What is written is written once."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Protocol

from handler.core.model.addressing.keys import PRIVATE, classify, key_problem, printable
from handler.core.model.addressing.paths import forms
from handler.core.model.media.types import uploaded_as
from handler.core.model.problems import ColdpressError, ContentError, Problem
from handler.core.model.sources import ObjectInfo
from handler.services.ports import Conflict, StoredObject, Unavailable


class NotThere(ColdpressError):
    """There is no such file, or no such version of it."""


class Stale(ColdpressError):
    """Somebody else has changed a file since it was read."""


class Unsaved(Unavailable):
    """What was to be written is not, as far as anybody can tell; the text says what is there."""


class HalfDone(ColdpressError):
    """A text has its new name, and its old one as well."""


class NotTheirs(ColdpressError):
    """A file that only owners of the blog may write."""


class Files(Protocol):
    """What of a `Bucket` a folder on disk has as well."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        ...

    def head(self, key: str) -> ObjectInfo | None:
        """See `Bucket.head`."""
        ...

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        ...

    def delete(self, key: str, *, etag: str = "") -> None:
        """See `Bucket.delete`."""
        ...


def _anything(_key: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the name that stands beside it, and which files are theirs to write."""

    name: str = ""
    may_write: Callable[[str], bool] = _anything


ANYBODY = Author()


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read."""

    info: ObjectInfo
    data: bytes


class Store:
    """Reads and writes files, and finds out what is there if an answer was lost.

    Who the `author` is stands beside what is written.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._author = ANYBODY

    def by(self, author: Author) -> "Store":
        """The same files, written by somebody."""
        named = copy(self)
        named._author = author
        return named

    def permit(self, *keys: str) -> None:
        """Raise `NotTheirs` if a file is read only for its author."""
        for key in keys:
            if not self._author.may_write(key):
                raise NotTheirs(f"{printable(key)}: only an owner of the blog may write it.")

    def read(self, key: str, version: str = "") -> Seen | None:
        """A file, or a version of it."""
        found = self._files.get(key, version=version)
        return Seen(found.info, found.data) if found and found.data is not None else None

    def existing(self, key: str, etag: str | None = None) -> Seen:
        """A file that has to be there, and be the one with this ETag if there is one.

        Its key may be written in another form of the same letters, as macOS does.
        """
        seen = next(filter(None, map(self.read, forms(key))), None)
        if seen is None:
            raise NotThere(f"{key} is not there. Is its name right, with its folder?")
        if etag is not None and seen.info.etag != etag:
            raise _stale(key)
        return seen

    def there(self, keys: tuple[str, ...]) -> frozenset[str]:
        """Those of some files that are there."""
        return frozenset(key for key in keys if any(map(self._files.head, forms(key))))

    def write(self, key: str, data: bytes, etag: str | None, content_type: str = "") -> None:
        """Write a file in place of that with this ETag, or (None) of none; raises `Stale`."""
        self.permit(key)
        kind = content_type or uploaded_as(key)
        try:
            self._files.replace(key, BytesIO(data), kind, etag, author=self._author.name)
        except (Conflict, Unavailable) as error:
            held = self._held(key, error)
            if held and held.data == data:
                return  # It was written, and only the answer was lost.
            if isinstance(error, Conflict):
                raise _stale(key) if etag else _taken(key) from error
            raise Unsaved(f"{error}; {key} is as it was, nothing was written") from error

    def remove(self, seen: Seen) -> None:
        """Remove a file as it was seen; raises `Stale`."""
        key = seen.info.key
        self.permit(key)
        try:
            self._files.delete(key, etag=seen.info.etag)
        except (Conflict, Unavailable) as error:
            if self._held(key, error) is None:
                return
            if isinstance(error, Conflict):
                raise _stale(key) from error
            raise Unsaved(f"{error}; {key} is as it was, nothing was removed") from error

    def _held(self, key: str, error: Exception) -> Seen | None:
        """What is there after a call that failed."""
        try:
            return self.read(key)
        except Unavailable:
            told = f"{error}; nobody can tell whether {key} was changed, so look at it first"
            raise Unsaved(told) from error


def checked(key: str) -> str:
    """A key that a file of the blog may have; raises `ContentError` for any other."""
    if problem := key_problem(key):
        raise ContentError(problem)
    if key.startswith(PRIVATE) or classify(key) == "ignored":
        message = "is no part of a blog by its name."
        raise ContentError(Problem(key, message, "Name a post, draft, page or other file of it."))
    return key


def half_done(new: str, old: str, remove: Callable[[], None]) -> None:
    """Remove the old name of a text that is written under its new one, or tell that both are."""
    try:
        remove()
    except Exception as error:
        told = f"{new} is written, but {old} is still there as well: {error} Delete {old}"
        raise HalfDone(f"{told}, or {new}, whichever you do not want.") from error


def _stale(key: str) -> Stale:
    told = "somebody has changed it since it was read, so nothing was written"
    return Stale(f"{key}: {told}. Look at what it is now, and do it again.")


def _taken(key: str) -> Stale:
    return Stale(f"{key} is there already, so nothing was written. Choose another name.")
