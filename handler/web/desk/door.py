"""Requests for the desk: who may come in, which page or change is asked for, what went wrong."""

from collections.abc import Mapping, Sequence

from flask import Request, Response
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ColdpressError, ContentError, Problem
from handler.services.author.files import HalfDone, NotTheirs, NotThere, Stale
from handler.services.ports import Unavailable
from handler.services.read.replies import Base
from handler.web.desk import (
    answers,
    changing,
    editing,
    history,
    lists,
    mentions,
    pictures,
    previewing,
    scripts,
)
from handler.web.desk.desk import PREFIX, Desk, PageAnswer, Visit
from handler.web.desk.guards import Outdated, check_origin, check_token

MAXIMUM_FORM = 4 * MAXIMUM_TEXT
"""Bytes of a form: a text, the text it was, and what two of both come to."""
MAXIMUM_ANSWER = 100_000
"""Bytes of what somebody sends who is not in; a passkey's answer has a few thousand."""
_PAGES: Mapping[str, PageAnswer] = {
    "": lists.show,
    "edit": editing.show,
    "history": history.show,
    "deleted": history.deleted,
    "mentions": mentions.show,
    "pictures": pictures.show,
    "token": scripts.token,
}
_CHANGES: Mapping[str, PageAnswer] = {
    "new": changing.begin,
    "edit": changing.change,
    "check": editing.check,
    "preview": previewing.show,
    "version": previewing.show_version,
    "mention": mentions.decide,
    "restore": changing.restore,
    "revert": history.revert,
    "pictures": pictures.store,
    "grant": pictures.grant,
    "arrived": pictures.arrived,
}

_FAILURES: Sequence[tuple[type[ColdpressError], int, str]] = (
    (NotThere, 404, "missing"),
    (Stale, 409, "refused"),
    (NotTheirs, 403, "owners"),
    (HalfDone, 503, "unavailable"),
    (Unavailable, 503, "unavailable"),
    (ColdpressError, 422, "refused"),
)


def answer_desk(request: Request, desk: Desk, path: str, base: Base) -> Response | None:
    """The desk's answer; None for who may not come in, or asks for what it has not."""
    name = path.removeprefix(PREFIX)
    if not desk.guests.are_welcome(request):
        return None
    if request.method == "POST":
        answer = {**_CHANGES, **desk.guests.changes()}.get(name)
    elif name.startswith(scripts.FILES):
        return scripts.send(name.removeprefix(scripts.FILES), request, desk.guests)
    else:
        answer = {**_PAGES, **desk.guests.pages()}.get(name)
    if answer is None:
        return None
    return answers.packed(request, _answered(answer, name, request, desk, base))


def _answered(answer: PageAnswer, name: str, request: Request, desk: Desk, base: Base) -> Response:
    visit = Visit.of(request, desk, base)
    try:
        return _let_in(answer, name, visit)
    except Forbidden:
        return _told(visit, 403, "forbidden")
    except RequestEntityTooLarge:
        return _told(visit, 413, "large")
    except ContentError as error:
        return _told(visit, 422, "refused", error.problems)
    except ColdpressError as error:
        status, what = next((s, w) for kind, s, w in _FAILURES if isinstance(error, kind))
        return _told(visit, status, what, (Problem("", str(error), ""),))


def _let_in(answer: PageAnswer, name: str, visit: Visit) -> Response:
    """The answer to who is in; to others what lets them in."""
    request, guests = visit.request, visit.desk.guests
    is_change, is_in = request.method == "POST", guests.person(request) is not None
    if is_change:
        _bound(request, is_in=is_in)
        check_origin(request, guests)
    if not is_in:
        return guests.let_in(visit, name)
    try:
        if is_change:
            check_token(request, guests)
    except Outdated:
        return editing.again(visit)
    return answer(visit)


def _bound(request: Request, *, is_in: bool) -> None:
    """Limit what a change may bring along."""
    request.max_content_length = MAXIMUM_FORM + MAXIMUM_BYTES if is_in else MAXIMUM_ANSWER
    request.max_form_memory_size = MAXIMUM_FORM if is_in else MAXIMUM_ANSWER


def _told(visit: Visit, status: int, what: str, problems: tuple[Problem, ...] = ()) -> Response:
    told = answers.told(problems)
    if visit.wants_data:
        return answers.data({"error": what, "problems": told}, status)
    key = visit.request.args.get("key", "") if what == "missing" else ""
    return answers.page(visit, "told.html", status, what=what, problems=told, key=key)
