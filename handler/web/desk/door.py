"""Requests for the desk: who may come in, which page or change is asked for, what went wrong."""

from collections.abc import Callable, Mapping

from flask import Request, Response
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ColdpressError, ContentError, Problem
from handler.services.author.files import HalfDone, NotThere, Stale
from handler.services.ports import Unavailable
from handler.services.read.replies import Base
from handler.web.desk import answers, changing, editing, lists, pictures, previewing, scripts
from handler.web.desk.desk import PREFIX, Desk, Visit
from handler.web.desk.guards import Outdated, check_change

MAXIMUM_FORM = 4 * MAXIMUM_TEXT
"""Bytes of a form: a text, the text it was, and what two of both come to."""
_Answer = Callable[[Visit], Response]
_PAGES: Mapping[str, _Answer] = {
    "": lists.show,
    "edit": editing.show,
    "pictures": pictures.show,
    "token": scripts.token,
}
_CHANGES: Mapping[str, _Answer] = {
    "new": changing.begin,
    "edit": changing.change,
    "check": editing.check,
    "preview": previewing.show,
    "restore": changing.restore,
    "pictures": pictures.store,
    "grant": pictures.grant,
    "arrived": pictures.arrived,
}


def answer_desk(request: Request, desk: Desk, path: str, base: Base) -> Response | None:
    """The desk's answer; None for who may not come in, or asks for what it has not."""
    name = path.removeprefix(PREFIX)
    is_change = request.method == "POST"
    answer = (_CHANGES if is_change else _PAGES).get(name)
    if not desk.guests.are_welcome(request):
        return None
    if not is_change and name.startswith(scripts.FILES):
        return scripts.send(name.removeprefix(scripts.FILES))
    return answers.packed(request, _answered(answer, request, desk, base)) if answer else None


def _answered(answer: _Answer, request: Request, desk: Desk, base: Base) -> Response:
    visit = Visit.of(request, desk, base)
    try:
        return _checked(visit, answer)
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
    except (HalfDone, Unavailable) as error:
        return _told(visit, 503, "unavailable", (Problem("", str(error), ""),))
    except ColdpressError as error:
        return _told(visit, 422, "refused", (Problem("", str(error), ""),))


def _checked(visit: Visit, answer: _Answer) -> Response:
    if visit.request.method == "POST":
        _bound(visit.request)
        try:
            check_change(visit.request, visit.desk.guests)
        except Outdated:
            return editing.again(visit)
    return answer(visit)


def _bound(request: Request) -> None:
    """Limit what a change may bring along."""
    request.max_content_length = MAXIMUM_FORM + MAXIMUM_BYTES
    request.max_form_memory_size = MAXIMUM_FORM


def _told(visit: Visit, status: int, what: str, problems: tuple[Problem, ...] = ()) -> Response:
    told = answers.told(problems)
    if visit.wants_data:
        return answers.data({"error": what, "problems": told}, status)
    return answers.page(visit, "told.html", status, what=what, problems=told)
