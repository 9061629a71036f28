"""Asking what strangers name: on the open internet alone, little and soon."""

import socket
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handler.fetching.open_web import PublicWeb, is_public_address
from handler.services.peers import Fetched
from tools.tls import Authority

HOST = "127.0.0.1"


MOST, SECONDS = 100_000, 60.0


@dataclass
class Server:
    """A stranger's own server, with what it answers."""

    port: int
    certificates: str | None
    status: int = 200
    body: bytes = b"<p>Hello"
    headers: dict[str, str] = field(default_factory=dict)
    drips: bytes = b""
    seen: list[tuple[str, str]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def web(self, *numbers: str) -> PublicWeb:
        """A web of which this machine's own server is a public one."""
        return PublicWeb(
            lambda _host: [*numbers] or [HOST],
            self.certificates,
            {"https": self.port},
            lambda number: number == HOST,
            SECONDS,
        )

    def get(
        self, path: str = "/", web: PublicWeb | None = None, redirects: int = 0, **bounds: float
    ) -> Fetched | None:
        """What is at a path."""
        most, seconds = int(bounds.get("most", MOST)), bounds.get("seconds", SECONDS)
        address = path if "://" in path else f"https://{HOST}{path}"
        asked = web or self.web()
        return asked.get(address, accept="*/*", most=most, seconds=seconds, redirects=redirects)


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

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made.seen.append((self.headers["Host"], f"{self.path} {body}"))
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
    links = ("<a://b>; rel=redirect_uri",)
    address = f"https://{HOST}/app?a=b"
    assert server.get("/app?a=b") == Fetched(200, address, links, "text/html", "<p>Hello")
    assert server.seen == [(HOST, "/app?a=b")]


@pytest.mark.parametrize("numbers", [("10.0.0.1",), ("127.0.0.1", "10.0.0.1"), ()])
def test_who_has_a_private_number_is_not_asked(server: Server, numbers: tuple[str, ...]) -> None:
    web = PublicWeb(lambda _host: [*numbers], server.certificates, {"https": server.port})
    assert server.get(web=web) is None
    assert server.get(web=server.web("10.0.0.1", "127.0.0.1")) is None
    assert web.post(f"https://{HOST}/", {}, seconds=SECONDS) is None
    assert server.seen == []


@pytest.mark.slow
def test_a_name_whose_server_never_answers_is_given_up_in_time(server: Server) -> None:
    answered = threading.Event()

    def resolve(_host: str) -> list[str]:
        answered.wait()
        return [HOST]

    web = PublicWeb(resolve, server.certificates, {"https": server.port})
    address = f"https://{HOST}/"
    assert web.get(address, accept="*/*", most=1, seconds=0.2) is None
    assert web.post(address, {}, seconds=0.2) is None
    answered.set()
    assert server.seen == []


def test_a_redirect_is_followed_as_often_as_is_asked_and_no_more(server: Server) -> None:
    server.status, server.headers = 302, {"Location": "/inside"}
    assert server.get() is None
    assert server.seen == [(HOST, "/")]
    assert server.get(redirects=3) is None
    assert len(server.seen) == 5


def test_a_name_that_leads_inside_once_it_was_looked_at_leads_nowhere(server: Server) -> None:
    """The number that was judged is the one that is asked; after a redirect it is judged again."""
    numbers = iter([HOST, "10.0.0.1"])
    web = PublicWeb(
        lambda _host: [next(numbers)],
        server.certificates,
        {"https": server.port},
        lambda number: number == HOST,
        SECONDS,
    )
    server.status, server.headers = 302, {"Location": "/again"}
    assert server.get(web=web, redirects=5) is None
    assert server.seen == [(HOST, "/")]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "https://127.0.0.1:22/",
        "https://user:secret@127.0.0.1/",
        "https:///",
        "https://[::1/",
        "https://127.0.0.1/\r\nHost: inside/",
        f"https://{HOST}/{'a' * 2000}",
    ],
)
def test_what_is_no_usual_address_of_the_web_is_not_asked(server: Server, address: str) -> None:
    assert server.get(address) is None or server.seen == [(HOST, "/Host:%20inside/")]


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "0177.0.0.1", "localhost"])
def test_this_machine_is_not_asked_however_it_is_written(host: str) -> None:
    assert PublicWeb().get(f"http://{host}/", accept="*/*", most=1, seconds=1) is None


def test_what_is_too_long_is_cut(server: Server) -> None:
    server.body = b"x" * (MOST + 1)
    found = server.get()
    assert found
    assert (len(found.text), found.is_cut) == (MOST, True)
    server.body = b"x" * MOST
    found = server.get()
    assert found
    assert (len(found.text), found.is_cut) == (MOST, False)


def test_what_is_packed_is_not_unpacked(server: Server) -> None:
    server.headers = {"Content-Encoding": "gzip"}
    assert server.get() is None


def test_text_is_read_in_the_letters_of_pages_alone(server: Server) -> None:
    server.body, server.headers = b"caf\xe9", {"Content-Type": "text/html; charset=iso-8859-1"}
    found = server.get()
    assert found
    assert found.text == "café"
    for charset in ("unicode_escape", "iso-8859-99", "iso-8859-12", "windows-1299", "nonsense"):
        server.headers = {"Content-Type": f"text/html; charset={charset}"}
        found = server.get()
        assert found
        assert found.text == "caf\ufffd"


def test_a_chunk_of_less_than_nothing_is_not_read_for_ever(server: Server) -> None:
    server.headers = {"Transfer-Encoding": "chunked"}
    server.body = b"-1\r\n" + b"x" * 10_000_000
    tracemalloc.start()
    try:
        assert server.get() is None
        assert tracemalloc.get_traced_memory()[1] < 50 * MOST
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b"H"])
def test_nobody_is_waited_for_who_sends_byte_by_byte(server: Server, start: bytes) -> None:
    server.drips = start
    assert server.get(seconds=0.4) is None


@pytest.mark.slow
def test_nobody_is_waited_for_who_agrees_on_a_cipher_byte_by_byte(server: Server) -> None:
    with socket.create_server((HOST, 0)) as listening:

        def drip() -> None:
            with suppress(OSError), listening.accept()[0] as connected:
                connected.sendall(b"\x16\x03\x03\x40\x00")
                while not server.done.wait(0.05):
                    connected.sendall(b"x")

        threading.Thread(target=drip, daemon=True).start()
        server.port = listening.getsockname()[1]
        assert server.get(seconds=0.4) is None


def test_another_hosts_certificate_is_none_and_neither_is_one_of_nobody(server: Server) -> None:
    assert server.get("https://other.test/") is None
    server.certificates = None
    assert server.get() is None
    assert server.seen == []


def test_what_does_not_answer_is_not_there(server: Server) -> None:
    server.port = 1
    assert server.get() is None
    assert server.web().post(f"https://{HOST}/", {}, seconds=1) is None
    assert server.get("https://nothing.invalid/", PublicWeb()) is None


def test_a_form_is_sent_as_forms_are(server: Server) -> None:
    status = server.web().post(f"https://{HOST}/hook?a=b", {"x": "ä &"}, seconds=SECONDS)
    assert (status, server.seen) == (200, [(HOST, "/hook?a=b x=%C3%A4+%26")])


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
