"""A plain web server, and a reader that follows every link there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """The address of Python's own server for the files in a folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what a tag names."""
        given = {name: value or "" for name, value in attrs}
        self.found |= {given[name] for name in ("href", "src", "poster") if name in given}
        copies = given.get("srcset", "").split(", ")
        self.found |= {copy.split()[0] for copy in copies if copy.strip()}
        if given.get("property") == "og:image" or given.get("http-equiv") == "refresh":
            self.found.add(given["content"].rpartition("url=")[2])


def follow(start: str, home: str) -> dict[str, int]:
    """The status of each address that a reader comes to, by links below `start`.

    `home` is how the site names itself, which is taken for `start`.
    """
    seen, waiting = dict[str, int](), [start]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        status, kind, text, at = _get(page)
        seen[page] = status
        for link in _links(text) if kind == "text/html" else set[str]():
            whole = urldefrag(urljoin(at, link.replace(home, start, 1) if home else link)).url
            if whole.startswith(start):
                waiting.append(whole)
    return seen


def _links(text: str) -> set[str]:
    parser = _Links()
    parser.feed(text)
    return parser.found


def _get(address: str) -> tuple[int, str, str, str]:
    """Status, type and text of what is at an address, and where that led."""
    try:
        with urlopen(address) as answer:
            data = answer.read().decode("utf-8", "replace")
            return answer.status, answer.headers.get_content_type(), data, answer.url
    except HTTPError as error:
        error.close()
        return error.code, "", "", address
