"""An AWS that answers nothing as it should."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HEADERS = {"Last-Modified": "Mon, 01 Jun 2026 12:00:00 GMT", "ETag": '"e"'}


class BrokenAWS:
    """An AWS that gives every request the same answer, or breaks off in it."""

    def __init__(self) -> None:
        self._answer: tuple[int, bytes, int, Mapping[str, str]] = (500, b"", 0, _HEADERS)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    def answering(
        self,
        status: int,
        body: str,
        *,
        missing_bytes: int = 0,
        headers: Mapping[str, str] = _HEADERS,
    ) -> str:
        """Its address, at which all is answered so from now on."""
        self._answer = status, body.encode(), missing_bytes, headers
        return f"http://127.0.0.1:{self.server.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        aws = self

        class Handler(BaseHTTPRequestHandler):
            def _send(self) -> None:
                status, body, missing_bytes, headers = aws._answer
                self.send_response(status)
                self.send_header("Content-Length", str(len(body) + missing_bytes))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _send  # noqa: N815 - http.server's

            def log_message(self, *arguments: object) -> None:
                """Nothing to say."""

        return Handler


@contextlib.contextmanager
def broken_aws() -> Iterator[BrokenAWS]:
    """One while it runs."""
    aws = BrokenAWS()
    with aws.server:
        threading.Thread(target=aws.server.serve_forever, args=(0.02,)).start()
        yield aws
        aws.server.shutdown()
