"""Asks whatever address a stranger names: on the open internet alone, little and soon.

Who names an address may mean to reach what only this machine can. Its name is looked up once, each
number that it has must be a public one, and the connection goes to just that; so it is again where
a redirect leads. No cookie or secret is sent along, and what is too long is not read.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BufferedIOBase, BufferedReader, RawIOBase
from ipaddress import ip_address, ip_network
from threading import Thread, Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit

from handler.services.peers import Fetched

LONGEST_ADDRESS = 2_000
_CHUNK = 1 << 14
PATIENCE = 2.0
"""Seconds that are waited for each part of an answer."""
_AGENT = "coldpress (IndieAuth, Webmention)"
_UNICAST = ip_network("2000::/3")
"""The IPv6 addresses that the open internet has; some others lead to IPv4 ones, as NAT64's."""
_TEREDO = ip_network("2001::/32")
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset([301, 302, 303, 307, 308])
_CHARSET = re.compile(
    r"charset\s*=\s*[\"']?(utf-?8|us-ascii|iso-8859-(?:[1-9]|1[013-6])|windows-125[0-8]|koi8-[ru]"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))\b",
    re.IGNORECASE,
)
"""Those of pages; Python knows others that take long, or are none."""


class PublicWeb:
    """See `peers.OpenWeb`. What is given beside is another network, for tests."""

    def __init__(
        self,
        resolve: Callable[[str], list[str]] | None = None,
        certificates: str | None = None,
        ports: Mapping[str, int] = _PORTS,
        is_public: Callable[[str], bool] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._resolve = resolve or _addresses
        self._certificates = certificates
        self._ports = ports
        self._is_public = is_public or is_public_address
        self._patience = patience

    def get(
        self, address: str, *, accept: str, most: int, seconds: float, redirects: int = 0
    ) -> Fetched | None:
        """See `OpenWeb.get`."""
        until = monotonic() + seconds
        with suppress(*_FAILURES):
            for _ in range(redirects + 1):
                found, onward = self._got(address, accept, most, until)
                if not onward:
                    return found
                address = onward
        return None

    def post(self, address: str, form: Mapping[str, str], *, seconds: float) -> int | None:
        """See `OpenWeb.post`."""
        until = monotonic() + seconds
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        asked = self._asked("POST", address, until, headers, urlencode(form))
        with suppress(*_FAILURES), asked as answer:
            return answer.status if monotonic() < until else None
        return None

    def _got(self, address: str, accept: str, most: int, until: float) -> tuple[Fetched, str]:
        """What is at an address, and where it is to be had instead, if it says so."""
        with self._asked("GET", address, until, {"Accept": accept}) as answer:
            to = answer.headers.get("Location", "") if answer.status in _MOVED else ""
            if to:
                return Fetched(answer.status, address), urljoin(address, to)
            data = _read(answer, most + 1, until)
            kind = answer.headers.get("Content-Type", "")
            links = tuple(answer.headers.get_all("Link", ()))
            text = _decoded(data[:most], kind)
            return Fetched(answer.status, address, links, kind, text, len(data) > most), ""

    @contextmanager
    def _asked(
        self, method: str, address: str, until: float, headers: Mapping[str, str], body: str = ""
    ) -> Iterator[HTTPResponse]:
        parts = _parts(address)
        host = (parts.hostname or "").encode("idna").decode()
        target = quote(parts.path or "/", safe=_SAFE)
        target += f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        sent = {"Host": host if ":" not in host else f"[{host}]", "User-Agent": _AGENT}
        sent |= {"Accept-Encoding": "identity", "Connection": "close", **headers}
        with self._connected(parts.scheme, host, until) as connected:
            connection = HTTPConnection(host, self._ports[parts.scheme])
            connection.sock = connected
            connection.request(method, target, body or None, sent)
            with closing(connection.getresponse()) as answer:
                yield answer

    @contextmanager
    def _connected(self, scheme: str, host: str, until: float) -> Iterator[socket.socket]:
        """A connection to just the number that was looked at, which lasts no longer."""
        numbers = _looked_up(self._resolve, host, until)
        if not numbers or not all(map(self._is_public, numbers)):
            raise ValueError("no address of the open internet")
        patience = min(self._patience, max(0.1, until - monotonic()))
        plain = socket.create_connection((numbers[0], self._ports[scheme]), patience)
        with closing(plain), _ended(plain, until):
            if scheme == "http":
                yield plain
                return
            context = ssl.create_default_context(cafile=self._certificates)
            with context.wrap_socket(plain, server_hostname=host) as secured:
                yield secured


_SAFE = "%/:=&?~!$,;'@()*+[]"
_FAILURES = (HTTPException, OSError, ValueError)
"""What becomes of addresses and answers that are none."""


def _parts(address: str) -> SplitResult:
    """An address of the web, taken apart; raises ValueError for any other."""
    parts = urlsplit(address)
    is_usual = parts.port in (None, _PORTS.get(parts.scheme))
    is_named = "@" not in parts.netloc and len(parts.hostname or "") in range(1, 254)
    if parts.scheme not in _PORTS or not (is_usual and is_named) or len(address) > LONGEST_ADDRESS:
        raise ValueError("no address of the web")
    return parts


@contextmanager
def _ended(connected: socket.socket, until: float) -> Iterator[None]:
    """Let nobody be waited for any longer, who may send byte by byte, be it to agree on a cipher.

    The copy stays the connection's when another has taken it over.
    """
    with closing(connected.dup()) as copy:

        def end() -> None:
            with suppress(OSError):
                copy.shutdown(socket.SHUT_RDWR)

        timer = Timer(max(0, until - monotonic()), end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _read(answer: HTTPResponse, most: int, until: float) -> bytes:
    """The first bytes of an answer; raises ValueError for what is packed, or comes too late."""
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ValueError("packed, though nobody asked for that")
    if answer.fp is not None:
        answer.fp = BufferedReader(_Bounded(answer.fp, 2 * most))
    data = b""
    while len(data) < most and (chunk := answer.read(_CHUNK)):
        data += chunk
    if monotonic() >= until:
        raise ValueError("too late")
    return data[:most]


class _Bounded(RawIOBase):
    """The first bytes of an answer, also for a chunk that claims to have less than none."""

    def __init__(self, inner: BufferedIOBase, most: int) -> None:
        self._inner = inner
        self._left = most

    def readable(self) -> bool:
        """See `RawIOBase.readable`."""
        return True

    def readinto(self, buffer: Any) -> int:
        """See `RawIOBase.readinto`."""
        some = self._inner.read1(min(len(buffer), self._left))
        self._left -= len(some)
        buffer[: len(some)] = some
        return len(some)

    def close(self) -> None:
        """See `RawIOBase.close`."""
        self._inner.close()
        super().close()


def _decoded(data: bytes, content_type: str) -> str:
    charset = _CHARSET.search(content_type)
    return data.decode(charset[1] if charset else "utf-8", errors="replace")


def _looked_up(resolve: Callable[[str], list[str]], host: str, until: float) -> list[str]:
    """The numbers of a name; raises TimeoutError where whoever knows them lets others wait.

    The C library has no limit for that; its thread ends when it gives up.
    """
    found: Future[list[str]] = Future()

    def look_up() -> None:
        try:
            found.set_result(resolve(host))
        except Exception as error:
            found.set_exception(error)

    Thread(target=look_up, daemon=True).start()
    return found.result(max(0, until - monotonic()))


def _addresses(host: str) -> list[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def is_public_address(number: str) -> bool:
    """Whether an address is one of the open internet, and no private network's or machine's own."""
    address = ip_address(number)
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        return is_public_address(str(inner))
    is_odd = address.version == 6 and (address not in _UNICAST or address in _TEREDO)
    return address.is_global and not address.is_multicast and not is_odd
