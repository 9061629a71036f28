"""The articles of a site of Pelican, and where they are. No IO here."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from handler.cli.importing.texts.front_matter import Matter
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.entries import Json
from handler.core.model.terms import term_slug


@dataclass(frozen=True, slots=True)
class Article:
    """A file of content; `name` is its path in the content."""

    path: Path
    name: str
    matter: Matter
    html: str
    markdown: str | None
    date: datetime | None
    slug: str
    is_page: bool
    category: str


@dataclass
class Site:
    """The configuration of a site and where its articles are."""

    config: dict[str, Json]
    root: str
    articles: list[Article] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A setting that is text."""
        value = self.config.get(name)
        return value if isinstance(value, str) and value else default

    def told_by_path(self, name: str) -> dict[str, Json]:
        """What the path of a file says of it, by the expressions that the configuration has."""
        told: dict[str, Json] = {}
        for setting, text in (
            ("FILENAME_METADATA", name.rpartition("/")[2].rpartition(".")[0]),
            ("PATH_METADATA", name),
        ):
            with suppress(re.error):
                found = re.match(self.text(setting) or "(?!)", text)
                told |= (
                    {key.lower(): value for key, value in found.groupdict().items()}
                    if found
                    else {}
                )
        return told

    def address(self, article: Article) -> str:
        """The path of an article."""
        if own := article.matter.text("url", "save_as"):
            return f"{self.root}/{own.lstrip('/').removesuffix('index.html')}"
        lang = article.matter.text("lang")
        foreign = lang not in {"", self.text("DEFAULT_LANG", "en")}
        kind = "PAGE" if article.is_page else "ARTICLE"
        folder, end = ("pages/" if article.is_page else ""), "-{lang}.html" if foreign else ".html"
        default = self.text(f"{kind}_SAVE_AS", f"{folder}{{slug}}{end}")
        pattern = self.text(f"{kind}_LANG_URL" if foreign else f"{kind}_URL", default).removesuffix(
            "index.html"
        )
        date = article.date
        values = {
            "slug": article.slug,
            "lang": lang,
            "category": term_slug(article.category),
            "author": slugify(article.matter.text("author")),
        }

        def fill(found: re.Match[str]) -> str:
            if found[1] == "date" and date:
                return date.strftime(found[2] or "%Y-%m-%d")
            return values.get(found[1]) or article.matter.text(found[1])

        return f"{self.root}/{re.sub(r'[{]([a-z_]+)(?::([^}]*))?[}]', fill, pattern).lstrip('/')}"

    def fields(self, article: Article) -> dict[str, Json]:
        """What the metadata says of an article, in the names that Jekyll has for it."""
        matter = article.matter
        authors: list[Json] = (
            [*re.split(r"\s*;\s*", matter.text("authors"))]
            if ";" in matter.text("authors")
            else [*matter.listed("authors", "author")]
        )
        others: dict[str, Json] = {
            lang: self.addresses[each.name]
            for each in self.articles
            if each is not article
            and each.slug == article.slug
            and (lang := each.matter.text("lang") or self.text("DEFAULT_LANG", "en"))
            != matter.text("lang")
        }
        return {
            "author": (authors[0] if len(authors) == 1 else authors)
            if authors != [self.text("AUTHOR")]
            else None,
            "categories": [article.category] if article.category and not article.is_page else None,
            "tags": [
                *dict.fromkeys(
                    tag
                    for each in matter.listed("tags", "keywords")
                    for tag in re.split(r"\s*;\s*", each)
                    if tag
                )
            ],
            "lang": matter.text("lang") or None,
            "translations": others,
            "excerpt": matter.text("summary") or None,
            "description": matter.text("description") or None,
            "last_modified_at": matter.text("modified") or None,
            "series": matter.text("series") or None,
        }

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Old pages of tags and categories, and feeds, and where a blog has them."""
        tags = {tag for article in self.articles for tag in article.matter.listed("tags")}
        categories = {article.category for article in self.articles if article.category}
        for folder, ours, names in (("tag", "tags", tags), ("category", "categories", categories)):
            for name in sorted(names):
                yield f"{self.root}/{folder}/{slugify(name)}.html", f"/{ours}/{term_slug(name)}/"
        feeds = ("feeds/all.atom.xml", self.text("FEED_ALL_RSS", "feeds/all.rss.xml"))
        yield from ((f"{self.root}/{feed}", "/feed.xml") for feed in feeds)
        yield from (
            (f"{self.root}/{name}.html", target)
            for name, target in (
                ("archives", "/archive/"),
                ("tags", "/tags/"),
                ("categories", "/categories/"),
            )
        )
