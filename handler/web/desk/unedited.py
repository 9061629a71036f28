"""Files that the desk shows and does not edit: pictures, what is no text or too large."""

from flask import Response

from handler.core.model.addressing.keys import classify, extension, may_be_text
from handler.services.author.files import Seen
from handler.web.desk import answers
from handler.web.desk.desk import Visit

_PICTURES = frozenset(["jpg", "jpeg", "png", "webp", "gif", "svg"])
_TEXTS = frozenset(["config", "data", "include", "template", "special"])
MOST_BYTES = 4_000_000
"""Of a text that is edited here: Lambda takes 6 MB, of which a third is base64."""


def show(visit: Visit, seen: Seen) -> Response:
    """What is told of a file, with the way to its history, and to delete it."""
    key = seen.info.key
    is_picture = extension(key) in _PICTURES
    return answers.page(
        visit,
        "file.html",
        key=key,
        etag=seen.info.etag,
        is_picture=is_picture,
        is_large=len(seen.data) > MOST_BYTES and not is_picture,
        most=MOST_BYTES // 1_000_000,
    )


def is_text(seen: Seen) -> bool:
    """Whether a file can be edited in a browser, which knows no NUL and sends all of it."""
    key = seen.info.key
    if len(seen.data) > MOST_BYTES:
        return False
    if not (may_be_text(key) or classify(key) in _TEXTS or extension(key) == "svg"):
        return False
    try:
        return "\0" not in seen.data.decode()
    except UnicodeDecodeError:
        return False
