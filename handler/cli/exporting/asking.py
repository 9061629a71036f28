"""Asking the application what readers get at a path, without a server in between."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask

from handler.cli.exporting.place import Place
from handler.core.model.limits import MAXIMUM_ANSWER

_OWN = ("/static/", "/_images/", "/_cards/")
"""Below these stand files of the theme, and what is made of pictures and posts."""
_PIECE = MAXIMUM_ANSWER // 2
"""Bytes of a file that are asked for at once, as more would not be sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered: a file of a type, in pieces, or where it leads instead."""

    status: int
    media_type: str = ""
    to: str = ""
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.media_type.partition(";")[0].strip().lower() == "text/html"


@dataclass(frozen=True, slots=True)
class _Sent:
    status: int
    headers: dict[str, str]
    body: bytes


class Asker:
    """Asks for paths of the site that a copy of it will have."""

    def __init__(self, app: Flask, place: Place) -> None:
        self._app = app
        self._place = place

    def ask(self, path: str) -> Answer:
        """What is at a path."""
        if self._place.baseurl and path.startswith(_OWN):
            own = self._ask(path)
            if own.status != 404:
                return own
        return self._ask(self._place.baseurl + path)

    def _ask(self, path: str) -> Answer:
        sent = self._send(path, 0)
        media_type = sent.headers.get("content-type", "")
        if sent.status in {200, 206, 416}:
            return Answer(200, media_type, pieces=self._pieces(path, sent))
        if sent.status == 404:
            return Answer(404, media_type, pieces=iter([sent.body]))
        return Answer(sent.status, to=sent.headers.get("location", ""))

    def _pieces(self, path: str, first: _Sent) -> Iterator[bytes]:
        yield first.body
        start, size = len(first.body), _size(first)
        while first.status == 206 and start < size:
            piece = self._send(path, start)
            yield piece.body
            start += len(piece.body) or size

    def _send(self, path: str, start: int) -> _Sent:
        found: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
            named = {name.lower(): value for name, value in headers}
            found[:] = [int(status.split(" ", 1)[0]), named]
            return lambda _data: None

        chunks = self._app(self._environ(path, start), begin)
        try:
            body = b"".join(chunks)
        finally:
            if close := getattr(chunks, "close", None):
                close()
        status, headers = found
        packed = headers.get("content-encoding") == "gzip"
        return _Sent(status, headers, gzip.decompress(body) if packed else body)

    def _environ(self, path: str, start: int) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": self._place.prefix.encode().decode("latin-1"),
            "PATH_INFO": path.encode("utf-8", "replace").decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_RANGE": f"bytes={start}-{start + _PIECE - 1}",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def _size(sent: _Sent) -> int:
    total = sent.headers.get("content-range", "").rpartition("/")[2]
    return int(total) if total.isdigit() else 0
