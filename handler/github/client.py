"""Asks GitHub's REST API, or that of a GitHub Enterprise Server.

https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

import time
from functools import cached_property

import urllib3

from handler.services.peers import Answer, Unreachable

MAXIMUM_ANSWER = 8_000_000
_CHUNK = 65_536
_REDIRECTS = 3
_MOVED = {301, 302, 307, 308}


class GitHubClient:
    """GitHub at the address of its API; without a token it grants an address 60 answers an hour."""

    def __init__(self, api: str, token: str = "") -> None:
        self._api = api.rstrip("/")
        self._token = token

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(retries=False)

    def get(self, path: str, *, etag: str = "", seconds: float) -> Answer:
        """See `GitHub.get`."""
        address, stop = self._api + path, time.monotonic() + seconds
        for _ in range(_REDIRECTS):
            answer = self._ask(address, etag, stop)
            address = answer.headers.get("location", "")
            # Elsewhere the token is nobody's business.
            if answer.status not in _MOVED or not address.startswith(f"{self._api}/"):
                return answer
        return answer

    def _ask(self, address: str, etag: str, stop: float) -> Answer:
        left = max(0.1, stop - time.monotonic())
        try:
            response = self._pool.request(
                "GET",
                address,
                headers=self._headers(etag),
                timeout=urllib3.Timeout(connect=min(left, 2), read=left),
                redirect=False,
                preload_content=False,
            )
            try:
                body = _read(response, stop)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise Unreachable(f"GitHub does not answer: {type(error).__name__}") from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers, body)

    def _headers(self, etag: str) -> dict[str, str]:
        headers = {
            "Accept": "application/vnd.github.html+json",
            "Accept-Encoding": "gzip",
            "User-Agent": "coldpress",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if etag:
            headers["If-None-Match"] = etag
        return headers


def _read(response: urllib3.BaseHTTPResponse, stop: float) -> bytes:
    """The whole body, in pieces as they arrive: a read alone has no limit of time or size."""
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAXIMUM_ANSWER:
            raise Unreachable(f"GitHub answers with more than {MAXIMUM_ANSWER:,} bytes.")
        if time.monotonic() > stop:
            raise Unreachable("GitHub answers too slowly.")
    return b"".join(chunks)
