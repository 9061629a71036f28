"""The web application: parse the request, ask the reader, send its reply."""

import logging
import re
from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from handler.core.paths import fold
from handler.core.views import Links
from handler.services.page_cache import Page
from handler.services.ports import Unavailable
from handler.services.replies import AssetReply, Base, Missing, Redirect, Reply, Stopgap
from handler.web.assets import send_asset
from handler.web.headers import BASIC, NO_STORE, brief_headers, page_headers
from handler.web.pages import send_page
from handler.web.static import send_static
from handler.wiring import Services

_MAXIMUM_PATH_BYTES = 1024
"""S3 allows keys no longer names, and DynamoDB no longer sort keys."""
_IMPOSSIBLE = re.compile(r"[\x00-\x1f\x7f\ufffd]|/\.{1,2}(?:/|$)")
_HTML = "text/html; charset=utf-8"
_LAST_RESORT = "<!doctype html><title>Error</title><p>This page cannot be shown at the moment.\n"
_log = logging.getLogger("coldpress")


def create_app(services: Callable[[], Services]) -> Flask:
    """The application over services that are built at the first request."""
    app = Flask("handler.web", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    web = _Web(services)
    app.add_url_rule("/healthz", "health", web.health)
    app.add_url_rule("/static/<name>", "static", web.static)
    app.add_url_rule("/", "page", web.page, defaults={"path": ""})
    app.add_url_rule("/<path:path>", "page", web.page)
    app.register_error_handler(Unavailable, web.unavailable)
    app.register_error_handler(HTTPException, web.refused)
    app.register_error_handler(Exception, web.broken)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    for name, value in BASIC.items():
        response.headers.setdefault(name, value)
    return response


class _Web:
    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    def health(self) -> Response:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    def static(self, name: str) -> Response:
        return send_static(request, name) or self._send(self._reply())

    def page(self, path: str) -> Response:  # noqa: ARG002 - request.path is the path whole
        return self._send(self._reply())

    def _reply(self) -> Reply:
        reader = self._services().reader
        if not _is_possible(request.path):
            return Missing(reader.error_page(404, self._base()))
        return reader.respond(request.path, self._base())

    def _base(self) -> Base:
        return Base(self._services().settings.url, request.script_root)

    def _send(self, reply: Reply) -> Response:
        s_maxage = self._services().settings.s_maxage
        match reply:
            case Page():
                return send_page(request, reply, page_headers(s_maxage))
            case AssetReply(key, item):
                return send_asset(request, self._services().bucket, key, item, s_maxage)
            case Redirect(to, permanent):
                response = Response(status=301 if permanent else 302)
                response.headers.update(brief_headers(s_maxage))
                response.location = self._location(to)
                return response
            case Missing(html):
                headers = page_headers(s_maxage) | brief_headers(s_maxage)
                return Response(html, 404, headers, content_type=_HTML)
            case Stopgap(html):
                headers = page_headers(0) | {"Cache-Control": NO_STORE}
                return Response(html, 200, headers, content_type=_HTML)

    def _location(self, to: str) -> str:
        return Links(base=self._services().reader.prefix(self._base())).to(to)

    def unavailable(self, error: Unavailable) -> Response:
        _log.warning("unavailable: %s", error)
        response = self._error(503)
        response.headers["Retry-After"] = "5"
        return response

    def refused(self, error: HTTPException) -> Response:
        response = Response(f"{error.name}\n", error.code, content_type="text/plain; charset=utf-8")
        response.allow.update(getattr(error, "valid_methods", None) or ())
        return response

    def broken(self, error: Exception) -> Response:
        _log.error("internal error", exc_info=error)
        return self._error(500)

    def _error(self, status: int) -> Response:
        try:
            html = self._services().reader.error_page(status, self._base())
        except Exception:  # Settings or templates may be what is broken; nothing is left to ask.
            _log.exception("no error page")
            html = _LAST_RESORT
        headers = page_headers(0) | {"Cache-Control": NO_STORE}
        return Response(html, status, headers, content_type=_HTML)


def _is_possible(path: str) -> bool:
    """Whether a path can name anything; others cost no call."""
    longest = max(len(path.encode()), len(fold(path).encode()))
    return longest <= _MAXIMUM_PATH_BYTES and not _IMPOSSIBLE.search(path)
