"""Sending what is kept compressed: rendered pages and the theme's files."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Request, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.unpacking import unpack_gzip
from handler.services.read.cache.page_cache import Page
from handler.web.headers import NO_STORE
from handler.web.responses import ConditionalResponse

_TOO_LARGE = "This page is too large to send uncompressed.\n"


def send_page(request: Request, page: Page, headers: Mapping[str, str]) -> Response:
    """A page in the compression that the client likes best, or 304 if it has the page."""
    encoding = choose(request.headers.get("Accept-Encoding", ""))
    body = {"br": page.brotli, "gzip": page.gzip}.get(encoding)
    body = body or unpack_gzip(page.gzip, MAXIMUM_ANSWER)
    if body is None or len(body) > MAXIMUM_ANSWER:
        return Response(_TOO_LARGE, 406, {"Cache-Control": NO_STORE, "Vary": "Accept-Encoding"})
    response = ConditionalResponse(body, 200, headers, content_type=page.content_type)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["ETag"] = page.etag
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response


@lru_cache(64)
def choose(header: str) -> str:
    """The Content-Encoding that `Accept-Encoding` likes best, empty for none; smaller goes first.

    https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding
    """
    accepted = parse_accept_header(header, Accept)
    qualities = {name: accepted.quality(name) for name in ("br", "gzip")}
    plain = next((quality for name, quality in accepted if name == "identity"), 0)
    best = max(qualities, key=lambda name: qualities[name])
    return best if qualities[best] and qualities[best] >= plain else ""
