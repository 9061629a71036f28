"""Pictures that are uploaded at the desk, and how a text shows them."""

from collections.abc import Sequence
from urllib.parse import quote

from flask import Response
from werkzeug.datastructures import FileStorage

from handler.core.model.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError, Problem
from handler.web.desk import answers
from handler.web.desk.desk import Visit

_MOST = 20
"""Pictures of one form without scripts."""


def show(visit: Visit) -> Response:
    """A form that uploads pictures, for browsers without scripts."""
    return answers.page(visit, "pictures.html", stored=[], problems=[])


def store(visit: Visit) -> Response:
    """Store pictures, and say how a text shows them."""
    files = visit.request.files.getlist("picture")[:_MOST]
    described = " ".join(visit.request.form.get("alt", "").split())
    stored, problems = _stored(visit, [file for file in files if file.filename])
    if stored:
        visit.desk.publish(stored)
    shown = [{"path": f"/{quote(key)}", "text": _markdown(key, described)} for key in stored]
    status = 200 if stored or not problems else 422
    if visit.wants_data:
        return answers.data({"stored": shown, "problems": answers.told(problems)}, status)
    told = answers.told(problems)
    return answers.page(visit, "pictures.html", status, stored=shown, problems=told)


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
    return f"![{text}](/{quote(key)})"
