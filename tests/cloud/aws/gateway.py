"""A proxy through which a browser reads a blog at the address that it would have on AWS.

It answers for every host itself, over TLS with a certificate of its own: each host is a door.
"""

import contextlib
import ssl
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.cloud.aws.messages import Answer, Request
from tests.cloud.aws.site import Site

_NOBODY = Answer(502, (), b"Nobody is here.\n")
_NO_STAGE = Answer(403, (), b'{"message":"Missing Authentication Token"}')


@contextlib.contextmanager
def gateway(folder: Path, *sites: Site) -> Iterator[str]:
    """The address of a proxy that leads to the doors of sites; it keeps its key in a folder."""
    context = _tls(folder / "gateway.pem")
    by_host = {urlsplit(site.door.root).netloc: site for site in sites}

    class Handler(_Handler):
        tls = context
        sites = by_host

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    tls: ssl.SSLContext
    sites: Mapping[str, Site]

    def do_CONNECT(self) -> None:
        """From here on, the connection is encrypted and the requests are for one host."""
        self.send_response(200)
        self.end_headers()
        try:
            self.connection = self.tls.wrap_socket(self.connection, server_side=True)
        except ssl.SSLError:  # A browser tries once before it is told to trust the certificate.
            return
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def do_GET(self) -> None:
        """A request of a reader."""
        answer = self._answer()
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if not any(name == "content-length" for name, _ in answer.headers):
            self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_HEAD = do_POST = do_GET  # noqa: N815 - the base class names them so

    def _answer(self) -> Answer:
        host = self.headers["Host"]
        if host not in self.sites:
            return _NOBODY
        site = self.sites[host]
        if not site.covers(f"https://{host}{self.path}"):
            return _NO_STAGE
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return site.send(Request(path, query, self.command, dict(self.headers.items()), body))

    def log_message(self, format: str, *args: object) -> None:
        """Tests tell what went wrong."""


def _tls(path: Path) -> ssl.SSLContext:
    """A server's side of TLS, with a new key and a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gateway")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
