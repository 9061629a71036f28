"""The theme's own files, under fingerprinted names that never change."""

import gzip
import re
from functools import cache

import brotli
from flask import Request, Response

from handler.core.model.media.types import media_type_of
from handler.core.site.theme.styles import styles_named
from handler.fingerprints import STATIC, static_files
from handler.services.read.cache.page_cache import Page
from handler.web.headers import BRIEF, IMMUTABLE
from handler.web.pages import send_page

_ADDRESS = re.compile(rb'url\("([\w.-]+)"\)')
_FOR_WRITERS = {
    ".css": re.compile(rb"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE),
    ".js": re.compile(rb"^\s*//[^\n]*|^\s+", re.MULTILINE),
}
"""Comments, empty lines and indentation: a fifth of what a file weighs, packed."""
_FINGERPRINT = re.compile(r"\.[0-9a-f]{12}(\.\w+)\Z", re.ASCII)


@cache
def _names() -> dict[str, str]:
    return {fingerprinted: name for name, fingerprinted in static_files().items()}


@cache
def _load(fingerprinted: str) -> Page:
    path = STATIC / _names()[fingerprinted]
    written = _FOR_WRITERS.get(path.suffix)
    data = written.sub(b"", path.read_bytes()) if written else path.read_bytes()
    return _pack(fingerprinted, _ADDRESS.sub(_address, data) if path.suffix == ".css" else data)


def _address(match: re.Match[bytes]) -> bytes:
    """The address of another of these files, as a stylesheet names it."""
    name = match[1].decode()
    return f'url("{static_files().get(name, name)}")'.encode()


def _pack(fingerprinted: str, data: bytes) -> Page:
    content_type = media_type_of(fingerprinted)
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    etag = f'W/"{fingerprinted}"'
    return Page(content_type, etag, gzip.compress(data, mtime=0), brotli.compress(data))


def forget_files() -> None:
    """Read the theme's files anew when they are next asked for."""
    for known in (static_files, _names, _load):
        known.cache_clear()


def _named_now(name: str) -> str:
    """The fingerprinted name in this build of a file that another build named otherwise."""
    plain, replaced = _FINGERPRINT.subn(r"\1", name)
    return static_files().get(plain, "") if replaced else ""


def send_static(request: Request, name: str) -> Response | None:
    """A file of `static/` by its fingerprinted name, or a site's colours.

    A page of the build before, out of some cache, gets the file as it is now, for the moment.
    """
    if name in _names():
        return send_page(request, _load(name), {"Cache-Control": IMMUTABLE})
    if own := styles_named(name):
        kept = IMMUTABLE if own.file == name else BRIEF
        return send_page(request, _pack(own.file, own.css.encode()), {"Cache-Control": kept})
    if current := _named_now(name):
        return send_page(request, _load(current), {"Cache-Control": BRIEF})
    return None
