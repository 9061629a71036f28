"""The web application: parse the request, ask the reader, send its reply."""

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from handler.core.model.addressing.addresses import numbered
from handler.core.model.addressing.paths import fold
from handler.core.webmentions.mentions import ENDPOINT
from handler.services.ports import Unavailable
from handler.services.read.replies import Base, Missing, Redirect, Reply
from handler.web.headers import NO_STORE, with_basic_headers
from handler.web.places import Place, place_of
from handler.web.sending import Sender, base_of
from handler.wiring import Services

if TYPE_CHECKING:
    from handler.web.desk.desk import Desk

MAXIMUM_PATH = 1024
"""S3 allows keys no longer names, and DynamoDB no longer sort keys."""
_IMPOSSIBLE = re.compile(r"[\x00-\x1f\x7f\ufffd]|/\.{1,2}(?:/|$)")
_WEBHOOK = "/_coldpress/github"
_PREVIEW = "/_coldpress/preview/"
_DESK = "/_coldpress/desk/"
_AUTHORIZE = f"{_DESK}authorize"
_PROGRAMS = ("/_coldpress/micropub", "/_coldpress/indieauth/")
_STATIC = "/static/"
_PICTURES = ("/_images/", "/_cards/")
_log = logging.getLogger("coldpress")


def create_app(services: Callable[[], Services], desk: "Callable[[], Desk] | None" = None) -> Flask:
    """The application over services that are built at the first request.

    Without a `desk` there is nothing at its addresses.
    """
    app = Flask("handler.web", static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False
    web = _Web(services, desk)
    app.add_url_rule("/", "page", web.page, defaults={"path": ""})
    app.add_url_rule("/<path:path>", "page", web.page)
    app.make_default_options_response = web.options  # type: ignore[method-assign]
    app.register_error_handler(Unavailable, web.unavailable)
    app.register_error_handler(MethodNotAllowed, web.other_method)
    app.register_error_handler(HTTPException, web.refused)
    app.register_error_handler(Exception, web.broken)
    app.wsgi_app = with_basic_headers(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


class _Web:
    def __init__(self, services: Callable[[], Services], desk: "Callable[[], Desk] | None") -> None:
        self._services = services
        self._desk = desk
        self._sender = Sender(services)

    def page(self, path: str) -> Response:  # noqa: ARG002 - its place tells the path
        place = self._place()
        if place.path == "/healthz":
            return Response("ok\n", content_type="text/plain; charset=utf-8")
        own = self._made(place.path) or self._preview(place)
        own = own or self._of_programs(place) or self._at_desk(place)
        return own or self._numbered(place) or self._sender.send(self._reply(place), place)

    def _at_desk(self, place: Place) -> Response | None:
        """The author's desk, for who may come in."""
        if self._desk is None or not place.path.startswith(_DESK):
            return None
        from handler.web.desk.door import answer_desk

        return answer_desk(request, self._desk(), place.path, self._base(place))

    def _of_programs(self, place: Place) -> Response | None:
        """What programs ask that write for those who come to the desk."""
        is_claim = request.method == "POST" and place.path == _AUTHORIZE
        if self._desk is None or not (is_claim or place.path.startswith(_PROGRAMS)):
            return None
        from handler.web.programs.door import answer_program

        return answer_program(request, self._desk(), place.path, self._base(place))

    def _preview(self, place: Place) -> Response | None:
        """What readers do not see, for who has a link to it."""
        if not place.path.startswith(_PREVIEW):
            return None
        from handler.web.previews import answer_preview

        return answer_preview(request, self._services(), place.path, self._base(place))

    def _made(self, path: str) -> Response | None:
        """A file of the theme, or what was made of a picture or post, if the path is of one."""
        if path.startswith(_STATIC):
            from handler.web.static import send_static

            return send_static(request, path.removeprefix(_STATIC))
        if path.startswith(_PICTURES) and _is_possible(path):
            from handler.web.pictures import send_picture

            return send_picture(request, path, self._services())
        return None

    def _place(self) -> Place:
        """Where the request arrived; API Gateway's event tells more than what is made of it."""
        if event := request.environ.get("lambda.event"):
            return place_of(event, self._services().settings.prefix)
        # Flask's own path has no more than one slash in front.
        path = request.environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        return Place("", request.script_root, path)

    def _numbered(self, place: Place) -> Response | None:
        """To the text that an old address names by its number.

        Nobody may keep it: most CDNs leave out the query when they look for a copy.
        """
        query = request.query_string.decode("latin-1") if request.query_string else ""
        old = numbered(place.path, query)
        reply = self._reply_at(old, place) if old else None
        if not isinstance(reply, Redirect):
            return None
        response = self._sender.send(reply, place)
        response.headers["Cache-Control"] = NO_STORE
        return response

    def _reply(self, place: Place) -> Reply:
        reply = self._reply_at(place.path, place)
        if isinstance(reply, Missing) and place.other_path:
            other = self._reply_at(place.other_path, place)
            return reply if isinstance(other, Missing) else other
        return reply

    def _reply_at(self, path: str, place: Place) -> Reply:
        reader = self._services().reader
        if not _is_possible(path):
            return Missing(reader.error_page(404, self._base(place)))
        return reader.respond(path, self._base(place))

    def _base(self, place: Place) -> Base:
        return base_of(place, self._services())

    def unavailable(self, error: Unavailable) -> Response:
        _log.warning("unavailable: %s", error)
        response = self._sender.send_error(503, self._place)
        response.headers["Retry-After"] = "5"
        return response

    def other_method(self, error: MethodNotAllowed) -> Response:
        """Few paths take POST; Flask cannot tell, as API Gateway's paths are in the event."""
        if request.method != "POST":
            return self.refused(error)
        try:  # What is raised in here has no other handler.
            return self._posted() or self.refused(error)
        except Unavailable as unavailable:
            return self.unavailable(unavailable)
        except HTTPException as refused:
            return self.refused(refused)
        except Exception as broken:
            return self.broken(broken)

    def _posted(self) -> Response | None:
        place = self._place()
        if place.path == _WEBHOOK:
            from handler.web.webhook import answer_webhook

            return answer_webhook(request, self._services())
        if place.path == ENDPOINT:
            from handler.web.webmention import answer_webmention

            return answer_webmention(request, self._services(), self._base(place))
        return self._of_programs(place) or self._at_desk(place)

    def options(self) -> Response:
        """What browsers ask before a page of another site may ask."""
        place = self._place()
        answer = self._of_programs(place) if place.path.startswith(_PROGRAMS) else None
        return answer or Response(headers={"Allow": "GET, HEAD, OPTIONS"})

    def refused(self, error: HTTPException) -> Response:
        response = Response(f"{error.name}\n", error.code, content_type="text/plain; charset=utf-8")
        response.allow.update(getattr(error, "valid_methods", None) or ())
        return response

    def broken(self, error: Exception) -> Response:
        _log.error("internal error", exc_info=error)
        return self._sender.send_error(500, self._place)


def _is_possible(path: str) -> bool:
    """Whether a path can name anything; others cost no call."""
    longest = max(len(path.encode()), len(fold(path).encode()))
    return longest <= MAXIMUM_PATH and not _IMPOSSIBLE.search(path)
