"""The cases of https://webmention.rocks for discovery, by its numbers, on a server of this machine.

The blog's own client asks it; only here is 127.0.0.1 a public address.
"""

import gzip
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from handler.fetching.open_web import PublicWeb
from handler.services.webmentions import receiving, sending
from tests.web.mentions.blog import TARGET, MentionedBlog
from tests.web.mentions.test_sending import CONFIG, NAME, POST

PATIENCE = 60.0
HERE = "http://rocks.test"
A, B = '<a rel="webmention" href="{}">x</a>', '<link rel="webmention" href="{}">'
WRONG = "/wrong"
CASES: dict[int, tuple[list[str], str]] = {
    1: (["</test/1/webmention?head=true>; rel=webmention"], ""),
    2: ([f"<{HERE}/test/2/webmention?head=true>; rel=webmention"], ""),
    3: ([], B.format("/test/3/webmention")),
    4: ([], f'<link href="{HERE}/test/4/webmention" rel="webmention">'),
    5: ([], A.format("/test/5/webmention")),
    6: ([], A.format(f"{HERE}/test/6/webmention")),
    7: ([f"<{HERE}/test/7/webmention?head=true>; rel=webmention"], ""),
    8: ([f'<{HERE}/test/8/webmention?head=true>; rel="webmention"'], ""),
    9: ([], f'<link rel="webmention somethingelse" href="{HERE}/test/9/webmention">'),
    10: ([f'<{HERE}/test/10/webmention?head=true>; rel="webmention somethingelse"'], ""),
    11: (['</test/11/webmention>; rel="webmention"'], B.format(WRONG) + A.format(WRONG)),
    12: (
        [],
        B.format(WRONG).replace("webmention", "not-webmention") + A.format("/test/12/webmention"),
    ),
    13: ([], f"<!-- {A.format(WRONG)} -->{A.format('/test/13/webmention')}"),
    14: (
        [],
        f"<code>{A.format(WRONG).replace('<', '&lt;')}</code>{A.format('/test/14/webmention')}",
    ),
    15: ([], B.format("")),
    16: ([], A.format("/test/16/webmention") + B.format(WRONG)),
    17: ([], B.format("/test/17/webmention") + A.format(WRONG)),
    18: (
        [
            f'<{HERE}{WRONG}>; rel="other"',
            f'<{HERE}/test/18/webmention?head=true>; rel="webmention"',
        ],
        "",
    ),
    19: (
        [f'<{HERE}{WRONG}>; rel="other", <{HERE}/test/19/webmention?head=true>; rel="webmention"'],
        "",
    ),
    20: ([], f'<link rel="webmention">{A.format("/test/20/webmention")}'),
    21: ([], B.format("/test/21/webmention?query=yes")),
    22: ([], B.format("22/webmention")),
    23: ([], ""),
}
REDIRECTED: tuple[list[str], str] = ([], B.format("webmention-endpoint/secret"))


LINK = f'<a href="{TARGET}">x</a>'.encode()
PAGE = {"Content-Type": "text/html; charset=utf-8"}
ODD: dict[str, tuple[int, dict[str, str], bytes]] = {
    "long": (200, PAGE, b"x" * 10_000_000 + LINK),
    "bomb": (200, PAGE | {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 10_000_000)),
    "loop": (302, {"Location": "/odd/loop"}, b""),
    "inside": (302, {"Location": "http://0x7f.1/odd/link"}, b""),
    "picture": (200, {"Content-Type": "image/png"}, LINK),
    "link": (200, PAGE, LINK),
    "moved": (301, {"Location": "/odd/link"}, b""),
}


class Rocks(ThreadingHTTPServer):
    """The server: what was sent where."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent: dict[str, tuple[str, str]] = {}
        self.done = threading.Event()

    def web(self) -> PublicWeb:
        """The blog's client, to which this server, and nothing else of the machine, is public."""
        return PublicWeb(
            lambda host: ["127.0.0.1" if host == "rocks.test" else "127.0.0.2"],
            None,
            {"http": self.server_port},
            lambda number: number == "127.0.0.1",
            PATIENCE,
        )


class _Handler(BaseHTTPRequestHandler):
    server: Rocks

    def do_GET(self) -> None:
        _, kind, name, *rest = self.path.split("/")
        if name == "drip":
            self.drip()
        elif kind == "odd":
            self.answer(*ODD[name])
        elif rest == ["page"]:
            self.answer(302, {"Location": f"{self.path}/elsewhere"})
        else:
            links, html = REDIRECTED if rest else CASES[int(name)]
            self.answer(200, PAGE, f"<!doctype html><title>x</title>{html}".encode(), links)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.sent[self.path] = (form["source"][0], form["target"][0])
        self.answer(202, {})

    def answer(
        self, status: int, headers: dict[str, str], body: bytes = b"", links: Sequence[str] = ()
    ) -> None:
        self.send_response(status)
        for link in links:
            self.send_header("LinK" if self.path == "/test/7" else "Link", link)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while not self.server.done.wait(0.05):
                self.wfile.write(b"x")

    def log_message(self, format: str, *args: object) -> None:
        """Tests tell what went wrong."""


@pytest.fixture(scope="module")
def rocks() -> Iterator[Rocks]:
    made = Rocks()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.done.set()
    made.shutdown()
    made.server_close()


def address(number: int) -> str:
    return f"{HERE}/test/{number}{'/page' if number == 23 else ''}"


def test_each_case_of_discovery_is_told_at_its_endpoint_and_nowhere_else(
    rocks: Rocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "LONGEST", PATIENCE)
    blog = MentionedBlog(CONFIG)
    blog.services.open_web = rocks.web()
    blog.clock.pass_by(timedelta(minutes=5))
    text = " ".join(f"[{number}]({address(number)})" for number in CASES)
    blog.post(NAME, text, title="New")
    blog.tick(6)
    assert rocks.sent == {
        {
            **{
                number: f"/test/{number}/webmention{'?head=true' if headers else ''}"
                for number, (headers, _) in CASES.items()
            },
            11: "/test/11/webmention",
            15: "/test/15",
            21: "/test/21/webmention?query=yes",
            23: "/test/23/page/webmention-endpoint/secret",
        }[number]: (POST, address(number))
        for number in CASES
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long", "bomb", "loop", "inside", "picture", "drip"])
def test_a_hostile_source_shows_nothing_and_keeps_no_other_waiting(
    rocks: Rocks, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "LONGEST", 0.5 if name == "drip" else PATIENCE)
    blog = MentionedBlog()
    blog.services.open_web = rocks.web()
    assert blog.send(f"{HERE}/odd/{name}").status_code == 202
    blog.tick()
    assert blog.waiting() == blog.shown() == []


@pytest.mark.parametrize("name", ["link", "moved"])
def test_a_source_is_followed_to_where_it_is_now(
    rocks: Rocks, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "LONGEST", PATIENCE)
    blog = MentionedBlog()
    blog.services.open_web = rocks.web()
    blog.send(f"{HERE}/odd/{name}")
    blog.tick()
    assert [each.source for each in blog.waiting()] == [f"{HERE}/odd/{name}"]
