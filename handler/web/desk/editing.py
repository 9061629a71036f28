"""The editor: a file as a form, and what is wrong with what is entered there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Response
from werkzeug.datastructures import MultiDict

from handler.core.authoring.comparing.merging import has_marks
from handler.core.authoring.deciding import Given
from handler.core.authoring.forms import Form
from handler.core.authoring.front_matter.parts import like
from handler.core.jekyll.results import Evaluation
from handler.core.model.addressing.keys import classify, is_document
from handler.core.model.problems import ContentError, Problem
from handler.core.people.rights import is_authors
from handler.core.yaml.dates import local_time
from handler.services.author.files import Seen, checked
from handler.services.author.preview_links import SHOWN
from handler.web.desk import answers, unedited
from handler.web.desk.desk import Visit
from handler.web.desk.guards import is_from_desk
from handler.web.desk.unedited import MOST_BYTES, is_text

NAMES = (
    "title",
    "date",
    "tags",
    "categories",
    "location",
    "image",
    "description",
    "permalink",
)
_TAKEN = ("whole", "mine")


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered: the file that was opened, and the text now.

    `etag` and `version` name the file as it was opened, `base` is that.
    """

    key: str
    etag: str
    version: str
    base: bytes
    data: bytes
    form: Form


def has_form(key: str) -> bool:
    """Whether a file has front matter that a form can show, and a page to preview."""
    return classify(key) in SHOWN and is_document(key)


def show(visit: Visit) -> Response:
    """A file to be edited."""
    key = checked(visit.request.args.get("key", ""))
    seen = visit.desk.authoring.open(key)
    if not is_text(seen):
        return unedited.show(visit, seen)
    form = _form(visit, key, seen.data)
    return editor(visit, as_seen(visit, seen, form))


def as_seen(visit: Visit, seen: Seen, form: Form) -> Entered:
    """A file in which nothing is entered yet."""
    version = visit.desk.opened.name(seen)
    return Entered(seen.info.key, seen.info.etag, version, seen.data, seen.data, form)


def editor(
    visit: Visit,
    entered: Entered,
    status: int = 200,
    problems: tuple[Problem, ...] = (),
    **more: object,
) -> Response:
    """The page on which a file is edited, with what was entered."""
    key = entered.key
    found = visit.check(key, entered.data)
    listing, zone = visit.desk.services.listing, visit.site.timezone
    soon = local_time(visit.desk.services.clock.now() + timedelta(hours=1), zone)
    return answers.page(
        visit,
        "edit.html",
        status,
        key=key,
        etag=entered.etag,
        version=entered.version,
        form=entered.form,
        has_form=has_form(key),
        may_write=visit.person.is_owner or is_authors(key),
        is_post=classify(key) in {"post", "draft"},
        names=NAMES,
        tags=listing.tags() if has_form(key) else [],
        categories=listing.tags("category") if has_form(key) else [],
        zone=zone or "UTC",
        soon=f"{soon:%Y-%m-%dT%H:%M}",
        state=found.state,
        path=_path(found),
        due=found.due,
        problems=answers.told(_told(entered, found, problems), key),
        done=visit.request.args.get("did", ""),
        is_late=bool(visit.request.args.get("late")),
        sends_to=visit.desk.granting.origin() if visit.desk.granting else "",
        is_granted=visit.desk.granting is not None,
        **more,
    )


def check(visit: Visit) -> Response:
    """What is entered, as its form shows it, and what is wrong with it; for a script."""
    given = entered(visit)
    found = visit.check(given.key, given.data)
    return answers.data(as_data(given, found))


def as_data(given: Entered, found: Evaluation) -> dict[str, object]:
    """What a script needs to know of what was entered; the text only if it lost front matter."""
    text = {"body": given.form.body} if given.form.is_parted else {}
    return text | {
        "front": given.form.front,
        "fields": dict(given.form.fields),
        "fixed": sorted(given.form.fixed),
        "state": found.state,
        "path": _path(found),
        "problems": answers.told(_told(given, found), given.key),
    }


