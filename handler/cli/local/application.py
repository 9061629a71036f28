"""The blog's application as an author wants it: nothing is kept by browsers, open pages follow.

Beside the blog it answers at addresses of its own: the stream of notices, the notice alone, and
files that are too large for one answer, which readers get from the bucket.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.utils import send_file
from werkzeug.wrappers import Response

from handler.cli.local.notices import Notices
from handler.cli.trees import content_type_of
from handler.fingerprints import static_files
from handler.memory.disk import FileOnDisk
from handler.web.headers import file_headers

CHANGES = "/_coldpress/changes"
NOTICE = "/_coldpress/notice"
DESK = "/_coldpress/desk/"
FILES = "/_coldpress/files/"
_NO_TOKEN = re.compile(r"[^\w.-]+")
FindFile = Callable[[str, str], FileOnDisk | None]
"""Where a version of a key lies."""


def file_address(key: str, version: str) -> str:
    """Where a version of a key is to be had, however large."""
    return f"{FILES}{quote(key)}?version={quote(version)}"


class LocalApplication:
    """An application with what an author needs around it.

    `before` hears of each path that is asked for, before it is answered; `lead` tells where
    somebody has to go to whom a path has nothing to show any more.
    """

    def __init__(
        self,
        app: WSGIApplication,
        notices: Notices,
        find_file: FindFile = lambda _key, _version: None,
        before: Callable[[str], object] = lambda _path: None,
        lead: Callable[[str], str] = lambda _path: "",
    ) -> None:
        self._app = app
        self._notices = notices
        self._find_file = find_file
        self._before = before
        self._lead = lead

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path == CHANGES:
            headers = [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")]
            start("200 OK", headers)
            return self._notices.stream()
        if path == NOTICE:
            return _json(self._notices.newest.text())(environ, start)
        if path.startswith(FILES):
            return self._file(path.removeprefix(FILES), environ)(environ, start)
        if path.startswith(DESK):
            return self._app(environ, start)
        return self._page(path, environ, start)

    def _page(self, path: str, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        self._before(path)
        version = self._notices.newest.version
        found: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], *_error: Any) -> Any:
            found[:] = [status, headers]
            return lambda _data: None

        body = self._app(environ, note)
        status, headers = found
        if status.startswith("404") and (address := self._lead(path)):
            return Response(status=302, headers={"Location": address})(environ, start)
        headers = _as_seen_here(status, headers, version)
        if status.startswith("500"):
            text = b"".join(body)
            text += b"" if CHANGES.encode() in text else _script()
            return Response(text, status, _without(headers, "content-length"))(environ, start)
        start(status, headers)
        return body

    def _file(self, key: str, environ: WSGIEnvironment) -> Response:
        version = parse_qs(environ.get("QUERY_STRING", "")).get("version", [""])[0]
        file = self._find_file(key, version)
        if file is None or not file.is_unchanged():
            return Response("Not found\n", 404)
        content_type = content_type_of(file.path)
        response = send_file(file.path, environ, content_type, etag=file.etag, max_age=0)
        response.headers.update(file_headers(content_type, 0) | {"Cache-Control": "no-cache"})
        return response


def _json(text: str) -> Response:
    return Response(text, content_type="application/json", headers={"Cache-Control": "no-store"})


def _script() -> bytes:
    """What a page lacks whose template is wrong: it follows once that is mended."""
    files = {name: f"/static/{static_files()[name]}" for name in ("reload.js", "author.css")}
    words = 'data-close="Close" data-more="{} more" data-publishing="Publishing"'
    ways = f'data-styles="{files["author.css"]}" data-changes="{CHANGES}" data-notice="{NOTICE}"'
    return f'<script src="{files["reload.js"]}" {ways} {words} defer></script>\n'.encode()


def _without(headers: list[tuple[str, str]], left_out: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() != left_out]


def _as_seen_here(
    status: str, headers: list[tuple[str, str]], version: int
) -> list[tuple[str, str]]:
    """Headers with which a browser asks each time, and which tell a page what it is.

    What a page was made of cannot be told from its own text; a server's timings are what a script
    can read of the answer that brought its page.
    """
    values = {name.lower(): value for name, value in headers}
    if "immutable" in values.get("cache-control", ""):
        return headers
    is_page = values.get("content-type", "").startswith("text/html")
    kept = _without(headers, "cache-control")
    if not is_page:
        return [*kept, ("Cache-Control", "no-cache")]
    page = _NO_TOKEN.sub("", values.get("etag", status[:3]))
    timings = f'page;desc="{page}", version;desc="{version}"'
    return [*kept, ("Cache-Control", "no-store"), ("Server-Timing", timings)]
