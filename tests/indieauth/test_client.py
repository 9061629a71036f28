"""Looking at a program's page: of the open internet, little, soon, and no further."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handler.indieauth.client import LARGEST, LONGEST, PublicPages, is_public_address
from handler.services.peers import ClientPage
from tools.tls import Authority

HOST = "127.0.0.1"


@dataclass
class Server:
    """A program's own server, with what it answers."""

    port: int
    certificates: str | None
    status: int = 200
    body: bytes = b"<p>Hello"
    headers: dict[str, str] = field(default_factory=dict)
    drips: bytes = b""
    seen: list[tuple[str, str]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def pages(self, *numbers: str, longest: float | None = None) -> PublicPages:
        """Pages of which those of this machine are public."""
        return PublicPages(
            lambda _host: [*numbers] or [HOST],
            self.certificates,
            self.port,
            lambda number: number == HOST,
            LONGEST if longest is None else longest,
        )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    authority = Authority.make(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.seen.append((self.headers["Host"], self.path))
            if made.drips:
                self.drip(made.drips)
            else:
                self.answer()

        def answer(self) -> None:
            self.send_response(made.status)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(made.body)

        def drip(self, start: bytes) -> None:
            self.wfile.write(start)
            with suppress(OSError):
                while not made.done.wait(0.05):
                    self.wfile.write(b"x")

        def log_message(self, format: str, *args: object) -> None:
            """Tests tell what went wrong."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.socket = authority.context.wrap_socket(listening.socket, server_side=True)
    made = Server(listening.server_port, str(authority.ca_file))
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield made
    made.done.set()
    listening.shutdown()
    listening.server_close()


def test_a_page_is_read_with_what_it_is(server: Server) -> None:
    server.headers = {"Link": "<a://b>; rel=redirect_uri", "Content-Type": "text/html"}
    page = server.pages().page(f"https://{HOST}/app?a=b")
    assert page == ClientPage("<a://b>; rel=redirect_uri", "text/html", "<p>Hello")
    assert server.seen == [(HOST, "/app?a=b")]


@pytest.mark.parametrize("numbers", [("10.0.0.1",), ("127.0.0.1", "10.0.0.1"), ()])
def test_who_has_a_private_number_is_not_asked(server: Server, numbers: tuple[str, ...]) -> None:
    pages = PublicPages(lambda _host: [*numbers], server.certificates, server.port)
    assert pages.page(f"https://{HOST}/") is None
    assert server.pages("10.0.0.1", "127.0.0.1").page(f"https://{HOST}/") is None
    assert server.seen == []


def test_a_redirect_leads_nowhere(server: Server) -> None:
    server.status, server.headers = 302, {"Location": f"https://{HOST}/inside"}
    assert server.pages().page(f"https://{HOST}/") is None
    assert server.seen == [(HOST, "/")]


def test_what_is_too_long_is_not_read(server: Server) -> None:
    server.body = b"x" * (LARGEST + 1)
    assert server.pages().page(f"https://{HOST}/") is None


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b"H"])
def test_nobody_is_waited_for_who_sends_byte_by_byte(server: Server, start: bytes) -> None:
    server.drips = start
    assert server.pages(longest=0.4).page(f"https://{HOST}/") is None
    assert server.seen == [(HOST, "/")]


def test_another_hosts_certificate_is_none_and_neither_is_one_of_nobody(server: Server) -> None:
    assert server.pages().page("https://other.test/") is None
    server.certificates = None
    assert server.pages().page(f"https://{HOST}/") is None
    assert server.seen == []


def test_what_does_not_answer_is_not_there(server: Server) -> None:
    closed = PublicPages(lambda _: ["127.0.0.1"], server.certificates, 1, lambda _: True)
    assert closed.page(f"https://{HOST}/") is None
    assert PublicPages().page("https://nothing.invalid/") is None


@pytest.mark.parametrize(
    ("number", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        *((number, False) for number in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1")),
        *((number, False) for number in ("169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1")),
        *((number, False) for number in ("::1", "::", "fe80::1", "fd00:ec2::254", "ff02::1")),
        *((number, False) for number in ("::ffff:169.254.169.254", "2002:a9fe:a9fe::1")),
        *((number, False) for number in ("::127.0.0.1", "fec0::1", "::ffff:0:10.0.0.1", "5f00::1")),
        *((number, False) for number in ("64:ff9b::a9fe:a9fe", "2001:0:a9fe:a9fe::1")),
    ],
)
def test_which_numbers_are_of_the_open_internet(number: str, is_public: bool) -> None:
    assert is_public_address(number) is is_public
