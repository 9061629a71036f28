"""Other services of the network that this one talks to, as Protocols. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from handler.core.model.problems import ColdpressError


class Unreachable(ColdpressError):
    """GitHub did not answer in time, or with more than anybody would read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """GitHub's answer to a request; the names of its headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class GitHub(Protocol):
    """GitHub's REST API."""

    def get(self, path: str, *, etag: str = "", seconds: float) -> Answer:
        """The answer to a GET, 304 if it still has this ETag; raises `Unreachable`."""
        ...


class Hubs(Protocol):
    """WebSub hubs, each named by its address."""

    def publish(self, hub: str, topic: str, *, seconds: float) -> bool:
        """Tell a hub that the feed at an address has changed; whether it took note."""
        ...


@dataclass(frozen=True, slots=True)
class ClientPage:
    """What is at the address of a program: its `Link` header, what it is, and the text."""

    links: str
    content_type: str
    text: str


class ClientPages(Protocol):
    """Programs that ask for leave to write, at their own addresses."""

    def page(self, address: str) -> ClientPage | None:
        """What is at an https address; None if it cannot be had at once, or is no public one's."""
        ...
