"""Changes that authors make at the desk: begin, save, publish, rename, delete, take back."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from flask import Response

from handler.core.authoring.front_matter.parts import like
from handler.core.jekyll.results import Evaluation
from handler.core.model.addressing.keys import classify
from handler.core.model.problems import ContentError, Problem
from handler.core.model.sources import ObjectInfo, etag_of
from handler.services.author.authoring import Done
from handler.services.author.files import NotThere, Seen, Stale, checked
from handler.services.ports import Outcome, Unavailable
from handler.web.desk import answers, comparing, editing
from handler.web.desk.desk import Visit
from handler.web.desk.editing import Entered

_UNSEEN = frozenset(["draft", "hidden"])


def begin(visit: Visit) -> Response:
    """A new draft or page, and the way to it."""
    title = visit.request.form.get("title", "")
    authoring = visit.desk.authoring
    is_page = visit.request.form.get("kind") == "page"
    done = authoring.begin_page(title) if is_page else authoring.begin(title, (), "_drafts")
    is_late = not visit.publish(done.change.text.key)
    return answers.onward(visit, "edit", key=done.change.text.key, late=is_late)


def change(visit: Visit) -> Response:
    """What a button of the editor does to a file, with what was entered."""
    what = visit.request.form.get("do", "")
    what = what if what in _CHANGES else "save"
    given = editing.entered(visit)
    if visit.request.form.get("do") == "delete":
        return _delete(visit, given)
    found = visit.check(given.key, given.data)
    if problems := editing.problems_of(given, found):
        return _refused(visit, given, problems)
    try:
        done = _CHANGES[what](visit, given)
    except ContentError as error:
        return _refused(visit, given, error.problems)
    except (Stale, NotThere):
        return comparing.compare(visit, given)
    key = done.change.text.key
    outcomes = visit.publish(*([done.change.old] if done.change.old else []), key)
    if visit.wants_data and what in ("save", "keep"):
        with suppress(Unavailable):  # What is there is read once more by the page that follows.
            return _saved(visit, given, found, _written(visit, done, outcomes), outcomes)
    return answers.onward(visit, "edit", key=key, did=what, late=not outcomes)


def restore(visit: Visit) -> Response:
    """Bring back a file that was deleted a moment ago, or write a text whose file is gone."""
    key = checked(visit.request.form.get("key", ""))
    visit.desk.authoring.bring_back(key, _lost(visit, key))
    is_late = not visit.publish(key)
    return answers.onward(visit, "edit", key=key, did="restore", late=is_late)


def _lost(visit: Visit, key: str) -> bytes:
    given = visit.request.form
    if "text" in given:
        return like(editing.opened(visit, key).decode(), given["text"]).encode()
    data = visit.desk.opened.read(key, given.get("etag", ""), given.get("version", ""))
    if data is None:
        raise NotThere(f"Nobody has {key} as it was any more.")
    return data


def _delete(visit: Visit, given: Entered) -> Response:
    seen = visit.desk.authoring.open(given.key)
    title = visit.desk.services.browsing.title(given.key)
    visit.desk.authoring.delete(given.key, given.etag)
    visit.desk.services.deletions.note(given.key, title, visit.person.name)
    is_late = not visit.publish(given.key)
    return answers.page(
        visit,
        "gone.html",
        key=given.key,
        kind=classify(given.key),
        etag=seen.info.etag,
        version=visit.desk.opened.name(seen),
        is_late=is_late,
    )


def _save(visit: Visit, given: Entered) -> Done:
    return visit.desk.authoring.save(given.key, given.data, given.etag or None)


def _keep(visit: Visit, given: Entered) -> Done:
    """Save what nobody asked to save, as long as readers know neither what was nor what is."""
    seen = visit.desk.authoring.open(given.key)
    listing = visit.desk.services.listing
    if {listing.check(given.key, data).state for data in (seen.data, given.data)} - _UNSEEN:
        raise ContentError(Problem(given.key, "is not saved by itself, as readers know it.", ""))
    return _save(visit, given)


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
    "keep": _keep,
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


def _written(visit: Visit, done: Done, outcomes: Sequence[Outcome]) -> Seen:
    """The file as it is now: what was written, if that is what was published."""
    text = done.change.text
    upload = outcomes[-1].upload if outcomes else None
    if upload is None or upload.etag != etag_of(text.data):
        return visit.desk.authoring.open(text.key)
    now, size = visit.desk.services.clock.now(), len(text.data)
    return Seen(ObjectInfo(text.key, upload.etag, upload.version, now, size), text.data)


def _saved(
    visit: Visit, given: Entered, found: Evaluation, seen: Seen, outcomes: Sequence[Outcome]
) -> Response:
    """What a script needs to go on writing: the file as it is now."""
    form = given.form
    if seen.data != given.data:  # An address that was lost leads to it from now on.
        found = visit.check(given.key, seen.data)
        form = visit.desk.authoring.form(given.key, seen.data)[1]
    saved = editing.as_seen(visit, seen, form)
    named = {"etag": saved.etag, "version": saved.version, "late": not outcomes}
    return answers.data(editing.as_data(saved, found) | named)
