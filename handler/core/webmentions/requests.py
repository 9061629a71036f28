"""Requests to look at a mention: what is asked for, and those that wait for it. No IO here.

https://www.w3.org/TR/webmention/#receiving-webmentions
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urlsplit

from handler.core.index import codec
from handler.core.model.problems import ColdpressError
from handler.core.webmentions.mentions import PLACE, host_of, id_of, is_web_address

FILE = f"{PLACE}queue/queue.json"
MAXIMUM_FILE = 2_000_000
MOST_QUEUED = 100
MOST_OF_HOST = 20
"""How many requests of one host wait at most."""
ATTEMPTS = 3


class NoMention(ColdpressError):
    """What is asked for can be no mention of the blog."""


class QueueFull(ColdpressError):
    """Too many wait to be looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """That a page at `source` links to `target`, which is the page of the blog at `path`.

    It came at the second `at`, and is looked at from `due` on.
    """

    source: str
    target: str
    path: str
    at: int
    due: int = 0
    attempts: int = 0

    @property
    def id(self) -> str:
        """Names the mention that it may be."""
        return id_of(self.source, self.path)


def check_addresses(source: str, target: str) -> None:
    """Raise `NoMention`, with what is wrong, if two addresses cannot be a mention."""
    for name, address in (("source", source), ("target", target)):
        if not is_web_address(address):
            raise NoMention(f"{name} is no address of the web.")
    if not _is_plain(source):
        raise NoMention("source names a port or a user, and is not looked at.")
    if urldefrag(source).url == urldefrag(target).url:
        raise NoMention("source and target are the same.")


def _is_plain(address: str) -> bool:
    """Whether nothing in an address says who asks, or for another port than the usual."""
    try:
        parts = urlsplit(address)
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        return "@" not in parts.netloc and parts.port in (None, usual)
    except ValueError:
        return False


def with_asked(queue: Sequence[Asked], new: Asked) -> list[Asked]:
    """The queue with another request, once however often it is sent; raises `QueueFull`."""
    others = [each for each in queue if each.id != new.id]
    of_host = sum(host_of(each.source) == host_of(new.source) for each in others)
    if len(others) >= MOST_QUEUED or of_host >= MOST_OF_HOST:
        raise QueueFull("Too many mentions wait to be looked at. Try again in some minutes.")
    return [*others, new]


def without_done(
    queue: Sequence[Asked], done: Sequence[Asked], again: Sequence[Asked], now: int
) -> list[Asked]:
    """The queue after some were looked at; those that came again meanwhile stay.

    Those `again` whose source did not answer are looked at later, a few times.
    """
    looked = {(each.id, each.at, each.attempts) for each in (*done, *again)}
    left = [each for each in queue if (each.id, each.at, each.attempts) not in looked]
    ids = {each.id for each in left}
    later = (
        replace(each, attempts=each.attempts + 1, due=now + 600 * 6**each.attempts)
        for each in again
        if each.attempts + 1 < ATTEMPTS and each.id not in ids
    )
    return [*left, *later]


def queue_to_json(queue: Sequence[Asked]) -> bytes:
    """The queue as it is stored."""
    return codec.dumps([asdict(each) for each in queue]).encode()


def queue_from_json(data: bytes) -> list[Asked]:
    """The queue in what was stored; what is none is left out."""
    try:
        records: Any = codec.loads(data.decode())
        return [Asked(**record) for record in records]
    except (ValueError, TypeError, RecursionError):
        return []
