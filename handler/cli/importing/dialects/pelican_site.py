"""The articles of a site of Pelican, and where they are. No IO here."""

import re
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
            return values.get(found[1], "")

        return f"{self.root}/{re.sub(r'[{]([a-z]+)(?::([^}]*))?[}]', fill, pattern).lstrip('/')}"
