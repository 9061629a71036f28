"""Which stored compression of a page a client gets."""

from flask import Request

from handler.services.page_cache import Page


def choose(page: Page, request: Request) -> tuple[bytes, str]:
    """The body and its Content-Encoding, empty for none."""
    accepted = request.accept_encodings
    if accepted.quality("br") > 0 and accepted.quality("br") >= accepted.quality("gzip"):
        return page.brotli, "br"
    if accepted.quality("gzip") > 0:
        return page.gzip, "gzip"
    return page.text().encode(), ""
