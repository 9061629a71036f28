"""Posts, drafts and pages with their metadata, as Jekyll derives it. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handler.core.jekyll.front_matter import metadata, redirects
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.seo import read_seo
from handler.core.jekyll.front_matter.translations import (
    all_in_folder,
    in_folder,
    read_translations,
)
from handler.core.jekyll.front_matter.visibility import is_draft, is_published
from handler.core.model.addressing.keys import HTML_EXTENSIONS, extension
from handler.core.model.collections import collection_of
from handler.core.model.entries import Entry, Json, Kind, SiteConfig
from handler.core.model.problems import Problem
from handler.core.model.series import read_series
from handler.core.site.languages import listed_language
from handler.core.yaml.front_matter import Source


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
class Reading:
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
        """The file as a document."""
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


def entry_of(
    reading: Reading,
    path: str,
    title: str,
    *,
    date: datetime | None = None,
    categories: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
) -> Entry:
    """What is known of a file, apart from what its text tells."""
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
