"""Sending: from the reader's reply to a response."""

import logging
from collections.abc import Callable

from flask import Response, request

from handler.core.model.context import Links
from handler.core.webmentions.mentions import ENDPOINT, receives
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import (
    AssetReply,
    Base,
    Fallback,
    Missing,
    Redirect,
    Reply,
    SearchPage,
)
from handler.web.assets import send_asset, send_missing
from handler.web.headers import NO_STORE, brief_headers, page_headers
from handler.web.pages import send_page
from handler.web.places import Place
from handler.wiring import Services

_HTML = "text/html; charset=utf-8"
_SEARCH = "/search"
_LAST_RESORT = "<!doctype html><title>Error</title><p>This page cannot be shown at the moment.\n"
_log = logging.getLogger("coldpress")


def base_of(place: Place, services: Services) -> Base:
    """Where the blog's addresses begin for who asked at a place."""
    settings = services.settings
    return Base(settings.url, place.prefix, place.origin, settings.is_copy)


class Sender:
    """Makes the responses of a blog whose services are built at the first request."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    def send(self, reply: Reply, place: Place) -> Response:
        """The response to a GET that arrived at a place."""
        s_maxage = self._services().settings.s_maxage
        match reply:
            case Page():
                headers = page_headers(s_maxage, reply.content_type)
                return send_page(request, reply, headers | self._ways(reply, place))
            case AssetReply():
                return send_asset(request, self._services(), reply)
            case Redirect(to, permanent):
                return self._redirect(to, 301 if permanent else 302, place)
            case Missing(_, AssetReply(key, item)):
                return send_missing(self._services(), key, item)
            case Missing(html):
                headers = page_headers(s_maxage) | brief_headers(s_maxage)
                return Response(html, 404, headers, content_type=_HTML)
            case SearchPage(context):
                from handler.web.search import answer_search

                return answer_search(request, self._services(), context)
            case Fallback(html):
                headers = page_headers(0) | {"Cache-Control": NO_STORE}
                return Response(html, 200, headers, content_type=_HTML)

    def _ways(self, page: Page, place: Place) -> dict[str, str]:
        """Where others may tell of mentions of a page; its template need not say so."""
        services = self._services()
        is_told = page.content_type == _HTML and not services.settings.is_copy
        if not is_told or not receives(services.reader.config):
            return {}
        return {"Link": f'<{place.prefix}{ENDPOINT}>; rel="webmention"'}

    def _redirect(self, to: str, status: int, place: Place) -> Response:
        response = Response(status=status)
        response.headers.update(brief_headers(self._services().settings.s_maxage))
        response.location = self._location(to, place)
        if to == _SEARCH and request.query_string:
            response.location += f"?{request.query_string.decode('latin-1')}"
            # Most CDNs leave out the query when they look for a copy.
            response.headers["Cache-Control"] = NO_STORE
        return response

    def _location(self, to: str, place: Place) -> str:
        services = self._services()
        return Links(base=services.reader.prefix(base_of(place, services))).to_address(to)

    def send_error(self, status: int, place: Callable[[], Place]) -> Response:
        """The blog's page for an error, or a plain one: settings may be what is broken."""
        try:
            services = self._services()
            html = services.reader.error_page(status, base_of(place(), services))
        except Exception:  # Templates may be broken, too; nothing is left to ask.
            _log.exception("no error page")
            html = _LAST_RESORT
        headers = page_headers(0) | {"Cache-Control": NO_STORE}
        return Response(html, status, headers, content_type=_HTML)
