"""Pictures that are uploaded at the desk, and how a text shows them."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from flask import Response
from werkzeug.datastructures import FileStorage

from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError, Problem
from handler.services.author.files import NotThere
from handler.services.author.granting import Granting
from handler.web.desk import answers
from handler.web.desk.desk import Visit

_NO_LETTER = re.compile(r"[^\w./-]")
_MOST = 20
"""Pictures of one form without scripts."""


def show(visit: Visit) -> Response:
    """A form that uploads pictures, for browsers without scripts."""
    return _page(visit, 200, [], [])


def grant(visit: Visit) -> Response:
    """Leave for a script to put a picture where pictures are kept."""
    given = visit.request.form
    granted = _granting(visit).grant(given.get("name", ""), given.get("type", ""))
    form = {"address": granted.form.address, "fields": dict(granted.form.fields)}
    return answers.data({"upload": granted.id, **form})


def arrived(visit: Visit) -> Response:
    """Take what a script has put there, and say how a text shows it."""
    given = visit.request.form
    name = given.get("name", "")
    key = _granting(visit).take(given.get("upload", ""), name, visit.site)
    visit.publish(key)
    return answers.data({"stored": [_shown(key, "")], "problems": []})


def _granting(visit: Visit) -> Granting:
    if visit.desk.granting is None:
        raise NotThere("Pictures are sent to the desk itself here.")
    return visit.desk.granting


def store(visit: Visit) -> Response:
    """Store pictures, and say how a text shows them."""
    files = visit.request.files.getlist("picture")[:_MOST]
    described = " ".join(visit.request.form.get("alt", "").split())
    stored, problems = _stored(visit, [file for file in files if file.filename])
    if stored:
        visit.publish(*stored)
    shown = [_shown(key, described) for key in stored]
    status = 200 if stored or not problems else 422
    if visit.wants_data:
        return answers.data({"stored": shown, "problems": answers.told(problems)}, status)
    return _page(visit, status, shown, answers.told(problems))


def _page(visit: Visit, status: int, stored: object, problems: object) -> Response:
    most = visit.desk.most_sent // 1_000_000
    return answers.page(visit, "pictures.html", status, stored=stored, problems=problems, most=most)


def _shown(key: str, described: str) -> dict[str, str]:
    return {"path": _path(key), "text": _markdown(key, described)}


def _path(key: str) -> str:
    """Where a picture is, as one reads it in a text: letters of all languages as they are."""
    return "/" + _NO_LETTER.sub(lambda found: quote(found[0]), key)


def _stored(visit: Visit, files: Sequence[FileStorage]) -> tuple[list[str], list[Problem]]:
    keys: list[str] = []
    problems: list[Problem] = []
    for file in files:
        data = file.stream.read(MAXIMUM_BYTES + 1)
        try:
            keys.append(visit.desk.uploads.picture(file.filename or "", data, visit.site))
        except ContentError as error:
            problems += error.problems
    return keys, problems


def _markdown(key: str, described: str) -> str:
    text = described.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"![{text}]({_path(key)})"
