"""What the services need of the outside world, as Protocols. No IO here."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Protocol, TypeVar

from handler.core.model.entries import State
from handler.core.model.problems import ColdpressError, Problem
from handler.core.model.sources import ObjectInfo, Upload
from handler.core.model.writes import Item, Key, Write

T = TypeVar("T")


class Conflict(ColdpressError):
    """A write's condition did not hold, or another transaction was under way.

    `keys` are the items whose conditions failed; none if transactions merely met.
    """

    def __init__(self, keys: Collection[Key] = ()) -> None:
        super().__init__(f"conflict on {', '.join(f'{k.pk}/{k.sk}' for k in keys) or 'items'}")
        self.keys = frozenset(keys)


class Unavailable(ColdpressError):
    """The table or the bucket did not answer in time, or refused for load."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object of the bucket with its content; `data` is None if it is over the limit asked."""

    info: ObjectInfo
    data: bytes | None


@dataclass(frozen=True, slots=True)
class PostForm:
    """Where a form is to be sent, and what is to stand in it before the file."""

    address: str
    fields: Mapping[str, str]


class Clock(Protocol):
    """Time."""

    def now(self) -> datetime:
        """The current time, aware."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def wait(self, seconds: float, future: Future[T]) -> T:
        """A result, or what it failed with; raises `TimeoutError` if it does not come in time."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing a key led to; `state` is None for a key that is gone or not content.

    A photo `is_geotagged` if its file tells where it was taken. `upload` is which version of the
    file was looked at, if there is one.
    """

    key: str
    state: State | None
    path: str = ""
    due: datetime | None = None
    problems: tuple[Problem, ...] = ()
    changed: bool = False
    is_geotagged: bool = False
    upload: Upload | None = None


class Table(Protocol):
    """The table. Every read is strongly consistent; failures raise `Unavailable`."""

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """The items that exist among these keys, in one call for up to 100."""
        ...

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        before: str | None = None,
        prefix: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[tuple[str, Item]]:
        """Sort keys and items of a partition, in order of their sort keys.

        At most one of `after`, `before` (both exclusive) and `prefix` narrows them.
        """
        ...

    def transact(self, writes: Sequence[Write]) -> None:
        """Do all of up to 100 writes or none; raises `Conflict`."""
        ...

    def write(self, write: Write) -> None:
        """Do one write; raises `Conflict`."""
        ...

    def scan(self) -> Iterator[tuple[Key, Item]]:
        """Every item, in no order."""
        ...


class Bucket(Protocol):
    """The content bucket, versioned; reads are strongly consistent, failures `Unavailable`."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """An object, or a version of it; without `data` if it has more than `limit` bytes."""
        ...

    def head(self, key: str, *, version: str = "") -> ObjectInfo | None:
        """What the bucket says of an object, or of a version of it."""
        ...

    def read_range(self, key: str, version: str, start: int, stop: int) -> bytes | None:
        """Bytes `start` up to, not including, `stop` of a version of an object."""
        ...

    def objects(self, *, after: str = "", prefix: str = "", limit: int = 1000) -> list[ObjectInfo]:
        """Up to 1,000 objects in order of their keys; fewer than `limit` means the end."""
        ...

    def versions(self, key: str) -> tuple[list[ObjectInfo], bool]:
        """Up to 100 versions of a key, newest first, that were not deleted since.

        Also whether that is all of them.
        """
        ...

    def history(self, key: str, *, after: str = "") -> tuple[list[ObjectInfo], bool]:
        """Up to 100 versions of a key, newest first, `after` one of them; also whether that is all.

        A deletion is one without an ETag. There are none after what can be no version.
        """
        ...

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """Store an object."""
        ...

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """Write an object, however large, into a file that can be rewound."""
        ...

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """Store a file, however large, in place of the object with this ETag, or (None) of none.

        Its `author` is noted, which `get` and `head` tell. Returns the new ETag; raises `Conflict`
        if the bucket holds another object by now.
        """
        ...

    def delete(self, key: str, *, etag: str = "") -> None:
        """Remove an object; its versions stay.

        With an ETag it raises `Conflict` if the bucket holds another object, or none, by now.
        """
        ...

    def presigned_post(self, key: str, media_type: str, most: int, seconds: int) -> PostForm:
        """What anybody can store an object with for a while, of one type and so many bytes."""
        ...

    def presigned_url(self, key: str, version: str, seconds: int) -> str:
        """An address at which anybody can read a version of an object for a while."""
        ...


class Metrics(Protocol):
    """Numbers about what is being done; names that end in `Milliseconds` are times."""

    def add(self, name: str, value: float = 1) -> None:
        """Note a number; a name may come up several times."""
        ...


@dataclass(slots=True)
class Allowance:
    """Seconds of computing left for something; whatever is computed for it takes from them.

    `fell_short` says that something was given as it was known before, as they did not suffice.
    """

    seconds: float
    fell_short: bool = False


class Unfinished(ColdpressError):
    """A computation that came to no result; its text says why, as in `takes more than 5 s`."""


class Sandbox(Protocol):
    """Runs functions over what authors wrote, within bounds of time, memory and output."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """The result of the function `task`, named as `module:function`; raises `Unfinished`.

        Arguments and result are plain data. Whatever the function raises makes it unfinished.
        """
        ...


Together = Callable[[Sequence[Callable[[], object]]], list[object]]
"""Runs calls at the same time and gives their results in order."""
