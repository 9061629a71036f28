"""Reads a post, draft or page with its metadata, as Jekyll derives it. No IO here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from handler.core.jekyll import metadata
from handler.core.jekyll.metadata import Fields
from handler.core.jekyll.seo import read_seo
from handler.core.model.addresses import is_reserved
from handler.core.model.entries import Entry, Json, Kind, SiteConfig, mapping
from handler.core.model.keys import HTML_EXTENSIONS, classify, extension, is_excluded
from handler.core.model.permalinks import (
    PostName,
    other_paths,
    page_path,
    post_path,
    template_for,
    with_suffix,
)
from handler.core.model.problems import ContentError, Problem
from handler.core.model.series import read_series
from handler.core.site.defaults import defaults_for, merge
from handler.core.yaml.dates import local_time, parse_date
from handler.core.yaml.front_matter import Source, read_source
from handler.core.yaml.scalars import as_text

_DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)\.[^.]+", re.ASCII | re.DOTALL)
_OWN_PAGES = frozenset(
    ["/index.html", "/tags.html", "/categories.html", "/archive.html", "/search.html", "/search/"]
)
_PERMALINK_FIX = "Write a permalink such as /about/ or /:categories/:title/."


@dataclass(frozen=True, slots=True)
class Document:
    """A post, draft or page; its entry still lacks excerpt and number of words.

    `verbatim` files are no pages to Jekyll, which copies them as they are. `aliases` are
    further paths under which Jekyll may have published the post; others may own them.
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

    def document(
        self, entry: Entry, slug: str, *, published: bool, aliases: tuple[str, ...] = ()
    ) -> Document:
        values = self.fields.values
        return Document(
            key=self.key,
            kind=entry.kind,
            draft=self.kind == "draft",
            published=published and not metadata.read_flag_off(self.fields, "published"),
            front_matter=values,
            body=self.source.body,
            body_line=self.source.body_line,
            markup="html" if extension(self.key) in HTML_EXTENSIONS else "markdown",
            liquid=values.get("render_with_liquid") is not False,
            slug=slug,
            entry=entry,
            problems=(*self.source.problems, *self.fields.problems),
            verbatim=self.kind == "page" and not self.source.has_front_matter,
            aliases=aliases,
            crlf=self.source.crlf,
        )


def read_document(
    key: str, raw: bytes, site: SiteConfig, undated: datetime | None = None
) -> Document:
    """A post, draft or page; raises ContentError if it cannot be published as it is.

    `undated` is the date of a draft that tells none.
    """
    kind = classify(key)
    source = read_source(key, raw)
    types = {"page": ("pages",), "draft": ("posts", "drafts")}.get(kind, ("posts",))
    defaults = defaults_for(_relative(key, site), types, site.defaults)
    fields = Fields(key, merge(defaults, source.front_matter), source.lines)
    reading = _Reading(key, kind, source, site, defaults, fields, undated)
    return _read_page(reading) if kind == "page" else _read_post(reading)


def is_dated(key: str) -> bool:
    """Whether a file of `_posts` is a post, by its name."""
    return _DATED_NAME.fullmatch(key.rpartition("/")[2]) is not None


def _relative(key: str, site: SiteConfig) -> str:
    folder = site.data.get("collections_dir")
    return key.removeprefix(f"{folder}/") if isinstance(folder, str) and folder else key


def _read_post(reading: _Reading) -> Document:
    fields, site, source = reading.fields, reading.site, reading.source
    if not source.body.strip() and not source.front_matter:
        fix = "Write a title between two lines of three hyphens, and text below."
        raise ContentError(Problem(reading.key, "is empty.", fix, 1))
    file_date, file_slug = _split_name(reading)
    slug = as_text(fields.values.get("slug") or "") or file_slug
    date = fields.date("date", site.timezone, fields.values.get("date")) or file_date
    date = date or (reading.undated if reading.kind == "draft" else None)
    folders = metadata.folder_categories(_relative(reading.key, site))
    labels = metadata.read_categories(fields, source.front_matter, reading.defaults, folders)
    tags = metadata.read_tags(fields)
    metadata.check_label_count(fields, len(labels) + len(tags))
    path, aliases = _post_paths(reading, slug, labels, date)
    entry = _entry(
        reading,
        path,
        metadata.read_title(fields, file_slug),
        date=date,
        categories=metadata.usable_labels(fields, "categories", labels),
        tags=metadata.usable_labels(fields, "tags", tags),
    )
    return reading.document(entry, slug, published=True, aliases=aliases)


