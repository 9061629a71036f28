"""An AWS that makes chosen calls fail as networks and services do.

botocore's clients talk to it over real sockets, so time-outs, cut connections and error bodies
take the very way through the SDK that they take in production. Its bucket and table are in memory:
what happens between two calls that may fail need not go that way. No time passes, though: what
takes long is said to `pass_time`, and a client whose time is up is told so by an urgent byte.
"""

import contextlib
import json
import select
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import urllib3

from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from tests.contracts import dynamodb, s3

_LONG = 300


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
        """Answer as the rule for this call says, or as AWS does."""
        length = int(self.headers.get("Content-Length", 0))
        self.sent = self.rfile.read(length)
        fault = self.server.aws.fault_for(self)
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
        return self._to_s3.operation

    @property
    def _to_s3(self) -> s3.Request:
        return s3.Request(self.command, self.path, self.headers, self.sent)

    def forward(self) -> Answer:
        """What AWS answers; a transaction that is sent again has its first answer.

        https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
        """
        if self.operation != "TransactWriteItems":
            return self._pass_on()
        token = str(json.loads(self.sent)["ClientRequestToken"])
        with self.server.aws.transacting:
            answers = self.server.aws.transactions
            if token not in answers:
                answers[token] = self._pass_on()
            return answers[token]

    def _pass_on(self) -> Answer:
        aws = self.server.aws
        if self.service == "s3":
            status, headers, body = s3.respond(aws.bucket, self._to_s3)
        else:
            request = json.loads(self.sent)
            status, told = dynamodb.respond(aws.table, self.operation, request)
            headers, body = {}, json.dumps(told).encode()
        headers = {**headers, "Content-Length": str(len(body))}
        return Answer(status, headers, b"" if self.command == "HEAD" else body)

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
        self.server.aws.pass_time(seconds)

    def log_message(self, *arguments: object) -> None:
        """Nothing to say."""


_S3_ERROR = "<Error><Code>%s</Code><Message>Injected.</Message></Error>"
_DYNAMODB_ERROR = '{"__type": "com.amazonaws.dynamodb.v20120810#%s", "message": "Injected."}'

Fault = Callable[[Exchange], None]
Rule = Callable[[Call, int], Fault | None]
"""What happens to an attempt, numbered from 1, of a call."""


def _no_fault(_call: Call, _attempt: int) -> Fault | None:
    return None


class FaultyAWS:
    """A bucket and a table behind an address, except for attempts that its rule has a fault for."""

    def __init__(self) -> None:
        self.bucket, self.table = MemoryBucket(), MemoryTable()
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

    def __init__(self, aws: FaultyAWS) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.aws = aws


@contextlib.contextmanager
def faulty_aws() -> Iterator[FaultyAWS]:
    """One while it runs, with nothing in it."""
    aws = FaultyAWS()
    with _Server(aws) as server:
        aws.endpoint = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield aws
        finally:
            server.shutdown()
