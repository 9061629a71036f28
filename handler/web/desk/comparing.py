"""A text that somebody else has changed since it was opened: what both did, brought together."""

from flask import Response

from handler.services.author.files import NotThere
from handler.web.desk import answers
from handler.web.desk.desk import Visit
from handler.web.desk.editing import Entered


def compare(visit: Visit, given: Entered) -> Response:
    """Three texts: as it was opened, as it is entered, and as it is by now."""
    if visit.wants_data:
        return answers.data({"error": "stale", "problems": []}, 409)
    try:
        theirs = visit.desk.authoring.open(given.key)
    except NotThere:
        return answers.page(
            visit,
            "lost.html",
            409,
            key=given.key,
            etag=given.etag,
            version=given.version,
            mine=_text(given.data),
        )
    merged = visit.desk.authoring.merge(given.key, given.base, given.data, theirs.data)
    return answers.page(
        visit,
        "compare.html",
        409,
        key=given.key,
        etag=theirs.info.etag,
        version=visit.desk.opened.name(theirs),
        mine=_text(given.data),
        merged=merged,
    )


def _text(data: bytes) -> str:
    return data.decode(errors="replace")
