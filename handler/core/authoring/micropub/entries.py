"""Posts that programs write, as files that Jekyll reads, and files as what programs know of them.

No IO here. A property that the blog does not show is kept in front matter, below `mf2`.
"""

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from handler.core.authoring.beginning import begun
from handler.core.authoring.changes import Setting, Text, refused
from handler.core.authoring.front_matter.editing import remove_entry, set_entry
from handler.core.authoring.front_matter.parts import parts_of, whole
from handler.core.authoring.micropub.bodies import (
    SHOWN,
    body_of,
    content_of,
    photo_addresses,
    photo_texts,
    properties_in,
)
from handler.core.authoring.micropub.requests import Properties, status_of, text_of
from handler.core.authoring.names import date_text, slug_of
from handler.core.jekyll.documents import Document
from handler.core.jekyll.front_matter.labels import read_tags
from handler.core.jekyll.front_matter.metadata import Fields, read_image
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import Json, mapping
from handler.core.model.problems import ContentError
from handler.core.yaml.dates import local_time, parse_date

_KEPT = "mf2"
MOST_KEPT = 20_000
"""Characters of what is kept beside what the blog shows."""
_SLUG_WORDS, _SLUG_LETTERS = 6, 50
_TEXTS = {"name": "title", "summary": "description", "location": "location", "featured": "image"}
"""Properties that are one text, and what front matter calls them."""
_KNOWN = frozenset([*_TEXTS, *SHOWN, "category", "published", "post-status", "visibility", "url"])
_TAG = re.compile(r"<[^<>]*>|https?://\S+|[\[\](){}!#*_`>]")


def compose(properties: Properties, number: int, setting: Setting) -> Text:
    """The file of a new post; with a number above 1 if others have its name."""
    is_draft = status_of(properties) == "draft"
    date = _date(properties, setting) or setting.now
    slug = _slug(properties, date, setting) + (f"-{number}" if number > 1 else "")
    is_dated = bool(text_of(properties, "published")) or not is_draft
    folder = "_drafts" if is_draft else "_posts"
    text = begun("", slug, folder, date if is_dated else None, setting)
    return edited(text, {}, properties, setting)


def listed(texts: Sequence[Text], setting: Setting) -> list[Properties]:
    """What a program is told of several files; nothing of those that cannot be read."""
    return [_if_readable(text, setting) for text in texts]


def properties_of(text: Text, setting: Setting) -> Properties:
    """What a program is told of a file."""
    document = read_document(text.key, text.data, setting.site)
    values, entry = document.front_matter, document.entry
    fields = Fields(text.key, values, {})
    texts = {name: fields.text(own) for name, own in _TEXTS.items() if own != "image"}
    texts["featured"] = read_image(fields)
    texts["name"] = "" if entry.is_note else entry.title
    shown = properties_in(document.body)
    if texts["featured"] in photo_addresses(shown):
        texts["featured"] = ""
    found: Properties = {name: [value] for name, value in texts.items() if value}
    tags: list[Json] = [*read_tags(fields)]
    kept: Properties = {
        name: value if isinstance(value, list) else [value]
        for name, value in mapping(values.get(_KEPT)).items()
    }
    return {
        **kept,
        **found,
        **shown,
        **({"category": tags} if tags else {}),
        **({"published": [document.date.isoformat()]} if document.date else {}),
        "post-status": [_status(document)],
    }


def _if_readable(text: Text, setting: Setting) -> Properties:
    with suppress(ContentError):
        return properties_of(text, setting)
    return {}


def edited(text: Text, before: Properties, after: Properties, setting: Setting) -> Text:
    """A file with those properties that changed written into it, and nothing else."""
    data = _with_matter(text, before, after, setting)
    if any(before.get(name) != after.get(name) for name in SHOWN):
        base = data.decode()
        data = whole(base, parts_of(base).front, body_of(after)).encode()
    return Text(text.key, data)


def _status(document: Document) -> str:
    return "draft" if document.draft or not document.published else "published"


def _with_matter(text: Text, before: Properties, after: Properties, setting: Setting) -> bytes:
    key, data = text.key, text.data
    for name, own in _TEXTS.items():
        old, new = text_of(before, name), " ".join(text_of(after, name).split())
        if old != new:
            data = _with_text(key, data, own, new)
    if before.get("category") != after.get("category"):
        data = _with_tags(key, data, after.get("category", []))
    if before.get("published") != after.get("published"):
        data = _with_date(key, data, _date(after, setting), setting)
    data = _with_picture(key, data, before, after)
    return _with_kept(key, data, before, after)


def _with_text(key: str, data: bytes, name: str, value: str) -> bytes:
    """A text without a title keeps an empty one: Jekyll would make one of the file's name."""
    if value or name == "title":
        return set_entry(key, data, name, value)
    return remove_entry(key, data, name)


def _with_tags(key: str, data: bytes, values: Sequence[Json]) -> bytes:
    labels = [" ".join(each.split()) for each in values if isinstance(each, str)]
    tags = [*dict.fromkeys(filter(None, labels))]
    data = remove_entry(key, data, "tag")
    return set_entry(key, data, "tags", tags) if tags else remove_entry(key, data, "tags")


def _with_date(key: str, data: bytes, date: datetime | None, setting: Setting) -> bytes:
    if date is None:
        return remove_entry(key, data, "date")
    return set_entry(key, data, "date", date_text(date, setting.site))


def _with_picture(key: str, data: bytes, before: Properties, after: Properties) -> bytes:
    """A file that lists show with its first photo, unless it names another picture."""
    old, new = (next(photo_addresses(each), "") for each in (before, after))
    if old == new or text_of(after, "featured"):
        return data
    is_shown = new.startswith("/") and not text_of(after, "name")
    return set_entry(key, data, "image", new) if is_shown else remove_entry(key, data, "image")


def _with_kept(key: str, data: bytes, before: Properties, after: Properties) -> bytes:
    old, new = _kept(before), _kept(after)
    if old == new:
        return data
    if len(repr(new)) > MOST_KEPT:
        raise refused(key, f"would keep more than {MOST_KEPT:,} characters beside its text.", "")
    return set_entry(key, data, _KEPT, new) if new else remove_entry(key, data, _KEPT)


def _kept(properties: Properties) -> dict[str, Json]:
    """What the blog does not show; numbers as YAML has them, and orders to us are none of it."""
    return {
        name: _plain(values)
        for name, values in properties.items()
        if name not in _KNOWN and not name.startswith("mp-")
    }


def _plain(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    is_odd = isinstance(value, float) and (not math.isfinite(value) or "e" in repr(value))
    return str(value) if is_odd else value


def _date(properties: Properties, setting: Setting) -> datetime | None:
    given = text_of(properties, "published")
    if not given:
        return None
    try:
        return parse_date(given, timezone=setting.site.timezone)
    except ValueError as error:
        raise refused("published", f"is no date: {error}", "") from None


def _slug(properties: Properties, date: datetime, setting: Setting) -> str:
    """What a post is called in its address: as it asks for, by its title, words or time."""
    named = text_of(properties, "mp-slug") or text_of(properties, "name")
    if not named:
        said = content_of(properties)[0] or photo_texts(properties)
        words = _TAG.sub(" ", said).split()
        named = " ".join(words[:_SLUG_WORDS])[:_SLUG_LETTERS]
    moment = f"{local_time(date, setting.site.timezone):%H%M%S}"
    return slug_of(named) if named.strip() else moment
