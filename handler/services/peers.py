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
class Fetched:
    """What is at an address of the web, which may be another than was asked for.

    `links` are its `Link` headers. A text that `is_cut` goes on.
    """

    status: int
    address: str
    links: tuple[str, ...] = ()
    content_type: str = ""
    text: str = ""
    is_cut: bool = False


class OpenWeb(Protocol):
    """Whatever strangers name, on the open internet alone; no answer is None."""

    def get(
        self, address: str, *, accept: str, most: int, seconds: float, redirects: int = 0
    ) -> Fetched | None:
        """The first bytes of what is at an address, after at most so many redirects."""
        ...

    def post(self, address: str, form: Mapping[str, str], *, seconds: float) -> int | None:
        """The status with which a form is answered; no redirect is followed."""
        ...