def _split_name(reading: _Reading) -> tuple[datetime | None, str]:
    """Date and slug that a file's name tells; only drafts may go without a date."""
    name = reading.key.rpartition("/")[2]
    match = _DATED_NAME.fullmatch(name)
    if not match:
        if reading.kind == "draft":
            return None, name.rpartition(".")[0].rstrip(".")
        fix = "Name it as in 2017-12-27-hello-world.md."
        raise ContentError(Problem(reading.key, "has no date in its name.", fix))
    try:
        date = parse_date(match[1], timezone=reading.site.timezone)
    except ValueError:
        message = f"has an impossible date in its name: {match[1]}."
        raise ContentError(Problem(reading.key, message, "Rename it.")) from None
    return date, match[2].rstrip(".")


def _post_paths(
    reading: _Reading, slug: str, labels: list[str], date: datetime | None
) -> tuple[str, tuple[str, ...]]:
    """The path of a post, and others under which a builder elsewhere would have put it."""
    site, permalink = reading.site, as_text(reading.fields.values.get("permalink")).strip()
    template = permalink or _post_template(site)
    moment = local_time(date, site.timezone) if date else None
    name = PostName(_relative(reading.key, site), slug, labels, moment)
    path = _checked(reading, template, name)
    if date and is_reserved(path):
        message = f"has the address {path}, which the blog itself serves."
        raise reading.fields.error("permalink", message, _PERMALINK_FIX)
    elsewhere = [path]
    if moment and not site.timezone:
        name = PostName(name.key, slug, labels, moment.astimezone(UTC))
        elsewhere.append(_checked(reading, template, name))
    aliases = [*elsewhere, *(other for each in elsewhere for other in other_paths(each))]
    return path, tuple(alias for alias in dict.fromkeys(aliases) if alias != path)


def _post_template(site: SiteConfig) -> str:
    pattern = as_text(mapping(site.collections.get("posts")).get("permalink"))
    return template_for(pattern or site.permalink)


def _checked(reading: _Reading, template: str, name: PostName) -> str:
    try:
        return post_path(template, name)
    except ValueError as error:
        raise reading.fields.error("permalink", str(error), _PERMALINK_FIX) from None


def _read_page(reading: _Reading) -> Document:
    fields, key = reading.fields, reading.key
    slug = key.rpartition("/")[2].rpartition(".")[0].rstrip(".")
    path = _page_path(reading, slug)
    published = reading.source.has_front_matter and not is_excluded(key, reading.site)
    if not reading.source.has_front_matter and extension(key) not in HTML_EXTENSIONS:
        message = "has no front matter, so it is no page."
        fields.warn("title", message, "Begin it with two lines of three hyphens to publish it.")
    elif published and (is_reserved(path) or path in _OWN_PAGES):
        message = f"has the address {path}, which Coldpress serves itself."
        fields.warn("permalink", message, "Delete it, or give it another permalink.")
        published = False
    entry = _entry(reading, path, metadata.read_title(fields, slug))
    return reading.document(entry, slug, published=published, aliases=other_paths(path))


def _page_path(reading: _Reading, slug: str) -> str:
    """The path of a page; those in `_pages` may form a collection."""
    key, site = reading.key, reading.site
    permalink = as_text(reading.fields.values.get("permalink")).strip()
    collection = site.collections.get("pages")
    if key.startswith("_pages/") and isinstance(collection, dict):
        template = as_text(collection.get("permalink")) or with_suffix(
            "/:collection/:path", site.permalink
        )
        name = PostName(key, slug, collection="pages")
        return _checked(reading, permalink or template, name)
    included = site.data.get("include")
    if not (isinstance(included, list) and "_pages" in included):
        key = key.removeprefix("_pages/")
    try:
        return page_path(key, site.permalink, permalink)
    except ValueError as error:
        raise reading.fields.error("permalink", str(error), _PERMALINK_FIX) from None


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
    return Entry(
        key=reading.key,
        kind="page" if reading.kind == "page" else "post",
        path=path,
        title=title,
        date=date,
        modified=metadata.read_modified(fields, reading.site.timezone),
        location=fields.text("location"),
        categories=categories,
        tags=tags,
        lang=metadata.read_lang(fields),
        authors=metadata.read_authors(fields),
        image=metadata.read_image(fields),
        description=fields.text("description"),
        comment_issue_id=metadata.read_comment_issue(fields),
        redirect_from=metadata.read_redirects(fields, path),
        redirect_to=metadata.read_target(fields),
        layout=fields.text("layout"),
        in_sitemap=fields.values.get("sitemap") is not False and path != "/404.html",
        series=series,
        part=part,
        alternates=metadata.read_alternates(fields),
        seo=read_seo(fields),
    )
