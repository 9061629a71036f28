"""Tags and categories of a post, by Jekyll's rules. No IO here."""

import re
from collections.abc import Iterable, Mapping

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.entries import Entry, Json
from handler.core.model.listed import MAXIMUM, unlisted_labels
from handler.core.model.terms import term_slug
from handler.core.yaml.scalars import as_text

MAX_LABEL = 200
MAX_LABELS = 1_000
_RUBY_SPACE = re.compile(r"[ \t\n\r\f\v\0]+")


def folder_categories(key: str) -> list[str]:
    """The folders above `_posts` or `_drafts`; those below it are no categories."""
    folders = key.split("/")[:-1]
    ends = [folders.index(name) for name in ("_posts", "_drafts") if name in folders]
    return folders[: min(ends, default=0)]


def read_categories(
    fields: Fields, own: Mapping[str, Json], defaults: Mapping[str, Json], folders: list[str]
) -> list[str]:
    """Folders first, then categories by default, the post's own, and those named `category`."""
    listed = folders + _split(fields, "categories", defaults.get("categories"))
    listed += _split(fields, "categories", own.get("categories"))
    singular = fields.values.get("category")
    if singular not in (None, False):
        listed += _flatten(singular)
    return list(dict.fromkeys(listed))


def read_tags(fields: Fields) -> list[str]:
    """What `tag` names, as one tag or a list, else what `tags` lists."""
    singular = fields.values.get("tag")
    if singular not in (None, False):
        return list(dict.fromkeys(_flatten(singular)))
    return list(dict.fromkeys(_split(fields, "tags", fields.values.get("tags"))))


def _split(fields: Fields, name: str, value: Json) -> list[str]:
    """A list as it is, a text at its spaces; other types are nothing to Jekyll either."""
    if isinstance(value, str):
        return [word for word in _RUBY_SPACE.split(value) if word]
    if value is None or isinstance(value, list):
        return _flatten(value)
    message = f"has {name} that are neither a list nor text; they are ignored, as in Jekyll."
    fields.warn(name, message, f"Write {name}: [one, two].")
    return []


def _flatten(value: Json) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _flatten(item)]
    return [] if value is None else [as_text(value)]


def usable_labels(fields: Fields, name: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The tags or categories that can have a page of their own."""
    usable = []
    for label in labels:
        clean = fields.clean(name, label)
        if not clean or len(clean) > MAX_LABEL or term_slug(clean) == "-":
            if clean:
                message = f"has {clean[:40]!r} among its {name}, which can have no page."
                fields.warn(name, message, "Use letters, and not too many.")
            continue
        if "," in clean:
            message = f"has a comma in {clean!r}, which is one of its {name}."
            fields.warn(name, message, f"To list several write {name}: [one, two].")
        usable.append(clean)
    return tuple(dict.fromkeys(usable))


def check_label_count(fields: Fields, count: int) -> None:
    """Refuses a post with so many labels that they would be most of each list that names it."""
    if count > MAX_LABELS:
        message = f"has a tag list too long: {count:,} tags and categories."
        raise fields.error("tags", message, f"Keep at most {MAX_LABELS:,}.")


def check_listed(fields: Fields, entry: Entry) -> None:
    """Warns of tags beyond what one transaction holds."""
    if unlisted := unlisted_labels(entry):
        named = ", ".join(unlisted[:3]) + (" …" if len(unlisted) > 3 else "")
        message = f"has {len(entry.tags + entry.categories):,} tags and categories; "
        message += f"the post is not in the lists of the last {len(unlisted):,}: {named}."
        fix = f"Readers see them all; put the first {MAXIMUM} that matter in front."
        fields.warn("tags", message, fix)
