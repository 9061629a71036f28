"""Whether front matter means a file to be seen, however it says so. No IO here.

Jekyll shows what says `published: "false"` or `draft: true`. What somebody may have wanted to
keep to themselves is kept; they are told, and lose nothing by it.
"""

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.addressing.keys import HTML_EXTENSIONS, extension
from handler.core.model.entries import Json
from handler.core.model.languages.misspellings import is_slip, meant
from handler.core.yaml.scalars import as_text

_NAMES = (
    *("author", "authors", "canonical_url", "categories", "category", "commentIssueId", "date"),
    *("description", "draft", "excerpt", "image", "last_modified_at", "layout", "location"),
    *("permalink", "pin", "published", "redirect_from", "redirect_to", "render_with_liquid"),
    *("series", "series_part", "sitemap", "sticky", "tags", "title", "translations"),
)
_OWN_MEANING = {"author", "image", "lang", "locale", "publisher", "series", "slug", "tag"}
"""Names that mean something, or are common, although they are like others."""
_FOR_DEVELOPERS = {
    *("AUTHORS", "CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENCE", "LICENSE", "NOTICE"),
    *("PULL_REQUEST_TEMPLATE", "README", "SECURITY", "SUPPORT"),
}
_OFF = {"false", "no", "off", "never", "draft", "private", "n", "f", "0"}
_ON = {"true", "yes", "on", "y", "t", "1"}
_KEPT = {
    "is_draft": _ON,
    "private": _ON,
    "state": {"draft", "private", "unpublished"},
    "status": {"draft", "private", "unpublished"},
    "unpublished": _ON,
    "visibility": {"private", "hidden"},
}
"""What other programs and people write to hide a text, and the values that do so."""


def is_published(fields: Fields) -> bool:
    """Whether a file is not held back by `published`, or what was meant to be it."""
    named = [name for name in fields.values if name == "published" or _means_published(name)]
    for name in named:
        _warn_of_value(fields, name)
    return not any(_is_off(fields.values[name]) for name in named)


def is_draft(fields: Fields) -> bool:
    """Whether a file calls itself a draft, as for Hugo and Ghost."""
    return any(_means_draft(name, value) for name, value in fields.values.items())


def _means_draft(name: str, value: Json) -> bool:
    return (name == "draft" or is_slip(name, "draft")) and _is_on(value)


def _is_on(value: Json) -> bool:
    return as_text(value).strip().lower() in _ON


def _means_published(name: str) -> bool:
    is_meant = is_slip(name, "published") or name.lower() in {"publish", "public"}
    return is_meant and name not in _OWN_MEANING


def _is_off(value: Json) -> bool:
    """Whether a value is false, null or 0, or a word for it, with a slip at most."""
    if not isinstance(value, str):
        return not value
    word = value.strip().lower()
    return word in _OFF or any(is_slip(word, each) for each in ("false", "never", "draft"))


def _warn_of_value(fields: Fields, name: str) -> None:
    value = fields.values[name]
    shown = repr(as_text(value)[:40])
    if _is_off(value) and name != "published":
        message = f"has {name}, which Jekyll does not know; it is taken for published: false."
        fields.warn(name, message, "Write published: false, or true if readers may see it.")
    elif _is_off(value) and value is not None and value is not False:
        message = f"has a published that is not false but {shown}; the file is hidden."
        fields.warn(name, message, "Write published: false, or true if readers may see it.")
    elif isinstance(value, str) and value[:1].isalpha() and value.strip().lower() not in _ON:
        message = f"has a {name} that is neither true nor false but {shown}; the file is shown."
        fields.warn(name, message, "Write published: false to hide it.")


def warn_of_names(fields: Fields, own: dict[str, Json]) -> None:
    """Tell of names that are one slip away from one that means something, and of foreign ones."""
    for name, value in own.items():
        word = "" if name in _OWN_MEANING or _means_published(name) else meant(name, _NAMES)
        if word and _means_draft(name, value):
            message = f"has {name}, which is taken for draft: true, so readers do not see it."
            fields.warn(name, message, "Write draft: true, or take it out if readers may see it.")
        elif word and word not in own:
            message = f"has {name}, which means nothing."
            fields.warn(name, message, f"Write {word}, if you mean that.")
        elif (
            as_text(value).strip().lower() in _KEPT.get(name.lower(), ()) and "published" not in own
        ):
            message = f"has {name}: {as_text(value)}, which means nothing, so readers see it."
            fields.warn(name, message, "Write published: false to hide it.")


def ought_to_be_page(key: str) -> bool:
    """Whether a file without front matter surprises: HTML, and what is for developers, does not."""
    name = key.rpartition("/")[2].partition(".")[0]
    return extension(key) not in HTML_EXTENSIONS and name.upper() not in _FOR_DEVELOPERS
