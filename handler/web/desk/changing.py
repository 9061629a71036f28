"""Changes that authors make at the desk: begin, save, publish, rename, delete, take back."""

import base64
from collections.abc import Callable, Mapping

from flask import Response

from handler.core.model.keys import classify
from handler.core.model.problems import ContentError, Problem
from handler.services.author.authoring import Done
from handler.services.author.files import NotThere, Stale, checked
from handler.web.desk import answers, comparing, editing
from handler.web.desk.desk import Visit
from handler.web.desk.editing import Entered


def begin(visit: Visit) -> Response:
    """A new draft or page, and the way to it."""
    title = visit.request.form.get("title", "")
    authoring = visit.desk.authoring
    is_page = visit.request.form.get("kind") == "page"
    done = authoring.begin_page(title) if is_page else authoring.begin(title, (), "_drafts")
    visit.desk.publish([done.change.text.key])
    return answers.onward(visit, "edit", key=done.change.text.key)


def change(visit: Visit) -> Response:
    """What a button of the editor does to a file, with what was entered."""
    what = visit.request.form.get("do", "save")
    given = editing.entered(visit)
    if what == "delete":
        return _delete(visit, given)
    found = visit.desk.services.listing.check(given.key, given.data)
    if problems := editing.problems_of(given, found):
        return _refused(visit, given, problems)
    try:
        done = _CHANGES.get(what, _save)(visit, given)
    except ContentError as error:
        return _refused(visit, given, error.problems)
    except (Stale, NotThere):
        return comparing.compare(visit, given)
    return _done(visit, given, what if what in _CHANGES else "save", done)


def restore(visit: Visit) -> Response:
    """Bring back a file that was deleted a moment ago."""
    given = visit.request.form
    key = checked(given.get("key", ""))
    visit.desk.authoring.save(key, editing.base_in(given), None)
    visit.desk.publish([key])
    return answers.onward(visit, "edit", key=key, did="restore")


def _delete(visit: Visit, given: Entered) -> Response:
    authoring = visit.desk.authoring
    data = authoring.open(given.key).data
    authoring.delete(given.key, given.etag)
    visit.desk.publish([given.key])
    base = base64.b64encode(data).decode()
    return answers.page(visit, "gone.html", key=given.key, base=base, kind=classify(given.key))


def _save(visit: Visit, given: Entered) -> Done:
    return visit.desk.authoring.save(given.key, given.data, given.etag or None)


def _publish(visit: Visit, given: Entered) -> Done:
    return visit.desk.authoring.publish(given.key, given.etag, given.data)


def _unpublish(visit: Visit, given: Entered) -> Done:
    return visit.desk.authoring.unpublish(given.key, given.etag, given.data)


def _schedule(visit: Visit, given: Entered) -> Done:
    when = visit.request.form.get("when", "")
    return visit.desk.authoring.schedule(given.key, when, given.etag, given.data)


def _rename(visit: Visit, given: Entered) -> Done:
    new = visit.request.form.get("name", "").strip()
    return visit.desk.authoring.rename(given.key, new, given.etag, given.data)


_CHANGES: Mapping[str, Callable[[Visit, Entered], Done]] = {
    "save": _save,
    "publish": _publish,
    "unpublish": _unpublish,
    "schedule": _schedule,
    "rename": _rename,
}


def _refused(visit: Visit, given: Entered, problems: tuple[Problem, ...]) -> Response:
    if visit.wants_data:
        told = answers.told(problems, given.key)
        return answers.data({"error": "refused", "problems": told}, 422)
    return editing.editor(visit, given, 422, problems, is_refused=True)


def _done(visit: Visit, given: Entered, what: str, done: Done) -> Response:
    key = done.change.text.key
    visit.desk.publish([*([done.change.old] if done.change.old else []), key])
    if not (visit.wants_data and what == "save"):
        return answers.onward(visit, "edit", key=key, did=what)
    seen = visit.desk.authoring.open(key)
    form = visit.desk.authoring.form(key, seen.data)[1] if editing.has_form(key) else given.form
    saved = Entered(key, seen.info.etag, seen.data, seen.data, form)
    found = visit.desk.services.listing.check(key, seen.data)
    base = base64.b64encode(seen.data).decode()
    return answers.data(editing.as_data(saved, found) | {"etag": saved.etag, "base": base})
