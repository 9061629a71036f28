"""Requests of programs: which endpoint is asked, whether the desk is on, what went wrong."""

from collections.abc import Callable, Mapping

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from handler.core.model.problems import ColdpressError
from handler.core.people.state import People
from handler.services.contexts import context_keys
from handler.services.read.replies import Base
from handler.web.desk.desk import NOBODY, Desk, Visit
from handler.web.desk.signing.names import INDIEAUTH, MEDIA, MICROPUB
from handler.web.programs import querying, tokens, writing
from handler.web.programs.answers import Refusal, preflight, refused
from handler.web.programs.asking import Call, bound, called

_Answer = Callable[[Visit, People], Response]


def _with_token(answer: Callable[[Call], Response]) -> _Answer:
    return lambda visit, people: answer(called(visit, people))


_ANSWERS: Mapping[tuple[str, str], _Answer] = {
    ("GET", MICROPUB): _with_token(querying.query),
    ("POST", MICROPUB): _with_token(writing.write),
    ("POST", MEDIA): _with_token(writing.add_picture),
    ("GET", f"{INDIEAUTH}metadata"): tokens.describe,
    ("GET", f"{INDIEAUTH}token"): tokens.verify,
    ("POST", f"{INDIEAUTH}token"): tokens.give,
    ("POST", f"{INDIEAUTH}introspect"): tokens.introspect,
    ("POST", f"{INDIEAUTH}revoke"): tokens.revoke,
    ("GET", f"{INDIEAUTH}userinfo"): tokens.tell,
    ("POST", tokens.AUTHORIZE): tokens.identify,
}
_PATHS = frozenset(path for _, path in _ANSWERS)


def answer_program(request: Request, desk: Desk, path: str, base: Base) -> Response | None:
    """The answer to a program; None where the desk is off, or for what there is not."""
    if path not in _PATHS:
        return None
    try:
        people = desk.services.access.people()
        if people is None or not people.is_on:
            return None
        if request.method == "OPTIONS":
            return preflight()
        return _answered(request, desk, path, base, people)
    except HTTPException as error:
        return refused(Refusal(error.code or 400, "invalid_request", error.name))
    except (ColdpressError, Refusal) as error:
        return refused(error)


def _answered(request: Request, desk: Desk, path: str, base: Base, people: People) -> Response:
    answer = _ANSWERS.get(("GET" if request.method == "HEAD" else request.method, path))
    if answer is None:
        raise Refusal(405, "invalid_request", f"{request.method} is no way to ask for that.")
    visit = Visit(request, desk, base, desk.services.table.get(context_keys()), NOBODY)
    bound(visit)
    return answer(visit, people)
