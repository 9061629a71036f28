"""What programs are answered: JSON, that those in browsers may read from anywhere as well.

No cookie is looked at here, so that no page can have a program do what its visitor may.
"""

import json
from collections.abc import Mapping

from flask import Response

from handler.core.model.problems import ColdpressError, ContentError
from handler.core.people.state import Refused
from handler.core.people.storing import BrokenPeople
from handler.services.author.files import HalfDone, NotTheirs
from handler.services.ports import Unavailable
from handler.web.headers import NO_STORE

OPEN = {
    "Cache-Control": NO_STORE,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Location, WWW-Authenticate",
}
_PREFLIGHT = OPEN | {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "3600",
}


class Refusal(Exception):
    """What a program may not do, as both specifications name it."""

    def __init__(self, status: int, error: str, told: str) -> None:
        super().__init__(told)
        self.status, self.error = status, error


def data(values: Mapping[str, object], status: int = 200) -> Response:
    """JSON for a program."""
    text = json.dumps(values, ensure_ascii=False)
    return Response(text, status, OPEN, content_type="application/json")


def preflight() -> Response:
    """What a browser asks before it lets a page ask."""
    return Response(status=204, headers=_PREFLIGHT)


def refused(error: Exception) -> Response:
    """Why nothing was done, as JSON."""
    status, name = _named(error)
    response = data({"error": name, "error_description": _told(error)}, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = f'Bearer error="{name}"'
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _named(error: Exception) -> tuple[int, str]:
    match error:
        case Refusal():
            return error.status, error.error
        case Refused():
            return 400, "invalid_grant"
        case NotTheirs():
            return 403, "forbidden"
        case Unavailable() | BrokenPeople() | HalfDone():
            return 503, "temporarily_unavailable"
    return 400, "invalid_request"


def _told(error: Exception) -> str:
    if isinstance(error, ContentError):
        return " ".join(str(each) for each in error.problems)
    return str(error) if isinstance(error, ColdpressError | Refusal) else type(error).__name__
