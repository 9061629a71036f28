"""HTTPS before a plain server of this machine, with a certificate authority of its own.

Lambda pays for certificates and handshakes, which servers that stand for AWS do without.
"""

import asyncio
import contextlib
import ipaddress
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import botocore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_HOST = "127.0.0.1"
_PIECE = 1 << 16
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
    """An address that speaks TLS; `connections` counts who came since it was made."""

    url: str
    ca_file: Path
    connections: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that lead AWS's clients here."""
        return {"AWS_ENDPOINT_URL": self.url, "AWS_CA_BUNDLE": str(self.ca_file)}

    def close_connections(self) -> None:
        """Close every connection that is open, as AWS does with those that idle."""
        closing = asyncio.run_coroutine_threadsafe(self._close_connections(), self._loop)
        closing.result()

    async def _close_connections(self) -> None:
        for writer in set(self._open):
            writer.close()

    async def _accept(
        self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        self._open.add(writer)
        address = urlsplit(target)
        behind, beyond = await asyncio.open_connection(address.hostname, address.port)
        there, back = asyncio.gather(_copy(reader, beyond)), asyncio.gather(_copy(behind, writer))
        await asyncio.gather(there, back)
        self._open.discard(writer)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(_PIECE):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextlib.contextmanager
def tls_before(target: str, authority: Authority) -> Iterator[Endpoint]:
    """An endpoint before the server at an address, while it runs."""
    endpoint = Endpoint("", authority.ca_file)
    loop = endpoint._loop
    starting = asyncio.start_server(
        lambda *streams: endpoint._accept(target, *streams), _HOST, 0, ssl=authority.context
    )
    server = loop.run_until_complete(starting)
    endpoint.url = f"https://{_HOST}:{server.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
