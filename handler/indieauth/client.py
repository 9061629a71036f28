"""Fetches the page of a program that wants to write: from the open internet alone, little and soon.

Whoever asks for leave names the address, so it may be meant to reach what only this machine can.
Its name is looked up once, each number that it has must be a public one, and the connection goes to
just that. No redirect is followed, nothing is sent along, and what is too long is not read.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from ipaddress import ip_address, ip_network
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPSConnection

from handler.services.peers import ClientPage

LARGEST = 100_000
"""Bytes."""
LONGEST = 4.0
"""Seconds in all."""
_CHUNK = 1 << 14
_HEADERS = {"Accept": "application/json, text/html", "User-Agent": "coldpress"}
_UNICAST = ip_network("2000::/3")
"""The IPv6 addresses that the open internet has; some others lead to IPv4 ones, as NAT64's."""
_TEREDO = ip_network("2001::/32")


class PublicPages:
    """See `ports.ClientPages`; over https."""

    def __init__(
        self,
        resolve: Callable[[str], list[str]] | None = None,
        certificates: str | None = None,
        port: int = 443,
        is_public: Callable[[str], bool] | None = None,
        longest: float = LONGEST,
    ) -> None:
        self._resolve = resolve or _addresses
        self._certificates = certificates
        self._port = port
        self._is_public = is_public or is_public_address
        self._longest = longest

    def page(self, address: str) -> ClientPage | None:
        """See `ports.ClientPages.page`."""
        parts = urlsplit(address)
        with suppress(urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError):
            host = (parts.hostname or "").encode("idna").decode()
            numbers = self._resolve(host)
            if numbers and all(map(self._is_public, numbers)):
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                return self._fetched(host, numbers[0], path)
        return None

    def _fetched(self, host: str, number: str, path: str) -> ClientPage | None:
        connection = HTTPSConnection(
            number,
            self._port,
            server_hostname=host,
            assert_hostname=host,
            ca_certs=self._certificates,
            timeout=2,
        )
        until = monotonic() + self._longest
        with closing(connection):
            connection.connect()
            with _ended(connection.sock, until):
                connection.request(
                    "GET", path, headers=_HEADERS | {"Host": host}, preload_content=False
                )
                answer = connection.getresponse()
                return _read(answer, until) if answer.status == 200 else None


@contextmanager
def _ended(connected: socket.socket, until: float) -> Iterator[None]:
    """Let nobody be waited for any longer, who may send byte by byte."""

    def end() -> None:
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)

    timer = Timer(until - monotonic(), end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(answer: urllib3.BaseHTTPResponse, until: float) -> ClientPage | None:
    data = b""
    while chunk := answer.read(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > LARGEST:
            return None
    if monotonic() >= until:
        return None
    text = data.decode(errors="replace")
    return ClientPage(answer.headers.get("Link", ""), answer.headers.get("Content-Type", ""), text)


def _addresses(host: str) -> list[str]:
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def is_public_address(number: str) -> bool:
    """Whether an address is one of the open internet, and no private network's or machine's own."""
    address = ip_address(number)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        return is_public_address(str(inner))
    is_odd = address.version == 6 and (address not in _UNICAST or address in _TEREDO)
    return address.is_global and not address.is_multicast and not is_odd
