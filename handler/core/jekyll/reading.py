"""Reads a file as a post, draft, page or document of a collection. No IO here."""

from dataclasses import replace
from datetime import datetime

from handler.core.jekyll.documents import Document, Reading, entry_of
from handler.core.jekyll.front_matter import labels, metadata
from handler.core.jekyll.front_matter.locations import (
    is_taken,
    location_of_page,
    name_of,
    paths_in_collection,
    post_paths,
)
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.names import split_name
from handler.core.jekyll.front_matter.translations import language_of_path, warn_of_language
from handler.core.jekyll.front_matter.visibility import ought_to_be_page, warn_of_names
from handler.core.model.addressing.keys import is_excluded
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.permalinks import other_paths
from handler.core.model.collections import collection_of, has_pages, kind_in, relative_key
from handler.core.model.entries import SiteConfig
from handler.core.site.defaults import defaults_for, merge
from handler.core.site.languages import folder_of
from handler.core.yaml.front_matter import read_source
from handler.core.yaml.scalars import as_text


def read_document(
    key: str, raw: bytes, site: SiteConfig, undated: datetime | None = None
) -> Document:
    """A post, draft or page; raises ContentError if it cannot be published as it is.

    `undated` is the date of a draft that tells none.
    """
    kind = kind_in(key, site)
    source = read_source(key, raw)
    of_collection = {"special": (collection_of(key, site),)}
    types = {"page": ("pages",), "draft": ("posts", "drafts"), **of_collection}.get(
        kind, ("posts",)
    )
    defaults = defaults_for(relative_key(key, site), types, site.defaults)
    fields = Fields(key, merge(defaults, source.front_matter), source.lines)
    warn_of_names(fields, source.front_matter)
    lang = metadata.read_lang(fields) or language_of_path(site, key)
    warn_of_language(fields, site, lang)
    reading = Reading(key, kind, source, site, defaults, fields, undated, lang)
    read = {"page": _read_page, "special": _read_collected}.get(kind, _read_post)
    return read(reading)


def _read_post(reading: Reading) -> Document:
    fields, site, source = reading.fields, reading.site, reading.source
    if reading.is_blank:
        message = "is empty, so it is a draft; a version that was live before stays live."
        fix = "Write a title between two lines of three hyphens, and text below; or delete it."
        fields.warn("title", message, fix)
    file_date, file_slug = split_name(reading.key, site.timezone, dated=reading.kind != "draft")
    slug = as_text(fields.values.get("slug") or "") or file_slug
    date = fields.date("date", site.timezone, fields.values.get("date")) or file_date
    date = date or (reading.undated if reading.kind == "draft" else None)
    metadata.check_year(fields, date)
    folders = labels.folder_categories(relative_key(reading.key, site))
    categories = labels.read_categories(fields, source.front_matter, reading.defaults, folders)
    tags = labels.read_tags(fields)
    labels.check_label_count(fields, len(categories) + len(tags))
    path, aliases = post_paths(fields, site, name_of(reading.key, site, slug, categories, date))
    entry = entry_of(
        reading,
        reading.in_folder(path),
        "" if metadata.is_untitled(fields) else metadata.read_title(fields, file_slug),
        date=date,
        categories=labels.usable_labels(fields, "categories", categories),
        tags=labels.usable_labels(fields, "tags", tags),
    )
    entry = replace(entry, is_note=not entry.title)
    labels.check_listed(fields, entry)
    return reading.document(entry, slug, published=True, aliases=aliases, date=date)


def _read_page(reading: Reading) -> Document:
    fields, key = reading.fields, reading.key
    slug = key.rpartition("/")[2].rpartition(".")[0].rstrip(".")
    path = reading.in_folder(location_of_page(fields, key, reading.site, slug))
    front = f"{folder_of(reading.site, reading.lang)}/"
    path = front if fold(path) == fold(front) else path
    published = reading.source.has_front_matter and not is_excluded(key, reading.site)
    if not (reading.source.has_front_matter or reading.source.problems) and ought_to_be_page(key):
        message = "has no front matter, so it is offered for download and not shown as a page."
        fields.warn("title", message, "Begin it with two lines of three hyphens to publish it.")
    elif path == front and "paginator" in reading.source.body:
        message = "pages through posts, which Coldpress does itself at the same address."
        fields.warn("layout", message, "Delete it, or leave out `paginator` to show its text.")
        published = False
    elif published and path != "/" and is_taken(fields, path):
        published = False
    entry = entry_of(reading, path, metadata.read_title(fields, slug))
    return reading.document(entry, slug, published=published, aliases=other_paths(path))


def _read_collected(reading: Reading) -> Document:
    """A document of a collection: its name may have a date, and need not."""
    fields, site, key = reading.fields, reading.site, reading.key
    file_date, file_slug = split_name(key, site.timezone, dated=False)
    slug = as_text(fields.values.get("slug") or "") or file_slug
    date = fields.date("date", site.timezone, fields.values.get("date")) or file_date
    categories = labels.read_categories(fields, reading.source.front_matter, reading.defaults, [])
    path, aliases = paths_in_collection(fields, site, name_of(key, site, slug, categories, date))
    path = reading.in_folder(path)
    published = not (has_pages(collection_of(key, site), site) and is_taken(fields, path))
    entry = entry_of(
        reading,
        path,
        metadata.read_title(fields, file_slug),
        categories=labels.usable_labels(fields, "categories", categories),
        tags=labels.usable_labels(fields, "tags", labels.read_tags(fields)),
    )
    return reading.document(entry, slug, published=published, aliases=aliases, date=date)
