"""Requests of readers and answers to them, as they are on the wire. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its path and query are escaped, as a browser sends them."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, target: str, method: str = "GET", **headers: str) -> "Request":
        """A request for an address or path; `Accept_Encoding="br"` is a header."""
        parts = urlsplit(target)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(parts.path, parts.query, method, named)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gets; names of headers are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for other, value in self.headers if other == name]

    def __getitem__(self, name: str) -> str:
        """A header, empty if it is missing; there must not be two."""
        values = self.all(name)
        assert len(values) < 2, f"{name}: {values}"
        return values[0] if values else ""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()
