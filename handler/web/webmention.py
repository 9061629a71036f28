"""Webmentions: anybody may say that a page of theirs links to one of the blog.

All it brings about is a look at that page, by the tick, so one that comes twice does no harm.
https://www.w3.org/TR/webmention/#receiving-webmentions
"""

from urllib.parse import urlsplit

from flask import Request, Response
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from handler.core.model.addressing.urls import path_in
from handler.core.model.context import Links
from handler.core.model.entries import SiteConfig
from handler.core.webmentions.mentions import receives
from handler.core.webmentions.requests import NoMention, QueueFull
from handler.services.ports import Unavailable
from handler.services.read.replies import Base
from handler.services.read.targets import page_at
from handler.services.records import stored_site
from handler.web.desk.signing.networks import networks_of
from handler.web.headers import NO_STORE
from handler.wiring import Services

MAXIMUM_FORM = 10_000
"""Bytes."""
_HEARD = "It is looked at within a few minutes, and shown once the blog's author agrees."


def answer_webmention(request: Request, services: Services, base: Base) -> Response:
    """Note a mention, so that the tick looks at it."""
    try:
        _hear(request, services, base)
    except HTTPException as error:
        return _say(error.name, error.code or 500)
    except NoMention as error:
        return _say(str(error), 400)
    except _TooOften as error:
        return _say("Too many mentions come from there.", 429, error.wait)
    except QueueFull as error:
        return _say(str(error), 429, 600)
    except Unavailable:
        return _say("Try again", 503, 5)
    return _say(_HEARD, 202)


class _TooOften(Exception):
    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def _hear(request: Request, services: Services, base: Base) -> None:
    request.max_content_length = request.max_form_memory_size = MAXIMUM_FORM
    if (request.content_length or 0) > MAXIMUM_FORM:
        raise RequestEntityTooLarge
    networks = networks_of(request)
    if wait := services.askers.wait(networks):
        raise _TooOften(wait)
    site = stored_site(services.table)
    if not receives(site):
        raise NotFound
    services.askers.fail(networks)
    source, target = _only(request, "source"), _only(request, "target")
    path = _page_at(target, services, base, site)
    services.receiving.note(source, target, path)


def _only(request: Request, name: str) -> str:
    values = request.form.getlist(name)
    if len(values) != 1 or not values[0].strip():
        raise NoMention(f"Send one {name}, as a field of a form.")
    return values[0].strip()


def _page_at(target: str, services: Services, base: Base, site: SiteConfig) -> str:
    """The path of the post or page that readers find at an address."""
    here = base.origin and base.origin + base.prefix
    home = Links(base.url or site.url or here, base.prefix + site.baseurl, prefix=base.prefix)
    own, given = urlsplit(home.absolute("/")), _without_scheme(target)
    start = f"//{own.netloc.lower()}{own.path}"
    if not f"{given}/".startswith(start):
        raise NoMention("target is no page of this blog.")
    path = f"{site.baseurl}/{path_in(given)[len(path_in(start)) :]}"
    if found := page_at(services.reader, path):
        return found
    raise NoMention("target is no post or page of this blog.")


def _without_scheme(address: str) -> str:
    """An address as `//host/path`, its host in small letters."""
    _, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"//{host.lower()}{slash}{path}"


def _say(text: str, status: int, wait: int = 0) -> Response:
    headers = {"Cache-Control": NO_STORE} | ({"Retry-After": str(wait)} if wait else {})
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")
