"""Which pages of others are to be told that a post mentions them, or no longer does. No IO here.

https://www.w3.org/TR/webmention/#sending-webmentions
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from handler.core.index import codec
from handler.core.webmentions.attempts import ATTEMPTS, due_after, is_passing
from handler.core.webmentions.mentions import PLACE, host_of

SINCE = f"{PLACE}sending.json"
"""The file that says since when the blog tells others."""
MAXIMUM_FILE = 500_000
_MOST_LINKS = 100
_LATELY = timedelta(days=1)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+")

Status = Literal["waiting", "told", "silent", "refused"]


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a text leads to, or led to before if it is not `linked`, and what it was told.

    It is `silent` if it names no endpoint. After an attempt it is tried again from `due` on.
    """

    target: str
    linked: bool = True
    status: Status = "waiting"
    attempts: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What others were told of one version of a text, by the address that it had."""

    source: str = ""
    version: str = ""
    links: tuple[Link, ...] = ()

    def waiting(self, now: int, most: int) -> tuple[Link, ...]:
        """Those that are to be told now."""
        return tuple(each for each in self.links if is_open(each) and each.due <= now)[:most]

    @property
    def is_done(self) -> bool:
        """Whether nobody is to be told any more."""
        return not any(map(is_open, self.links))


def is_open(link: Link) -> bool:
    """Whether a page is still to be told."""
    return link.status == "waiting" and link.attempts < ATTEMPTS


def is_new(date: datetime | None, modified: datetime, since: datetime, *, edited: bool) -> bool:
    """Whether others are told of a text that nobody was told of yet.

    So they are not of all that was written before the blog told anybody, or comes from elsewhere.
    """
    return edited or (date or modified) >= since - _LATELY


def of_version(known: Told, source: str, version: str, targets: Sequence[str]) -> Told:
    """What is to be told of a version: all that it links to, and what the one before did."""
    if (known.source, known.version) == (source, version):
        return known
    linked = (each for each in known.links if each.linked and each.status != "silent")
    unaware = (each for each in known.links if not each.linked and is_open(each))
    gone = (*(Link(each.target, linked=False) for each in linked), *unaware)
    removed = (each for each in gone if each.target not in targets)
    links = (*map(Link, targets), *removed)
    return Told(source or known.source, version, links[:_MOST_LINKS])


def attempted(known: Told, links: Sequence[Link], now: int) -> Told:
    """Note before anybody is told that it is tried, so that no other tick does."""
    tried = {each.target for each in links}

    def one(link: Link) -> Link:
        due = due_after(now, link.attempts)
        is_tried = link.target in tried and is_open(link)
        return replace(link, attempts=link.attempts + 1, due=due) if is_tried else link

    return replace(known, links=tuple(map(one, known.links)))


def with_answers(known: Told, version: str, answers: Mapping[str, Status]) -> Told:
    """What is known once some of a version have answered."""
    if known.version != version:
        return known
    links = (replace(each, status=answers.get(each.target, each.status)) for each in known.links)
    return replace(known, links=tuple(links))


def status_of(answer: int | None) -> Status:
    """What an answer to a mention means: one that failed is tried again."""
    if answer is None or is_passing(answer):
        return "waiting"
    return "told" if 200 <= answer < 300 else "refused"


def is_of_web(url: str) -> bool:
    """Whether others can look at the blog, which is not just served on its author's machine."""
    host = host_of(url)
    return _HOST.fullmatch(host) is not None and not host.endswith((".local", ".localhost"))


def file_of(key: str) -> str:
    """The key of the file that says what others were told of a text."""
    return f"{PLACE}sent/{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def to_json(known: Told) -> bytes:
    """What others were told, as it is stored."""
    return codec.dumps(asdict(known)).encode()


def from_json(data: bytes) -> Told:
    """What others were told, in what was stored."""
    try:
        record: dict[str, Any] = codec.loads(data.decode())
        links = tuple(link for each in record["links"] if _is_one(link := Link(**each)))
        return Told(str(record["source"]), str(record["version"]), links)
    except (ValueError, TypeError, KeyError, RecursionError):
        return Told()


def _is_one(link: Link) -> bool:
    texts = isinstance(link.target, str) and link.status in get_args(Status)
    return texts and type(link.attempts) is int and type(link.due) is int


def since_to_json(since: int) -> bytes:
    """The second since when the blog tells others, as it is stored."""
    return codec.dumps({"since": since}).encode()


def since_from_json(data: bytes) -> int:
    """The second in what was stored; 0 if there is none."""
    try:
        return max(0, min(int(codec.loads(data.decode())["since"]), 1 << 35))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return 0
