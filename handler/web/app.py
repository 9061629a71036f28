"""The web application: parse the request, ask the reader, send its reply."""

import logging
from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from handler.core.views import Links
from handler.services.ports import Unavailable
from handler.services.reading import AssetReply, Base, Missing, Redirect, Reply
from handler.web.assets import MAXIMUM_ANSWER, send_asset
from handler.web.encoding import choose
from handler.web.headers import NO_STORE, SECURITY, brief_headers, page_headers
from handler.web.static import send_static
from handler.wiring import Services

_MAXIMUM_PATH = 1024
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
    app.register_error_handler(Exception, web.broken)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    return response


class _Web:
    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    def health(self) -> Response:
        return Response("ok\n", content_type="text/plain", headers={"Cache-Control": NO_STORE})

    def static(self, name: str) -> Response:
        return send_static(name) or self._send(self._reply())

    def page(self, path: str) -> Response:  # noqa: ARG002 - request.path is the path whole
        return self._send(self._reply())

    def _reply(self) -> Reply:
        reader = self._services().reader
        if not _is_plausible(request.path):
            return Missing(reader.error_page(404, self._base()))
        return reader.respond(request.path, self._base())

    def _base(self) -> Base:
        return Base(self._services().settings.url, request.script_root)

    def _send(self, reply: Reply) -> Response:
        settings = self._services().settings
        match reply:
            case Missing(html):
                headers = page_headers(settings.s_maxage) | brief_headers(settings.s_maxage)
                return Response(html, 404, headers, content_type="text/html; charset=utf-8")
            case Redirect(to, permanent):
                headers = brief_headers(settings.s_maxage)
                location = Links(base=self._services().reader.prefix(self._base())).to(to)
                return Response(
                    status=301 if permanent else 302, headers=headers | {"Location": location}
                )
            case AssetReply(key, item):
                bucket = self._services().bucket
                return send_asset(request, bucket, key, item, settings.s_maxage)
        headers = page_headers(settings.s_maxage) | {"ETag": reply.etag}
        body, encoding = choose(reply, request)
        if len(body) > MAXIMUM_ANSWER:
            return Response("This page is too large to send uncompressed.\n", 406)
        if encoding:
            headers["Content-Encoding"] = encoding
        response = Response(body, 200, headers, content_type=reply.content_type)
        response.make_conditional(request)
        return response

    def unavailable(self, error: Unavailable) -> Response:
        _log.warning("unavailable: %s", error)
        response = self._error(503)
        response.headers["Retry-After"] = "5"
        return response

    def broken(self, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return Response(f"{error.name}\n", error.code, {"Cache-Control": NO_STORE})
        _log.error("internal error", exc_info=error)
        return self._error(500)

    def _error(self, status: int) -> Response:
        html = self._services().reader.error_page(status, self._base())
        headers = page_headers(0) | {"Cache-Control": NO_STORE}
        return Response(html, status, headers, content_type="text/html; charset=utf-8")


def _is_plausible(path: str) -> bool:
    """Whether a path can name anything; others cost no call."""
    return (
        len(path) <= _MAXIMUM_PATH
        and path.isprintable()
        and "\ufffd" not in path
        and not {".", ".."} & set(path.split("/"))
    )
