"""Fetches the page of a program that wants to write: from the open internet alone, little and soon.

Whoever asks for leave names the address, so it may be meant to reach what only this machine can.
Its name is looked up once, each number that it has must be a public one, and the connection goes to
just that. No redirect is followed, nothing is sent along, and what is too long is not read.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address, ip_network
from time import monotonic
from urllib.parse import urlsplit

import urllib3

from handler.services.ports import ClientPage

LARGEST = 100_000
"""Bytes."""
LONGEST = 4.0
"""Seconds in all."""
_CHUNK = 1 << 14
_TRANSLATED = (ip_network("64:ff9b::/32"), ip_network("2001::/32"))
"""IPv6 addresses that lead to IPv4 ones: NAT64's and Teredo's."""


class PublicPages:
    """See `ports.ClientPages`; over https."""

    def __init__(
        self,
        resolve: Callable[[str], list[str]] | None = None,
        certificates: str | None = None,
        port: int = 443,
        is_public: Callable[[str], bool] | None = None,
    ) -> None:
        self._resolve = resolve or _addresses
        self._certificates = certificates
        self._port = port
        self._is_public = is_public or is_public_address

    def page(self, address: str) -> ClientPage | None:
        """See `ports.ClientPages.page`."""
        parts = urlsplit(address)
        with suppress(urllib3.exceptions.HTTPError, OSError, ValueError):
            host = (parts.hostname or "").encode("idna").decode()
            numbers = self._resolve(host)
            if numbers and all(map(self._is_public, numbers)):
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                return self._fetched(host, numbers[0], path)
        return None

    def _fetched(self, host: str, number: str, path: str) -> ClientPage | None:
        pool = urllib3.HTTPSConnectionPool(
            number,
            self._port,
            server_hostname=host,
            assert_hostname=host,
            ca_certs=self._certificates,
            retries=False,
            timeout=urllib3.Timeout(connect=2, read=2),
        )
        headers = {"Host": host, "Accept": "application/json, text/html", "User-Agent": "coldpress"}
        until = monotonic() + LONGEST
        with pool:
            answer = pool.request(
                "GET", path, headers=headers, redirect=False, preload_content=False
            )
            try:
                return _read(answer, until) if answer.status == 200 else None
            finally:
                answer.close()


def _read(answer: urllib3.BaseHTTPResponse, until: float) -> ClientPage | None:
    data = b""
    while chunk := answer.read(_CHUNK, decode_content=False):
        data += chunk
        if len(data) > LARGEST or monotonic() > until:
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
    is_translated = address.version == 6 and any(address in each for each in _TRANSLATED)
    return address.is_global and not address.is_multicast and not is_translated
