"""The pages of a site of Hugo, and where they are. No IO here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import quote, unquote

from handler.cli.importing.texts.front_matter import Matter
from handler.core.html.allowed import names
from handler.core.model.entries import Json, mapping

MAIN = names("post posts blog article articles news writing notes journal")
"""Sections whose pages are posts, if a site does not say it."""
_PICTURES = (
    *("image", "images", "cover.image", "featured_image", "featuredimage"),
    *("thumbnail", "cover", "banner"),
)
"""Where themes have the picture of a text, the first that counts first."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of content and what its front matter says; `logical` is its path without language."""

    path: Path
    logical: str
    lang: str
    matter: Matter
    body: str

    @property
    def section(self) -> str:
        """The first folder that it lies in."""
        return self.logical.partition("/")[0] if "/" in self.logical else ""

    @property
    def is_list(self) -> bool:
        """Whether it is the front of a section."""
        return self.logical.rpartition("/")[2] == "_index"


@dataclass
class Site:
    """The configuration of a site and its pages with their addresses."""

    config: Matter
    root: str
    lang: str
    languages: tuple[str, ...]
    pages: list[Page] = field(default_factory=list)
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    main: frozenset[str] = MAIN

    def address(self, page: Page) -> str:
        """The path of a page."""
        above = self.root + (f"/{page.lang}" if self._is_below(page.lang) else "")
        if given := page.matter.text("url"):
            return f"{self.root if given.startswith('/') else above}/{given.strip('/')}" + (
                "" if "." in given.rpartition("/")[2] else "/"
            )
        folder, _, name = page.logical.rpartition("/")
        if page.is_list:
            return f"{above}/{_lowered(folder)}/" if folder else f"{above}/"
        if name == "index":
            folder, _, name = folder.rpartition("/")
        pattern = self._pattern(page)
        slug = _lowered(page.matter.text("slug") or name)
        path = (
            _filled(pattern, page, folder, slug, name) if pattern else f"/{_lowered(folder)}/{slug}"
        )
        path = re.sub("/+", "/", f"{above}/{path}").rstrip("/")
        return f"{path}.html" if self.config.flag("uglyurls") else f"{path}/"

    def _is_below(self, lang: str) -> bool:
        return bool(lang) and (
            lang != self.lang or self.config.flag("defaultcontentlanguageinsubdir")
        )

    def _pattern(self, page: Page) -> str:
        given = mapping(self.config.get("permalinks"))
        known = {**given, **mapping(given.get("page"))}
        return (
            str(known.get(page.section.lower()) or known.get("/") or "")
            if page.section
            else str(known.get("/") or "")
        )

    def find(self, target: str, page: Page) -> str | None:
        """The address of the page that a text names: by path, with or without its ending."""
        path, _, fragment = target.partition("#")
        path = re.sub(r"(?:/_?index)?\.(?:md|markdown|html)$", "", unquote(path))
        if not path:
            return f"#{fragment}" if fragment else None
        folder, _, name = page.logical.rpartition("/")
        above = folder.rpartition("/")[0] if name == "index" else folder
        tried = (
            [path.strip("/")]
            if path.startswith("/")
            else [normpath(join(folder, path)), path.strip("/")]
        )
        tried.append(normpath(join(above, path)))
        for name in tried:
            for key in (name, f"{name}/index", f"{name}/_index"):
                if found := self.addresses.get((page.lang, key.lower())) or self.addresses.get(
                    (self.lang, key.lower())
                ):
                    return f"{found}#{fragment}" if fragment else found
        return None

    def path(self, page: Page) -> str:
        """The path of a page of the site."""
        return self.addresses[page.lang, page.logical.lower()]

    def aliases(self, page: Page) -> Iterator[str]:
        """The paths at which a page was before."""
        above = self.path(page).rstrip("/").rpartition("/")[0]
        for alias in page.matter.listed("aliases"):
            yield f"{self.root}{alias}" if alias.startswith("/") else f"{above}/{alias}"

    def fields(self, page: Page) -> dict[str, Json]:
        """What front matter says of a page, in the names that Jekyll has for it."""
        matter = page.matter
        image = matter.get(*_PICTURES)
        first = image[0] if isinstance(image, list) else image
        named = matter.listed("authors", "author") or [matter.text("author.name")]
        others = {
            lang: found
            for lang in self.languages
            if lang != page.lang and (found := self.addresses.get((lang, page.logical.lower())))
        }
        return {
            "author": named[0] if len(named) == 1 else [*named],
            "categories": [*matter.listed("categories", "category")],
            "tags": [*matter.listed("tags", "tag")],
            "series": next(iter(matter.listed("series")), None),
            "lang": page.lang if page.lang != self.lang else None,
            "translations": {**others},
            "image": quote(first, safe="/:%?=&#+,;@~") if isinstance(first, str) else None,
            "description": matter.text("description") or None,
            "excerpt": matter.text("summary") or None,
            "canonical_url": matter.text("canonicalurl", "canonical") or None,
            "last_modified_at": matter.text("lastmod") or None,
            "math": True if matter.flag("math", "katex", "mathjax", "usemath") else None,
        }


def jekyll_pattern(site: Site) -> str:
    """The permalink of the main section as Jekyll writes it, if it has one."""
    section = next(iter(sorted(site.main)), "")
    given = mapping(site.config.get("permalinks"))
    pattern = str({**given, **mapping(given.get("page"))}.get(section) or f"/{section}/:slug/")
    known = re.sub(
        r":(?:slugorfilename|contentbasename|slugorcontentbasename|filename|slug|title)\b",
        ":title",
        pattern,
    )
    known = known.replace(":section", section)
    plain = not re.search(r":(?!title|year|month|day\b)", known)
    end = ".html" if site.config.flag("uglyurls") else "/"
    return f"{site.root}/{known.strip('/')}{end}" if plain else ""


def _lowered(path: str) -> str:
    return re.sub(r"\s+", "-", path.strip().lower())


def _filled(pattern: str, page: Page, folder: str, slug: str, name: str) -> str:
    date = page.matter.date("date") or datetime(1, 1, 1, tzinfo=UTC)
    title = re.sub(r"[^\w\s.-]", "", page.matter.text("title") or name)
    values = {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "day": f"{date:%d}",
        "monthname": f"{date:%B}".lower(),
        "section": _lowered(page.section),
        "sections": _lowered(folder),
        "yearday": str(date.timetuple().tm_yday),
        "title": _lowered(title),
        "slug": slug,
        "filename": _lowered(name),
        "contentbasename": _lowered(name),
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
    }
    if not page.matter.text("slug"):
        values["slug"] = _lowered(title)
    return re.sub(r":([a-z]+)(?:\[[^\]]*\])?", lambda found: values.get(found[1], ""), pattern)
