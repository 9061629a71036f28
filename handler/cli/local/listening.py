"""The local server's socket, and its log."""

import socket
from wsgiref.types import WSGIApplication

import click
from tqdm import tqdm
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from handler.cli.local.errors import LocalError

_HOST = "127.0.0.1"
_QUIET = ("/_coldpress/", "/static/")


class _Handler(WSGIRequestHandler):
    def send_response(self, code: int, message: str | None = None) -> None:
        """Leave out the headers that the application does not send elsewhere either."""
        self.log_request(code)
        self.send_response_only(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002
        """One line for each page, asset or error; pages that look whether they changed are none."""
        if self.command == "HEAD" or (self.path.startswith(_QUIET) and str(code) < "400"):
            return
        path = "".join(c if c.isprintable() else "?" for c in self.path)
        colour = "red" if str(code) >= "400" else "cyan" if str(code) >= "300" else None
        with tqdm.external_write_mode():
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
