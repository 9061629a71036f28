"""The desk's own scripts and styles, and what a script asks for."""

from flask import Response

from handler.core.model.media_types import media_type_of
from handler.fingerprints import STATIC
from handler.web.desk import answers
from handler.web.desk.desk import Visit
from handler.web.desk.guards import PRIVATE

FILES = "files/"
_NAMES = frozenset(
    [
        *("desk.css", "kept.js", "pictures.js", "editor.js", "compare.js"),
        "missing.js",
        *("signing.js", "people.js"),
    ]
)


def send(name: str) -> Response | None:
    """One of the desk's files."""
    if name not in _NAMES:
        return None
    text = (STATIC / "desk" / name).read_bytes()
    return Response(text, 200, PRIVATE, content_type=f"{media_type_of(name)}; charset=utf-8")


def token(visit: Visit) -> Response:
    """What changes have to bring along now, for a page that is older than the desk's start."""
    return answers.data({"token": visit.desk.guests.token(visit.request)})
