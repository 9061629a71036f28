"""A GitHub in miniature: issues and comments as its REST API hands them out, limits included.

https://docs.github.com/en/rest/issues/comments
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from handler.services.peers import Answer, Unreachable

RESET = 1_780_318_800
_COMMENTS = re.compile(r"/(?:repos/([^/]+/[^/]+)|repositories/1)/issues/(\d+)/comments")
NOT_FOUND = Answer(404, {}, b'{"message": "Not Found"}')
_HTML = "application/vnd.github.html+json"


def make_comment(number: int = 1, html: str = "<p>Hello.</p>", **fields: Any) -> dict[str, Any]:
    """A comment as GitHub describes it when it is asked for HTML."""
    login = fields.pop("login", "ada")
    return {
        "id": number,
        "html_url": f"https://github.com/example/notes/issues/7#issuecomment-{number}",
        "user": {
            "login": login,
            "html_url": f"https://github.com/{login}",
            "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        },
        "created_at": "2026-05-31T23:30:00Z",
        "updated_at": "2026-05-31T23:30:00Z",
        "author_association": "NONE",
        "body_html": html,
        **fields,
    }


@dataclass
class FakeGitHub:
    """The port, and what a server of it answers.

    `issues` are the comments of each issue of `repository`; `moved` is where those asked for by its
    name are; `failure` is what every request gets instead; `log` are the requests with their ETags.
    """

    repository: str = "example/notes"
    issues: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    moved: str = ""
    failure: Answer | None = None
    unreachable: bool = False
    remaining: int = 5000
    log: list[tuple[str, str]] = field(default_factory=list)

    def comment(self, issue: int, html: str = "<p>Hello.</p>", **fields: Any) -> None:
        """Somebody comments."""
        comments = self.issues.setdefault(issue, [])
        comments.append(make_comment(len(comments) + 1, html, **fields))

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for."""
        return [path for path, _ in self.log]

    def get(self, path: str, *, etag: str = "", seconds: float) -> Answer:
        """See `GitHub.get`."""
        if self.unreachable:
            self.log.append((path, etag))
            raise Unreachable("GitHub does not answer.")
        headers = {"if-none-match": etag, "accept": _HTML, "authorization": "Bearer a token"}
        return self.answer(path, headers)

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a GET."""
        etag = headers.get("if-none-match", "")
        self.log.append((path, etag))
        if self.failure:
            return self.failure
        if self.remaining == 0:
            return Answer(403, self._limits(), b'{"message": "API rate limit exceeded"}')
        answer = self._list(path, headers)
        is_same = answer.status == 200 and answer.headers.get("etag") == etag
        # https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
        self.remaining -= not (is_same and "authorization" in headers)
        if is_same:
            return Answer(304, self._limits() | {"etag": etag})
        return Answer(answer.status, self._limits() | dict(answer.headers), answer.body)

    def _list(self, path: str, headers: Mapping[str, str]) -> Answer:
        match = _COMMENTS.fullmatch(urlsplit(path).path)
        if match and match[1] and self.moved:
            return Answer(301, {"location": self.moved}, b'{"message": "Moved Permanently"}')
        if match is None or match[1] not in {self.repository, None}:
            return NOT_FOUND
        if int(match[2]) not in self.issues:
            return NOT_FOUND
        size = int(parse_qs(urlsplit(path).query).get("per_page", ["30"])[0])
        comments = self.issues[int(match[2])]
        shown = comments[:size]
        if headers.get("accept") != _HTML:
            shown = [{k: v for k, v in comment.items() if k != "body_html"} for comment in shown]
        body = json.dumps(shown).encode()
        etag = f'W/"{hashlib.sha256(body).hexdigest()}"'
        following = {"link": f'<https://api{path}&page=2>; rel="next"'} if comments[size:] else {}
        return Answer(200, {"etag": etag, **following}, body)

    def _limits(self) -> dict[str, str]:
        return {
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-reset": str(RESET),
        }


@contextmanager
def github_server(github: FakeGitHub) -> Iterator[str]:
    """The address of a server of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = github.answer(self.path, headers)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
