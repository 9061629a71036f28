"""Micropub's changes: create, update, delete, undelete; each is what the desk does as well.

https://www.w3.org/TR/micropub/
"""

from collections.abc import Callable, Mapping, Sequence

from flask import Response
from werkzeug.datastructures import FileStorage

from handler.core.authoring.changes import Text
from handler.core.authoring.micropub.requests import (
    ALT,
    Asked,
    BadRequest,
    Properties,
    described,
    status_of,
    text_of,
    updated,
)
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError
from handler.services.author.addresses import found_among
from handler.services.author.authoring import Done
from handler.services.author.files import NotThere, Stale
from handler.services.ports import Outcome
from handler.web.desk import answers, history
from handler.web.desk.desk import Visit
from handler.web.programs import places
from handler.web.programs.answers import OPEN
from handler.web.programs.asking import Call, asked_of, files_of

_MOST_NAMESAKES = 50
_ATTEMPTS = 3
_STATUS = "post-status"
_MOST_PICTURES = 20


def write(call: Call) -> Response:
    """What a POST to Micropub's endpoint brings about."""
    asked = places.without_home(call.visit, asked_of(call.visit))
    return _CHANGES[asked.action](call, asked)


def add_picture(call: Call) -> Response:
    """Store a picture, which posts show by the address that is answered."""
    call.need("media", "create")
    files = [file for name, file in files_of(call.visit) if name == "file"]
    if len(files) != 1:
        raise BadRequest("Send one picture, as the part `file` of a multipart form.")
    key = _stored(call.visit, files)[0]
    return _made(201, answers.links_of(call.visit).absolute(f"/{key}"))


def _create(call: Call, asked: Asked) -> Response:
    call.need("create", "draft")
    visit, properties = call.visit, asked.properties
    if "create" not in call.scopes:
        properties = properties | {_STATUS: ["draft"]}
    status_of(properties)
    properties = properties | _uploaded(visit, properties)
    if not any(not name.startswith("mp-") and name != _STATUS for name in properties):
        raise BadRequest("There is nothing in the post.")
    for number in range(1, _MOST_NAMESAKES):
        text: Text = visit.desk.authoring.decide("compose", properties, number)
        if not _is_free(visit, text):
            continue
        try:
            done = visit.desk.authoring.save(text.key, text.data, None)
        except Stale:
            continue
        return _created(visit, done, visit.publish(text.key))
    raise BadRequest(f"{_MOST_NAMESAKES} posts have that name. Give it another.")


def _update(call: Call, asked: Asked) -> Response:
    call.need("update")
    visit = call.visit
    key = places.key_at(visit, asked.url)
    for _ in range(_ATTEMPTS):
        try:
            done = _edited(visit, key, asked)
        except Stale as error:
            stale = error
            continue
        outcomes = visit.publish(*filter(None, [done.change.old, done.change.text.key]))
        to = _address(visit, done, outcomes)
        return _made(201, to) if to != asked.url else _made(204)
    raise stale


def _edited(visit: Visit, key: str, asked: Asked) -> Done:
    """Write what is asked for into the file as it is now."""
    authoring = visit.desk.authoring
    seen = authoring.open(key)
    text = Text(seen.info.key, seen.data)
    before: Properties = authoring.decide("properties", text)
    after = updated(before, asked)
    status = status_of(after)
    new: Text = authoring.decide("edited", text, before, after)
    _check(visit, new)
    given = (new.key, seen.info.etag, new.data)
    if status == text_of(before, _STATUS):
        return authoring.save(new.key, new.data, seen.info.etag)
    return authoring.publish(*given) if status == "published" else authoring.unpublish(*given)


def _delete(call: Call, asked: Asked) -> Response:
    call.need("delete")
    visit = call.visit
    key = places.key_at(visit, asked.url)
    title = visit.desk.services.browsing.title(key)
    visit.desk.authoring.delete(key)
    path = places.path_at(visit, asked.url)
    visit.desk.services.deletions.note(key, title, visit.person.name, path)
    visit.publish(key)
    return _made(204)


def _undelete(call: Call, asked: Asked) -> Response:
    call.need("undelete")
    visit = call.visit
    path = places.path_at(visit, asked.url)
    noted = visit.desk.services.deletions.all()
    found = (each.key for each in noted if path and each.path == path)
    key = places.edited_at(visit, asked.url) or next(found, "")
    if not key:
        raise NotThere(f"No post that was at {asked.url[:200]} was deleted lately.")
    data = visit.desk.services.versions.open(key, history.last_of(visit, key)).data
    visit.desk.authoring.bring_back(key, data)
    visit.publish(key)
    return _made(204)


_CHANGES: Mapping[str, Callable[[Call, Asked], Response]] = {
    "create": _create,
    "update": _update,
    "delete": _delete,
    "undelete": _undelete,
}


def _uploaded(visit: Visit, properties: Properties) -> Properties:
    """Photos with those that came along as files."""
    files = [*files_of(visit)]
    if any(name != "photo" for name, _ in files):
        raise BadRequest("Only photos can be sent along.")
    if len(files) > _MOST_PICTURES:
        raise BadRequest(f"{_MOST_PICTURES} photos can be sent along at most.")
    if files:  # No photo is shown to readers whose post is refused.
        visit.desk.authoring.decide("compose", properties, 1)
    keys = _stored(visit, [file for _, file in files])
    known = properties.get("photo", [])
    texts = properties.get(ALT, [])[len(known) :]
    photos = [*known, *described([f"/{key}" for key in keys], texts)]
    return {"photo": photos} if photos else {}


def _stored(visit: Visit, files: Sequence[FileStorage]) -> list[str]:
    """Store pictures, named by their time: programs call all of them alike."""
    now = visit.desk.services.clock.now()
    keys = [
        visit.desk.uploads.picture(
            f"{now:%Y%m%d-%H%M%S}-{file.filename}",
            file.stream.read(MAXIMUM_BYTES + 1),
            visit.site,
        )
        for file in files
    ]
    visit.publish(*keys)
    return keys


def _is_free(visit: Visit, text: Text) -> bool:
    """Whether nothing has the address of a post yet; raises `ContentError` if it is no good."""
    path = _check(visit, text)
    return not path or not found_among(visit.desk.services.table, [path])


def _check(visit: Visit, text: Text) -> str:
    """The address of a text, if readers are to get it; raises `ContentError` if it is no good."""
    found = visit.check(text.key, text.data)
    problems = [each for each in found.problems if each.severity == "error"]
    if problems:
        raise ContentError(*problems)
    entry = found.publication.entry if found.publication else None
    return entry.path if entry else ""


def _created(visit: Visit, done: Done, outcomes: Sequence[Outcome]) -> Response:
    """Where the post is; 202 if readers get it later."""
    is_late = done.change.state == "scheduled" or not outcomes
    return _made(202 if is_late else 201, _address(visit, done, outcomes))


def _address(visit: Visit, done: Done, outcomes: Sequence[Outcome]) -> str:
    change = done.change
    outcome = outcomes[-1] if outcomes else None
    state = outcome.state if outcome else change.state
    if state == "live":
        path = outcome.path if outcome else change.path
        return answers.links_of(visit).absolute(path)
    return places.editor_of(visit, change.text.key)


def _made(status: int, address: str = "") -> Response:
    response = Response(status=status, headers=OPEN)
    if address:
        response.headers["Location"] = address
    return response
