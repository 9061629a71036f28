"""The blog as a reader meets it at one door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.cloud.aws.doors import Door
from tests.cloud.aws.messages import Answer, Request
from tools.emulator import FunctionError

Invoke = Callable[[Mapping[str, Any]], Any]
_MAXIMUM_REDIRECTS = 3


@dataclass(frozen=True, slots=True)
class Site:
    """A door and the function behind it."""

    door: Door
    invoke: Invoke

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request for an escaped path of the blog."""
        return self.fetch(self.door.root + path, method, **headers)

    def fetch(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request for an address."""
        return self.send(Request.of(address, method, **headers))

    def send(self, request: Request) -> Answer:
        """The answer to a request; a function that fails answers nobody."""
        try:
            given = self.invoke(self.door.event(request))
        except FunctionError as error:
            given = error
        return self.door.answer(request, given)

    def follow(self, path: str) -> tuple[str, Answer]:
        """Where a path leads in the end, and what is there."""
        address = self.door.root + path
        for _ in range(_MAXIMUM_REDIRECTS):
            answer = self.fetch(address)
            if not answer["location"]:
                return address, answer
            address = urljoin(address, answer["location"])
        raise AssertionError(f"{path} leads on and on, last to {address}")

    def covers(self, address: str) -> bool:
        """Whether an address belongs to the blog behind this door."""
        root, other = urlsplit(self.door.root), urlsplit(address)
        below = other.path == root.path or other.path.startswith(root.path + "/")
        return (root.scheme, root.netloc) == (other.scheme, other.netloc) and below
