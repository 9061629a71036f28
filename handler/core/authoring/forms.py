"""Front matter as a form: what its fields show, and what a field that was changed writes.

No IO here. A field writes its own entry and nothing else; one whose value is no plain text, such
as a picture with its size, is shown only.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from handler.core.authoring.changes import Setting, refused
from handler.core.authoring.front_matter.editing import remove_entry, set_entry
from handler.core.authoring.front_matter.parts import parts_of
from handler.core.authoring.names import date_text
from handler.core.jekyll.front_matter.labels import read_tags
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.dates import local_time, parse_date
from handler.core.yaml.front_matter import read_source
from handler.core.yaml.scalars import as_text

TEXTS = ("title", "location", "image", "description", "permalink")
LISTS = {"tags": "tag", "categories": "category"}
"""Fields of several values, with the name under which Jekyll takes one alone."""
DATE = "date"
_LOCAL = "%Y-%m-%dT%H:%M"
"""As browsers have a time in a form."""


@dataclass(frozen=True, slots=True)
class Form:
    """A text as its form shows it; `fixed` are fields that only its front matter can change.

    Between front matter and body is a `gap` of so many blank lines. A text `is_parted` if its front
    matter was entered as the beginning of its body.
    """

    front: str
    body: str
    fields: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    gap: int = 0
    is_parted: bool = False


def form_of(key: str, data: bytes, setting: Setting) -> Form:
    """The form of a text; without fields if nobody can read its front matter."""
    parts = parts_of(data.decode())
    front, body = parts.shown()
    try:
        values = read_source(key, data).front_matter
    except ContentError as error:
        return Form(front, body, problems=error.problems, gap=parts.gap)
    shown = {name: _text(values.get(name)) for name in TEXTS}
    shown |= {name: _labels(name, values) for name in LISTS}
    shown[DATE] = _moment(values.get(DATE), setting)
    fixed = frozenset(name for name, text in shown.items() if text is None)
    fields = {name: text or "" for name, text in shown.items()}
    return Form(front, body, fields, fixed, gap=parts.gap)


def undated(form: Form, problems: tuple[Problem, ...]) -> Form:
    """A form with its date fixed, for problems with what would tell which moment it means."""
    fields = {name: "" if name == DATE else text for name, text in form.fields.items()}
    told = (*form.problems, *problems)
    return replace(form, fields=fields, fixed=form.fixed | {DATE}, problems=told)


def filled(key: str, data: bytes, changes: Mapping[str, str], setting: Setting) -> bytes:
    """A text with fields that were changed; raises `ContentError` if one cannot be written."""
    for name, value in changes.items():
        given = " ".join(value.split())
        if name in LISTS:
            data = _with_labels(key, data, name, given)
        elif name == DATE and given:
            data = set_entry(key, data, DATE, _written_date(key, given, setting))
        elif name in TEXTS and given:
            data = set_entry(key, data, name, given)
        elif name in (*TEXTS, DATE):
            data = remove_entry(key, data, name)
    return data


def _with_labels(key: str, data: bytes, name: str, given: str) -> bytes:
    labels = list(dict.fromkeys(part for each in given.split(",") if (part := each.strip())))
    data = remove_entry(key, data, LISTS[name])
    return set_entry(key, data, name, labels) if labels else remove_entry(key, data, name)


def _text(value: Json) -> str | None:
    """A value on one line; None if it is none of a kind that one line can show."""
    if value is None or value is False:
        return ""
    return None if isinstance(value, list | dict) else " ".join(as_text(value).split())


def _labels(name: str, values: Mapping[str, Json]) -> str | None:
    plural, singular = values.get(name), values.get(LISTS[name])
    known = [value for value in (singular, plural) if value is not None]
    if any(isinstance(value, dict) for value in known):
        return None
    if name == "categories" and len(known) == 2:
        return None  # Jekyll takes both.
    labels = read_tags(Fields("", {"tag": singular, "tags": plural}, {}))
    return None if any("," in label for label in labels) else ", ".join(labels)


def _moment(value: Json, setting: Setting) -> str | None:
    if value in (None, ""):
        return ""
    zone = setting.site.timezone
    with suppress(ValueError):
        return f"{local_time(parse_date(value, timezone=zone), zone):{_LOCAL}}"
    return None


def _written_date(key: str, given: str, setting: Setting) -> str:
    try:
        moment = parse_date(given, timezone=setting.site.timezone)
    except ValueError as error:
        raise refused(key, f"has no such date: {error}", "") from None
    return date_text(moment, setting.site)
