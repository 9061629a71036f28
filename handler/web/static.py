"""The theme's own files, under fingerprinted names that never change."""

import mimetypes
from functools import cache

from flask import Response

from handler.fingerprints import STATIC, static_files
from handler.web.headers import IMMUTABLE


@cache
def _names() -> dict[str, str]:
    return {fingerprinted: name for name, fingerprinted in static_files().items()}


@cache
def _read(name: str) -> bytes:
    return (STATIC / name).read_bytes()


def send_static(fingerprinted: str) -> Response | None:
    """A file of `static/` by its fingerprinted name, if this build has it."""
    name = _names().get(fingerprinted)
    if name is None:
        return None
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_read(name), content_type=content_type, headers={"Cache-Control": IMMUTABLE})
