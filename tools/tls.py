"""HTTPS before a plain server of this machine, with a certificate authority of its own.

Lambda pays for certificates and handshakes, which servers that stand for AWS do without.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import botocore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_HOST = "127.0.0.1"
_OF_A_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length", "expect"}
_ROOTS = Path(str(botocore.__file__)).with_name("cacert.pem")


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate for this machine, and a CA file of the usual length that vouches for it."""

    context: ssl.SSLContext
    ca_file: Path

    @classmethod
    def make(cls, folder: Path) -> Self:
        """One of which the files lie in a folder."""
        own = _certificate()
        (folder / "own.pem").write_bytes(own)
        (folder / "ca.pem").write_bytes(_ROOTS.read_bytes() + b"\n" + own)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "own.pem")
        return cls(context, folder / "ca.pem")


def _certificate() -> bytes:
    """A key and a certificate that it signed itself, RSA as those of AWS are."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Coldpress")])
    now = datetime.now(UTC)
    own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(_HOST))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(own, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


@dataclass(slots=True)
class Endpoint:
    """An address that speaks TLS, and counts who came since it was made."""

    url: str
    ca_file: Path
    connections: int = 0
    requests: int = 0
    lost: int = 0
    """How many requests got no answer."""
    open: list[ssl.SSLSocket] = field(default_factory=list)
    dead: set[ssl.SSLSocket] = field(default_factory=set)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that lead AWS's clients here."""
        return {"AWS_ENDPOINT_URL": self.url, "AWS_CA_BUNDLE": str(self.ca_file)}

    def close_connections(self) -> None:
        """Close every connection, as AWS does with those that idle."""
        while self.open:
            with contextlib.suppress(OSError):
                self.open.pop().shutdown(socket.SHUT_RDWR)

    def lose_connections(self) -> None:
        """Let clients find out only when they ask that no connection leads anywhere any more."""
        self.dead.update(self.open)


class _Handler(BaseHTTPRequestHandler):
    """One connection, which stays open as those of AWS do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"
    connection: ssl.SSLSocket

    def setup(self) -> None:
        """Count the connection."""
        super().setup()
        self.server.endpoint.connections += 1
        self.server.endpoint.open.append(self.connection)

    def handle_any(self) -> None:
        """Answer as the server behind does."""
        if self.connection in self.server.endpoint.dead:
            self.server.endpoint.lost += 1
            self.close_connection = True
            return
        self.server.endpoint.requests += 1
        behind = http.client.HTTPConnection(urlsplit(self.server.target).netloc)
        with contextlib.closing(behind):
            behind.request(self.command, self.path, self._sent(), _end_to_end(self.headers))
            answer = behind.getresponse()
            body = answer.read()
        self.send_response_only(answer.status)
        for name, value in _end_to_end(answer.headers).items():
            self.send_header(name, value)
        is_head = self.command == "HEAD"
        length = answer.getheader("Content-Length", "0") if is_head else str(len(body))
        self.send_header("Content-Length", length)
        self.end_headers()
        self.wfile.write(body)

    def _sent(self) -> bytes:
        """The body of the request, which clients that speak TLS may send in chunks."""
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        chunks = []
        while size := int(self.rfile.readline(), 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - http.server's

    def log_message(self, *arguments: object) -> None:
        """Nothing to say."""


def _end_to_end(headers: Message) -> dict[str, str]:
    """The headers that are not about a connection or a message's length."""
    return {n: str(value) for n, value in headers.items() if n.lower() not in _OF_A_CONNECTION}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, target: str, authority: Authority) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.target = target
        self.endpoint = Endpoint(f"https://{_HOST}:{self.server_port}", authority.ca_file)
        # Each connection shakes hands on its own thread, when it is first read from.
        self.socket = authority.context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, *arguments: object) -> None:
        """A client that goes away is none of ours."""


@contextlib.contextmanager
def tls_before(target: str, authority: Authority) -> Iterator[Endpoint]:
    """An endpoint before the server at an address, while it runs."""
    with _Server(target, authority) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server.endpoint
        finally:
            server.shutdown()
