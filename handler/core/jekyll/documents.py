"""Reads a post, draft or page with its metadata, as Jekyll derives it. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from handler.core.jekyll.front_matter import labels, metadata, redirects
from handler.core.jekyll.front_matter.locations import (
    is_taken,
    location_of_page,
    name_of,
    paths_in_collection,
    post_paths,
)
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.names import split_name
from handler.core.jekyll.front_matter.seo import read_seo
from handler.core.jekyll.front_matter.translations import (
    all_in_folder,
    in_folder,
    language_of_path,
    read_translations,
    warn_of_language,
)
from handler.core.jekyll.front_matter.visibility import (
    is_draft,
    is_published,
    ought_to_be_page,
    warn_of_names,
)
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.permalinks import other_paths
from handler.core.model.collections import collection_of, has_pages, kind_in, relative_key
from handler.core.model.entries import Entry, Json, Kind, SiteConfig
from handler.core.model.keys import HTML_EXTENSIONS, extension, is_excluded
from handler.core.model.problems import Problem
from handler.core.model.series import read_series
from handler.core.site.defaults import defaults_for, merge
from handler.core.site.languages import folder_of, listed_language
from handler.core.yaml.front_matter import Source, read_source
from handler.core.yaml.scalars import as_text


@dataclass(frozen=True, slots=True)
class Document:
    """A post, draft or page; its entry still lacks excerpt and number of words.

    `verbatim` files are no pages to Jekyll, which copies them as they are. `aliases` are
    further paths under which Jekyll may have published the post; others may own them. A post that
    `is_blank` is a draft. `collection` is that of a page which is a document of one; it, too, may
    have a `date`.
    """

    key: str
    kind: Literal["post", "page"]
    draft: bool
    published: bool
    front_matter: Mapping[str, Json]
    body: str
    body_line: int
    markup: Literal["markdown", "html"]
    liquid: bool
    slug: str
    entry: Entry
    problems: tuple[Problem, ...] = ()
    verbatim: bool = False
    aliases: tuple[str, ...] = ()
    crlf: bool = False
    is_blank: bool = False
    date: datetime | None = None
    collection: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file on its way to a document."""

    key: str
    kind: Kind
    source: Source
    site: SiteConfig
    defaults: Mapping[str, Json]
    fields: Fields
    undated: datetime | None
    lang: str

    def in_folder(self, path: str) -> str:
        """A path as it is for the language of the file."""
        return in_folder(self.site, self.lang, path)

    @property
    def is_blank(self) -> bool:
        """Whether it is a post without a word."""
        is_empty = not self.source.body.strip() and not self.source.front_matter
        return self.kind == "post" and is_empty

    def document(
        self,
        entry: Entry,
        slug: str,
        *,
        published: bool,
        aliases: tuple[str, ...] = (),
        date: datetime | None = None,
    ) -> Document:
        values = self.fields.values
        return Document(
            key=self.key,
            kind=entry.kind,
            draft=self.kind == "draft" or self.is_blank or is_draft(self.fields),
            published=is_published(self.fields) and published,
            front_matter=values,
            body=self.source.body,
            body_line=self.source.body_line,
            markup="html" if extension(self.key) in HTML_EXTENSIONS else "markdown",
            liquid=values.get("render_with_liquid") is not False,
            slug=slug,
            entry=entry,
            problems=(*self.source.problems, *self.fields.problems),
            verbatim=self.kind == "page" and not self.source.has_front_matter,
            aliases=all_in_folder(self.site, self.lang, aliases),
            crlf=self.source.crlf,
            is_blank=self.is_blank,
            date=date,
            collection=collection_of(self.key, self.site) if self.kind == "special" else "",
        )


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
    reading = _Reading(key, kind, source, site, defaults, fields, undated, lang)
    read = {"page": _read_page, "special": _read_collected}.get(kind, _read_post)
    return read(reading)


def _read_post(reading: _Reading) -> Document:
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
    entry = _entry(
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


def _read_page(reading: _Reading) -> Document:
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
    entry = _entry(reading, path, metadata.read_title(fields, slug))
    return reading.document(entry, slug, published=published, aliases=other_paths(path))


def _read_collected(reading: _Reading) -> Document:
    """A document of a collection: its name may have a date, and need not."""
    fields, site, key = reading.fields, reading.site, reading.key
    file_date, file_slug = split_name(key, site.timezone, dated=False)
    slug = as_text(fields.values.get("slug") or "") or file_slug
    date = fields.date("date", site.timezone, fields.values.get("date")) or file_date
    categories = labels.read_categories(fields, reading.source.front_matter, reading.defaults, [])
    path, aliases = paths_in_collection(fields, site, name_of(key, site, slug, categories, date))
    path = reading.in_folder(path)
    published = not (has_pages(collection_of(key, site), site) and is_taken(fields, path))
    entry = _entry(
        reading,
        path,
        metadata.read_title(fields, file_slug),
        categories=labels.usable_labels(fields, "categories", categories),
        tags=labels.usable_labels(fields, "tags", labels.read_tags(fields)),
    )
    return reading.document(entry, slug, published=published, aliases=aliases, date=date)


def _entry(
    reading: _Reading,
    path: str,
    title: str,
    *,
    date: datetime | None = None,
    categories: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
) -> Entry:
    fields = reading.fields
    series, part = read_series(fields.values, title)
    old = redirects.read_redirects(fields, reading.site, path)
    return Entry(
        key=reading.key,
        kind="post" if reading.kind in {"post", "draft"} else "page",
        path=path,
        title=title,
        date=date,
        modified=metadata.read_modified(fields, reading.site.timezone),
        location=fields.text("location"),
        categories=categories,
        tags=tags,
        lang=reading.lang,
        authors=metadata.read_authors(fields),
        image=metadata.read_image(fields),
        description=fields.text("description"),
        comment_issue_id=metadata.read_comment_issue(fields),
        redirect_from=old,
        redirect_to=redirects.read_target(fields, reading.site, (path, *old)),
        layout=fields.text("layout"),
        in_sitemap=fields.values.get("sitemap") is not False and path not in {"/", "/404.html"},
        series=series,
        part=part,
        alternates=metadata.read_alternates(fields),
        seo=read_seo(fields),
        pinned=metadata.read_pinned(fields),
        listed_lang=listed_language(reading.site, reading.lang),
        translations=read_translations(fields, reading.site, reading.lang, path),
    )
