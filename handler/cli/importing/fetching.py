"""Fetching pictures of the old blog: bounded in size and time, and never twice."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from handler.cli.importing.sources import Source
from handler.cli.interrupting import side_by_side

LARGEST = 50_000_000
"""Bytes of one file."""
LONGEST = 60
"""Seconds that one file may take."""
_WORKERS = 6
_CHUNK = 1 << 16
_STARTS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"<svg", "svg"),
    (b"<?xml", "svg"),
    (b"%PDF", "pdf"),
)


class _Failed(Exception):
    """Why a file could not be fetched."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches files into a tree; those that lie there already count as fetched."""

    root: Path
    source: Source
    largest: int = LARGEST
    longest: float = LONGEST

    def fetch(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """The key that each address has got; none, which is told, if it cannot be had."""
        with _pool() as pool, side_by_side(_WORKERS) as workers:
            keys = workers.map(lambda each: self._one(pool, *each), wanted.items())
            return dict(zip(wanted, keys, strict=True))

    def _one(self, pool: PoolManager, address: str, key: str) -> str:
        if there := self._there(key):
            return there
        try:
            return self._got(pool, address, key)
        except _Failed as error:
            self.source.warn(
                address,
                f"{error}; the text still shows it from there.",
                "Mend it, or run this again.",
            )
        except (HTTPError, OSError, ValueError):
            self.source.warn(
                address, "does not answer; the text still shows it from there.", "Run this again."
            )
        return ""

    def _there(self, key: str) -> str:
        """The key under which a file was fetched before, whatever ending it got then."""
        place = self.root / key
        if place.is_file():
            return key
        if place.suffix or not place.parent.is_dir():
            return ""
        return next((f"{key}{each.suffix}" for each in place.parent.glob(f"{place.name}.*")), "")

    def _got(self, pool: PoolManager, address: str, key: str) -> str:
        place = self.root / key
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name[:100]}.fetching")
        answer = pool.request("GET", address, preload_content=False)
        try:
            if answer.status != 200:
                raise _Failed(f"answers {answer.status}")
            start = b""
            with beside.open("wb") as file:
                for chunk in self._chunks(answer):
                    start = start or chunk
                    file.write(chunk)
            ending = _ending(start)
            named = key if "." in place.name else f"{key}.{ending}"
            os.replace(beside, self.root / named)
            return named
        finally:
            beside.unlink(missing_ok=True)
            answer.close()

    def _chunks(self, answer: BaseHTTPResponse) -> Iterator[bytes]:
        size, until = 0, monotonic() + self.longest
        for chunk in answer.stream(_CHUNK):
            size += len(chunk)
            if size > self.largest:
                raise _Failed(f"has more than {self.largest:,} bytes")
            if monotonic() > until:
                raise _Failed(f"takes longer than {self.longest:g} seconds")
            yield chunk


def _pool() -> PoolManager:
    retries = Retry(total=4, connect=1, read=1, redirect=3, status=0)
    return PoolManager(maxsize=_WORKERS, timeout=Timeout(connect=10, read=20), retries=retries)


def _ending(start: bytes) -> str:
    """The ending of a picture by what it begins with; raises `_Failed` if it is a page."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    if start.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise _Failed("answers a page in place of a file")
    return next((ending for sign, ending in _STARTS if start.startswith(sign)), "bin")
