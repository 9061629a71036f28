"""The real page of what is entered, for a frame beside it. It is of no origin and runs nothing."""

import re
from collections.abc import Callable

from flask import Response

from handler.core.authoring.comparing.marking import MARK, anchored, marked
from handler.core.authoring.front_matter.parts import like
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, etag_of
from handler.core.model.unpacking import unpack_gzip
from handler.fingerprints import static_files
from handler.services.author.files import checked
from handler.services.ports import Outcome, StoredObject
from handler.services.read.cache.page_cache import Page
from handler.services.records import stored_site
from handler.web.desk import answers, editing
from handler.web.desk.desk import Visit
from handler.web.desk.guards import PREVIEW
from handler.wiring import Services

_THEME_SCRIPT = re.compile(r'<script src="[^"]*/static/[^"]*"[^>]*></script>\n?')
_HTML = "text/html; charset=utf-8"


def show(visit: Visit) -> Response:
    """The page as readers would get it, with an anchor where its author types."""
    given = editing.entered(visit)
    data = _marked(visit, given)
    shown = _published(visit, given.key, data)
    if data == given.data:
        return _answer(visit, *shown)
    if shown[1].state != "live":
        return _answer(visit, *_published(visit, given.key, given.data))
    return _answer(visit, *shown, anchored)


def show_version(visit: Visit) -> Response:
    """The page as it was in an older version, as the blog would show it now."""
    key = checked(visit.request.form.get("key", ""))
    seen = visit.desk.services.versions.open(key, visit.request.form.get("version", ""))
    return _answer(visit, *_published(visit, key, seen.data))


def _answer(
    visit: Visit, blog: Services, outcome: Outcome, finish: Callable[[str], str] = str
) -> Response:
    html = _page(visit, blog, outcome)
    if html is None:
        return _unshown(visit, outcome.problems)
    return Response(_framed(visit, finish(html)), 200, PREVIEW, content_type=_HTML)


def _framed(visit: Visit, html: str) -> str:
    """A page whose links open beside the desk, and which shows where its author types.

    It is without the theme's scripts, which would only complain that nothing runs here.
    """
    head, end, rest = html.partition("</head>")
    styles = f"{visit.base.prefix}/static/{static_files()['author.css']}"
    head = _THEME_SCRIPT.sub("", head).replace("<head>", '<head>\n<base target="_blank">', 1)
    return f'{head}<link rel="stylesheet" href="{styles}">\n{end}{rest}'


def _marked(visit: Visit, given: editing.Entered) -> bytes:
    """What is entered, with a mark at the line of the cursor."""
    line = visit.request.form.get("line", "")
    is_number = line.isascii() and line.isdigit() and len(line) < 8
    if not is_number or not int(line) or MARK in given.data.decode():
        return given.data
    text, body = given.data.decode(), like(given.data.decode(), given.form.body)
    head = text[: len(text) - len(body)]
    return (head + marked(body, int(line))).encode() if text.endswith(body) else given.data


def _published(visit: Visit, key: str, data: bytes) -> tuple[Services, Outcome]:
    services = visit.desk.services
    etag = etag_of(data)
    info = ObjectInfo(key, etag, f"desk-{etag}", services.clock.now(), len(data))
    blog = services.previewing(StoredObject(info, data))
    return blog, blog.publisher.publish(key)


def _page(visit: Visit, blog: Services, outcome: Outcome) -> str | None:
    if outcome.state != "live" or not outcome.path:
        return None
    site = stored_site(blog.table)
    reply = blog.reader.respond(f"{site.baseurl}{outcome.path}", visit.base)
    html = unpack_gzip(reply.gzip, MAXIMUM_ANSWER) if isinstance(reply, Page) else None
    return html.decode() if html is not None else None


def _unshown(visit: Visit, problems: tuple[Problem, ...]) -> Response:
    response = answers.page(visit, "unshown.html", problems=answers.told(problems))
    response.headers.update(PREVIEW)
    return response
