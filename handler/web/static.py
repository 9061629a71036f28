"""The theme's own files, under fingerprinted names that never change."""

import gzip
import mimetypes
from functools import cache

import brotli
from flask import Request, Response

from handler.fingerprints import STATIC, static_files
from handler.services.page_cache import Page
from handler.web.headers import IMMUTABLE
from handler.web.pages import send_page


@cache
def _names() -> dict[str, str]:
    return {fingerprinted: name for name, fingerprinted in static_files().items()}


@cache
def _load(fingerprinted: str) -> Page:
    data = (STATIC / _names()[fingerprinted]).read_bytes()
    content_type = mimetypes.guess_type(fingerprinted)[0] or "application/octet-stream"
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    etag = f'W/"{fingerprinted}"'
    return Page(content_type, etag, gzip.compress(data, mtime=0), brotli.compress(data))


def send_static(request: Request, fingerprinted: str) -> Response | None:
    """A file of `static/` by its fingerprinted name, if this build has it."""
    if fingerprinted not in _names():
        return None
    return send_page(request, _load(fingerprinted), {"Cache-Control": IMMUTABLE})
