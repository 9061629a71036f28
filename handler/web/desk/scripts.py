"""The desk's own scripts and styles, and what a script asks for.

A page of the blog may load any script of its own origin. So what acts for whoever is in is at an
address that only pages of the desk know: on a page that an author made it would do as that says.
"""

import hmac

from flask import Request, Response

from handler.core.model.media.types import media_type_of
from handler.fingerprints import STATIC
from handler.web.desk import answers
from handler.web.desk.desk import Guests, Visit
from handler.web.desk.guards import PRIVATE, folder_of

FILES = "files/"
_OPEN = frozenset(["desk.css", "signing.js"])
"""What pages for strangers need."""
_THEIRS = frozenset(
    ["kept.js", "pictures.js", "editor.js", "compare.js", "missing.js", "people.js"]
)


def send(name: str, request: Request, guests: Guests) -> Response | None:
    """One of the desk's files."""
    folder, _, theirs = name.rpartition("/")
    if name not in _OPEN and not (theirs in _THEIRS and _is_known(folder, request, guests)):
        return None
    text = (STATIC / "desk" / theirs).read_bytes()
    return Response(text, 200, PRIVATE, content_type=f"{media_type_of(theirs)}; charset=utf-8")


def _is_known(folder: str, request: Request, guests: Guests) -> bool:
    if guests.person(request) is None:
        return False
    known = folder_of(guests.token(request))
    return hmac.compare_digest(folder.encode(errors="replace"), known.encode())


def token(visit: Visit) -> Response:
    """What changes have to bring along now, for a page that is older than the desk's start."""
    return answers.data({"token": visit.desk.guests.token(visit.request)})
