"""Requests to look at a mention: what is asked for, and those that wait for it. No IO here.

https://www.w3.org/TR/webmention/#receiving-webmentions
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urlsplit, urlunsplit

from handler.core.index import codec
from handler.core.model.problems import ColdpressError
from handler.core.webmentions.attempts import ATTEMPTS, due_after
from handler.core.webmentions.crowding import most_crowded
from handler.core.webmentions.mentions import PLACE, host_of, id_of, is_web_address

FILE = f"{PLACE}queue/queue.json"
MAXIMUM_FILE = 2_000_000
MOST_QUEUED = 100
MOST_OF_HOST = 20
"""How many requests of one host wait at most."""


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
        """Names what is asked: whoever names another target asks something else."""
        return id_of(self.source, self.target)


def checked_source(source: str, target: str) -> str:
    """A source in its one way of writing it.

    Raises `NoMention`, with what is wrong, if two addresses cannot be a mention.
    """
    for name, address in (("source", source), ("target", target)):
        if not is_web_address(address):
            raise NoMention(f"{name} is no address of the web.")
    if not _is_plain(source):
        raise NoMention("source names a port or a user, and is not looked at.")
    if urldefrag(source).url == urldefrag(target).url:
        raise NoMention("source and target are the same.")
    parts, host = urlsplit(source), host_of(source)
    named = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, named, parts.path or "/", parts.query, ""))


def _is_plain(address: str) -> bool:
    """Whether nothing in an address says who asks, or for another port than the usual."""
    try:
        parts = urlsplit(address)
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        return "@" not in parts.netloc and parts.port in (None, usual)
    except ValueError:
        return False


def with_asked(queue: Sequence[Asked], new: Asked) -> list[Asked]:
    """The queue with another request, once however often it is sent; raises `QueueFull`.

    What did not answer gives way to what was not looked at yet, and of that the site with most.
    """
    others = [each for each in queue if each.id != new.id]
    of_host = sum(host_of(each.source) == host_of(new.source) for each in others)
    if of_host < MOST_OF_HOST:
        if len(others) < MOST_QUEUED:
            return [*others, new]
        tried = max(others, key=lambda each: each.attempts)
        if gives_way := tried if tried.attempts else most_crowded(others, new):
            return [*(each for each in others if each is not gives_way), new]
    raise QueueFull("Too many mentions wait to be looked at. Try again in some minutes.")


def due_in(queue: Sequence[Asked], now: float, most: int) -> list[Asked]:
    """What is looked at now: what never was, before what did not answer."""
    due = (each for each in queue if each.due <= now and each.attempts < ATTEMPTS)
    return sorted(due, key=lambda each: each.attempts)[:most]


def begun(queue: Sequence[Asked], chosen: Sequence[Asked], now: int) -> list[Asked]:
    """The queue once some are looked at; if nothing comes of that, they are later, a few times."""
    return [_tried(each, now) if each in chosen else each for each in queue]


def ended(
    queue: Sequence[Asked], done: Sequence[Asked], left: Sequence[Asked], now: int
) -> list[Asked]:
    """The queue after some were looked at, without those that are done, or failed too often.

    Those that are `left` were not looked at after all, and those that came again meanwhile stay.
    """
    before = {_tried(each, now): each for each in left}
    looked = {_tried(each, now) for each in done}
    kept = (before.get(each, each) for each in queue if each not in looked)
    return [each for each in kept if each.attempts < ATTEMPTS]


def _tried(asked: Asked, now: int) -> Asked:
    return replace(asked, attempts=asked.attempts + 1, due=due_after(now, asked.attempts))


def queue_to_json(queue: Sequence[Asked]) -> bytes:
    """The queue as it is stored."""
    return codec.dumps([asdict(each) for each in queue]).encode()


def queue_from_json(data: bytes) -> list[Asked]:
    """The queue in what was stored, be it by a person; what is none is left out."""
    try:
        records: Any = codec.loads(data.decode())
        return [asked for record in records if _is_one(asked := Asked(**record))]
    except (ValueError, TypeError, RecursionError):
        return []


def _is_one(asked: Asked) -> bool:
    texts = (asked.source, asked.target, asked.path)
    numbers = (asked.at, asked.due, asked.attempts)
    return all(isinstance(each, str) for each in texts) and all(type(n) is int for n in numbers)
