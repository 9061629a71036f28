"""A proxy before an emulated AWS that makes chosen calls fail as networks and services do.

botocore's clients talk to it over real sockets, so time-outs, cut connections and error bodies
take the very way through the SDK that they take in production. No time passes, though: what takes
long is said to `pass_time`, and a client whose time is up is told so by an urgent byte.
"""

import contextlib
import http.client
import json
import select
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import urllib3

_LONG = 300
_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
_OPERATIONS = {
    "GET": "GetObject",
    "HEAD": "HeadObject",
    "PUT": "PutObject",
    "DELETE": "DeleteObject",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the SDK, which may try it more than once; calls are numbered from 1."""

    number: int
    service: str
    operation: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


class Exchange(BaseHTTPRequestHandler):
    """One attempt of a call, which a fault may answer in place of AWS."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"

    def handle_any(self) -> None:
        """Answer as the proxy's rule for this call says, or as AWS does."""
        length = int(self.headers.get("Content-Length", 0))
        self.sent = self.rfile.read(length)
        fault = self.server.proxy.fault_for(self)
        with contextlib.suppress(ConnectionError):
            if fault:
                fault(self)
            else:
                self.answer(self.forward())

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - http.server's

    @property
    def service(self) -> str:
        """Whom the request is for."""
        return "dynamodb" if "X-Amz-Target" in self.headers else "s3"

    @property
    def operation(self) -> str:
        """What AWS calls this."""
        if target := self.headers.get("X-Amz-Target"):
            return str(target).partition(".")[2]
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if "list-type" in query:
            return "ListObjectsV2"
        if "versions" in query:
            return "ListObjectVersions"
        return _OPERATIONS[self.command]

    def forward(self) -> Answer:
        """What AWS answers; a transaction that is sent again has its first answer.

        https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
        """
        if self.operation != "TransactWriteItems":
            return self._pass_on()
        token = str(json.loads(self.sent)["ClientRequestToken"])
        with self.server.proxy.transacting:
            answers = self.server.proxy.transactions
            if token not in answers:
                answers[token] = self._pass_on()
            return answers[token]

    def _pass_on(self) -> Answer:
        address = urlsplit(self.server.proxy.target).netloc
        target = http.client.HTTPConnection(address, timeout=_LONG)
        with contextlib.closing(target):
            target.request(self.command, self.path, self.sent, _end_to_end(self.headers))
            response = target.getresponse()
            headers = _end_to_end(response.headers)
            length = response.getheader("Content-Length", "0")
            body = response.read()
        headers["Content-Length"] = length if self.command == "HEAD" else str(len(body))
        return Answer(response.status, headers, body)

    def answer(self, answer: Answer, *, only: int | None = None) -> None:
        """Send an answer, or its head and just the first bytes of its body."""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[:only])

    def answer_with(self, body: bytes) -> None:
        """Send a body as the service's answer."""
        self.answer(Answer(200, {"Content-Length": str(len(body))}, body))

    def fail(self, status: int, code: str, headers: Mapping[str, str] | None = None) -> None:
        """Answer with an error as the service writes it."""
        body = _S3_ERROR if self.service == "s3" else _DYNAMODB_ERROR
        data = b"" if self.command == "HEAD" else (body % code).encode()
        self.answer(Answer(status, {"Content-Length": str(len(data)), **(headers or {})}, data))

    def cut(self) -> None:
        """Close the connection without another word."""
        self.close_connection = True

    def time_out(self, seconds: float) -> None:
        """Keep the connection open without a word until the client gives up, after so long."""
        self.close_connection = True
        self.pause(seconds)
        self.connection.settimeout(_LONG)
        self.connection.send(b"!", socket.MSG_OOB)
        self.connection.recv(1)

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        self.server.proxy.pass_time(seconds)

    def log_message(self, *arguments: object) -> None:
        """Nothing to say."""


def _end_to_end(headers: Message) -> dict[str, str]:
    """The headers that are not about a connection or a message's length."""
    return {name: str(value) for name, value in headers.items() if name.lower() not in _HOP_BY_HOP}


_S3_ERROR = "<Error><Code>%s</Code><Message>Injected.</Message></Error>"
_DYNAMODB_ERROR = '{"__type": "com.amazonaws.dynamodb.v20120810#%s", "message": "Injected."}'

Fault = Callable[[Exchange], None]
Rule = Callable[[Call, int], Fault | None]
"""What happens to an attempt, numbered from 1, of a call."""


def _no_fault(_call: Call, _attempt: int) -> Fault | None:
    return None


class FaultProxy:
    """Passes requests on to a server, except those attempts that its rule has a fault for."""

    def __init__(self, endpoint: str) -> None:
        self.target = endpoint
        self.endpoint = ""
        self.calls: list[Call] = []
        self.transactions: dict[str, Answer] = {}
        self.transacting = threading.Lock()
        self.pass_time: Callable[[float], None] = lambda _: None
        self._known: dict[str, tuple[Call, int]] = {}
        self._rule: Rule = _no_fault
        self._lock = threading.Lock()

    def fault_for(self, exchange: Exchange) -> Fault | None:
        """Count the attempt, and say what happens to it."""
        with self._lock:
            name = str(exchange.headers["amz-sdk-invocation-id"])
            new = Call(len(self.calls) + 1, exchange.service, exchange.operation)
            call, attempts = self._known.get(name, (new, 0))
            if not attempts:
                self.calls.append(call)
            self._known[name] = call, attempts + 1
            return self._rule(call, attempts + 1)

    @contextlib.contextmanager
    def faults(self, rule: Rule = _no_fault) -> Iterator[None]:
        """Count calls from 1, and ask a rule what happens to each attempt of each call."""
        with self._lock:
            self.calls, self._known, self._rule = [], {}, rule
        try:
            yield
        finally:
            with self._lock:
                self._rule = _no_fault


class PatientSocket(socket.socket):
    """A client's socket, whose time is up when an urgent byte says so and not before."""

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        """Wait for data or, once all is read, the urgent byte, however slow this machine is."""
        if not select.select([self], [], [self], _LONG)[0]:
            raise TimeoutError("timed out")
        return super().recv_into(*arguments, **named)


_create_connection = urllib3.util.connection.create_connection


def connect(*arguments: Any, **named: Any) -> PatientSocket:
    """As urllib3's `create_connection`."""
    return PatientSocket(fileno=_create_connection(*arguments, **named).detach())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, proxy: FaultProxy) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.proxy = proxy


@contextlib.contextmanager
def fault_proxy(endpoint: str) -> Iterator[FaultProxy]:
    """A proxy before the server at an address, while it runs."""
    proxy = FaultProxy(endpoint)
    with _Server(proxy) as server:
        proxy.endpoint = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield proxy
        finally:
            server.shutdown()