def again(visit: Visit) -> Response:
    """The editor once more, as what was to be done came from a page of before the last start.

    Any page of the blog may have a form that leads here: no button is to save what that says.
    """
    if visit.wants_data:
        return answers.data({"error": "outdated", "problems": []}, 403)
    is_own = is_from_desk(visit.request, visit.desk.guests, visit.base.prefix)
    if not is_own or not {"body", "etag"} <= visit.request.form.keys():
        return answers.page(visit, "told.html", 403, what="outdated", problems=[])
    return editor(visit, entered(visit), 403, is_outdated=True)


def entered(visit: Visit) -> Entered:
    """What a form of the editor brings along."""
    given: MultiDict[str, str] = visit.request.form
    key = checked(given.get("key", ""))
    if not given.get("etag"):
        raise ContentError(Problem(key, "is not said to be any version.", "Load the page anew."))
    base = opened(visit, key)
    if given.get("take") in _TAKEN:
        return _taken(visit, key, base)
    body = given.get("body", "")
    if not has_form(key):
        data = like(base.decode(errors="replace"), body).encode()
        return _entered(visit, key, base, data, Form("", body))
    changed = Given(given.get("front", ""), body, _changes(given))
    data, form = visit.desk.authoring.form(key, base, changed)
    return _entered(visit, key, base, data, form)


def _entered(visit: Visit, key: str, base: bytes, data: bytes, form: Form) -> Entered:
    given = visit.request.form
    return Entered(key, given.get("etag", ""), given.get("version", ""), base, data, form)


def _taken(visit: Visit, key: str, base: bytes) -> Entered:
    """What is taken of two versions that were compared."""
    given = visit.request.form
    text = given.get(given["take"], "")
    data = like(base.decode(), text).encode()
    return _entered(visit, key, base, data, _form(visit, key, data))


def problems_of(given: Entered, found: Evaluation) -> tuple[Problem, ...]:
    """What keeps a text from being saved."""
    told = _told(given, found)
    return tuple(each for each in told if each.severity == "error")


def _told(given: Entered, found: Evaluation, more: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
    told = (*more, *given.form.problems, *found.problems, *_ours(given))
    return tuple(dict.fromkeys(told))


def _ours(given: Entered) -> Iterator[Problem]:
    """What only the desk finds wrong with a text."""
    if has_marks(given.data.decode(errors="replace")):
        marks = "still has marks of both versions."
        yield Problem(given.key, marks, "Delete what is not wanted.")
    if len(given.data) > MOST_BYTES:
        large = f"has {len(given.data):,} bytes; at the desk a text may have {MOST_BYTES:,}."
        yield Problem(given.key, large, "Split it, or upload the file with `coldpress push`.")


def _path(found: Evaluation) -> str:
    entry = found.publication.entry if found.publication else None
    return entry.path if entry else ""


def opened(visit: Visit, key: str) -> bytes:
    """The text that was opened in a form, empty if nobody has it any more."""
    given = visit.request.form
    base = visit.desk.opened.read(key, given.get("etag", ""), given.get("version", "")) or b""
    try:
        base.decode()
    except ValueError:
        raise ContentError(Problem(key, "is no text that can be edited here.", "")) from None
    return base


def _changes(given: Mapping[str, str]) -> dict[str, str]:
    """The fields that are not as the form had them."""
    return {
        name: given[f"field-{name}"]
        for name in NAMES
        if f"field-{name}" in given and given[f"field-{name}"] != given.get(f"was-{name}", "")
    }


def _form(visit: Visit, key: str, data: bytes) -> Form:
    if has_form(key):
        return visit.desk.authoring.form(key, data)[1]
    text = data.decode()
    return Form("", text.removeprefix("\ufeff"))
