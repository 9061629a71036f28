"""Requests for the desk: who may come in, which page or change is asked for, what went wrong."""

from collections.abc import Mapping

from flask import Request, Response
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ColdpressError, ContentError, Problem
from handler.services.author.files import NotTheirs, NotThere, Stale
from handler.services.ports import Unavailable
from handler.services.read.replies import Base
from handler.web.desk import answers, changing, editing, lists, pictures, previewing, scripts
from handler.web.desk.desk import PREFIX, Desk, PageAnswer, Visit
from handler.web.desk.guards import Outdated, check_origin, check_token

MAXIMUM_FORM = 4 * MAXIMUM_TEXT
"""Bytes of a form: a text, the text it was, and what two of both come to."""
_PAGES: Mapping[str, PageAnswer] = {
    "": lists.show,
    "edit": editing.show,
    "pictures": pictures.show,
    "token": scripts.token,
}
_CHANGES: Mapping[str, PageAnswer] = {
    "new": changing.begin,
    "edit": changing.change,
    "check": editing.check,
    "preview": previewing.show,
    "restore": changing.restore,
    "pictures": pictures.store,
}


def answer_desk(request: Request, desk: Desk, path: str, base: Base) -> Response | None:
    """The desk's answer; None for who may not come in, or asks for what it has not."""
    name = path.removeprefix(PREFIX)
    if not desk.guests.are_welcome(request):
        return None
    if request.method == "POST":
        answer = {**_CHANGES, **desk.guests.changes()}.get(name)
    elif name.startswith(scripts.FILES):
        return scripts.send(name.removeprefix(scripts.FILES))
    else:
        answer = {**_PAGES, **desk.guests.pages()}.get(name)
    return _answered(answer, name, request, desk, base) if answer else None


def _answered(
    answer: PageAnswer, name: str, request: Request, desk: Desk, base: Base
) -> Response:
    visit = Visit.of(request, desk, base)
    try:
        if request.method == "POST":
            _bound(request)
            check_origin(request, desk.guests)
        if desk.guests.person(request) is None:
            return desk.guests.let_in(visit, name)
        if request.method == "POST":
            check_token(request, desk.guests)
        return answer(visit)
    except Outdated:
        return editing.again(visit)
    except Forbidden:
        return _told(visit, 403, "forbidden")
    except RequestEntityTooLarge:
        return _told(visit, 413, "large")
    except ContentError as error:
        return _told(visit, 422, "refused", error.problems)
    except NotThere as error:
        return _told(visit, 404, "missing", (Problem("", str(error), ""),))
    except Stale as error:
        return _told(visit, 409, "refused", (Problem("", str(error), ""),))
    except NotTheirs as error:
        return _told(visit, 403, "owners", (Problem("", str(error), ""),))
    except Unavailable as error:
        return _told(visit, 503, "unavailable", (Problem("", str(error), ""),))
    except ColdpressError as error:
        return _told(visit, 422, "refused", (Problem("", str(error), ""),))


def _bound(request: Request) -> None:
    """Limit what a change may bring along."""
    request.max_content_length = MAXIMUM_FORM + MAXIMUM_BYTES
    request.max_form_memory_size = MAXIMUM_FORM


def _told(visit: Visit, status: int, what: str, problems: tuple[Problem, ...] = ()) -> Response:
    told = answers.told(problems)
    if visit.wants_data:
        return answers.data({"error": what, "problems": told}, status)
    return answers.page(visit, "told.html", status, what=what, problems=told)
