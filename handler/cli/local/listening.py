"""The local server's HTTP side: its socket, its log, and telling open pages of changes."""

import math
import queue
import socket
import time
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from handler.cli.local.embedded_aws import LocalError

_HOST = "127.0.0.1"
_CHANGES = "/_coldpress/changes"
_CHANGED = b"data: changed\n\n"
_BEAT_SECONDS = 15
_QUIET = (_CHANGES, "/static/")


class Changes:
    """Tells open pages that something was published, over server-sent events."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._listeners: set[queue.Queue[None]] = set()
        self._last = -math.inf

    def invalidate(self) -> None:
        """Make every open page load anew."""
        self._last = time.monotonic()
        for listener in list(self._listeners):
            listener.put(None)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """The application, with the stream of changes beside it."""
        if environ["PATH_INFO"] != _CHANGES:
            return self._app(environ, start)
        headers = [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")]
        start("200 OK", headers)
        age = environ.get("QUERY_STRING", "").removeprefix("age=")
        return self._stream(time.monotonic() - (int(age) / 1000 if age.isdecimal() else 0))

    def _stream(self, loaded: float) -> Iterator[bytes]:
        """Changes from when a page was loaded on."""
        listener: queue.Queue[None] = queue.Queue()
        self._listeners.add(listener)
        try:
            yield _CHANGED if self._last >= loaded else b": hello\n\n"
            while True:
                try:
                    listener.get(timeout=_BEAT_SECONDS)
                    yield _CHANGED
                except queue.Empty:
                    yield b": still here\n\n"
        finally:
            self._listeners.discard(listener)


class _Handler(WSGIRequestHandler):
    def send_response(self, code: int, message: str | None = None) -> None:
        """Leave out the headers that the application does not send elsewhere either."""
        self.log_request(code)
        self.send_response_only(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        """One line for each page, asset or error."""
        if not self.path.startswith(_QUIET) or str(code) >= "400":
            path = "".join(c if c.isprintable() else "?" for c in self.path)
            colour = "red" if str(code) >= "400" else "cyan" if str(code) >= "300" else None
            click.echo(f"{click.style(str(code), fg=colour)} {self.command} {path}")


def listen(port: int) -> socket.socket:
    """A socket that listens already: who comes early waits instead of being refused."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except OSError as error:
        advice = "Stop the program that has it, or choose another with --port."
        message = f"Port {port} of {_HOST} cannot be used: {error.strerror}. {advice}"
        raise LocalError(message) from error
    listener.listen(128)
    return listener


def make_local_server(listener: socket.socket, app: WSGIApplication) -> BaseWSGIServer:
    """A server of an application on a socket that listens."""
    port = listener.getsockname()[1]
    return make_server(
        _HOST, port, app, threaded=True, request_handler=_Handler, fd=listener.fileno()
    )
