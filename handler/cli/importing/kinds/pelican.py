"""Pelican: the folder of a site, with `pelicanconf.py` and its content.

Read are articles and pages of Markdown, reStructuredText (by docutils) and HTML, with their
metadata, drafts and hidden ones, categories by metadata or folder, translations, links by
`{filename}` and the like, and addresses by `ARTICLE_URL` and `PAGE_URL`. The configuration is read,
not run: only what stands in it as a plain value counts. Pictures and files of the content are
copied as they are linked.

Left out are themes, plugins, and files that only a template would show.
"""

import ast
import re
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import quote, urlsplit

from handler.cli.importing.dialects import pelican
from handler.cli.importing.dialects.pelican_site import Article, Site
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.permalinks import pattern_of
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.front_matter import Matter, NotRead
from handler.cli.importing.texts.notes import dated
from handler.core.html.nesting import parse_bounded
from handler.core.html.tree import attribute, write
from handler.core.model.addressing.keys import MARKDOWN_EXTENSIONS
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.addressing.urls import origin_of
from handler.core.model.entries import Json
from handler.core.model.terms import term_slug

_MARKDOWN = tuple(f".{ending}" for ending in MARKDOWN_EXTENSIONS)
_TEXTS = (*_MARKDOWN, ".rst", ".html", ".htm")
_CONFIGS = ("publishconf.py", "pelicanconf.py", "pelican.conf.py")


def read(source: Source) -> Export:
    """All articles and pages of a site."""
    folder = source.folder()
    config = _config(source, folder)
    named = config.get("PATH")
    content = folder / (named if isinstance(named, str) else "content")
    if not content.is_dir():
        content = folder / "content" if (folder / "content").is_dir() else folder
    base = source.url or str(config.get("SITEURL") or "")
    site = Site(config, urlsplit(base).path.rstrip("/"))
    if host := urlsplit(base).hostname:
        source.media.hosts |= {host}
    for path in source.files(content, *_TEXTS):
        if article := _article(source, site, content, path):
            site.articles.append(article)
            site.addresses[article.name] = site.address(article)
    if not site.articles:
        raise Unreadable(f"{folder} is no site of Pelican: there is no article in {content}.")
    source.media.folders.append(Folder(f"{site.root}/", content))
    posts = [each for each in site.articles if not each.is_page]
    return Export(
        texts=(_text(source, site, article) for article in site.articles),
        settings={
            "title": config.get("SITENAME"),
            "description": config.get("SITESUBTITLE"),
            "url": origin_of(base),
            "lang": site.text("DEFAULT_LANG"),
            "timezone": site.text("TIMEZONE"),
            "author": {"name": site.text("AUTHOR")} if site.text("AUTHOR") else None,
        },
        permalink=pattern_of((site.addresses[p.name], p.slug, p.date) for p in posts),
        redirects=[*site.redirects()],
        addresses=site.addresses.values(),
    )


def _config(source: Source, folder: Path) -> dict[str, Json]:
    """The plain values of the configuration, which is never run."""
    values: dict[str, Json] = {}
    for path in (folder / name for name in reversed(_CONFIGS)):
        if not path.is_file():
            continue
        try:
            tree = ast.parse(source.text(path) or "")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            source.refuse(
                source.name(path),
                "is no Python that can be read.",
                "Mend it; without it addresses may be others.",
            )
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                try:
                    values[node.targets[0].id] = ast.literal_eval(node.value)
                except (ValueError, TypeError, RecursionError, MemoryError):
                    continue
    return values


def _article(source: Source, site: Site, content: Path, path: Path) -> Article | None:
    text = source.text(path)
    name = path.relative_to(content).as_posix()
    if text is None or not text.strip():
        return None
    markdown = None
    try:
        if path.suffix.lower() in _MARKDOWN:
            matter, body = pelican.metadata(text)
            markdown = commonmark.adapted(body)
            html = pelican.markdown_shown(markdown)
        elif path.suffix.lower() == ".rst":
            matter, html = pelican.restructured(text)
        else:
            matter, html = _html(text)
    except NotRead as error:
        source.refuse(source.name(path), f"cannot be read: {error}.", "Mend it.")
        return None
    matter = Matter({**site.told_by_path(name), **matter.values})
    day, rest = dated(path.stem)
    date = matter.date("date", timezone=site.text("TIMEZONE")) or day
    is_page = name.startswith("pages/") or bool(matter.flag("page"))
    if path.suffix.lower() in {".html", ".htm"} and not (date or is_page):
        is_page, matter = True, Matter({"url": name, **matter.values})
    title = matter.text("title")
    slug = matter.text("slug") or slugify(title or rest)
    default = site.text("DEFAULT_CATEGORY", "")
    above = (
        name.rpartition("/")[0].rpartition("/")[2]
        if site.config.get("USE_FOLDER_AS_CATEGORY") is not False
        else ""
    )
    return Article(
        path,
        name,
        matter,
        html,
        markdown,
        date,
        slug,
        is_page,
        matter.text("category") or above or default,
    )


def _html(text: str) -> tuple[Matter, str]:
    root = parse_bounded(
        re.sub(r"</?(?:html|head|body)[^>]*>|<!doctype[^>]*>", "", text, flags=re.IGNORECASE)
    )
    values: dict[str, Json] = {}
    for tag in root.css("meta[name]"):
        name, value = (
            attribute(tag, "name").lower(),
            attribute(tag, "content") or attribute(tag, "contents"),
        )
        values[name] = f"{values[name]}, {value}" if name in values else value
        tag.decompose()
    for title in root.css("title"):
        values.setdefault("title", title.text().strip())
        title.decompose()
    return Matter({"tags": values.get("keywords"), **values}), write(root)


def _text(source: Source, site: Site, article: Article) -> Text:
    matter, place = article.matter, source.name(article.path)
    status = matter.text("status").lower() or "published"
    if status == "skip":
        source.warn(place, "says that it is to be skipped; it is a draft.")
    date = article.date
    state = "live" if status in {"published", "hidden"} else "draft"

    def settle(text: str) -> str:
        return pelican.LINK.sub(lambda found: _led(source, site, article, found), text)

    return Text(
        place=place,
        kind="page" if article.is_page else "post",
        title=matter.text("title") or article.slug,
        slug=article.slug,
        html=settle(article.html),
        markdown=None if article.markdown is None else settle(article.markdown),
        date=None if article.is_page else date,
        state=state,  # type: ignore[arg-type]
        address=site.addresses[article.name] if state == "live" else "",
        fields=site.fields(article),
    )


def _led(source: Source, site: Site, article: Article, found: re.Match[str]) -> str:
    """The address that `{filename}`, `{static}` and the like stand for."""
    kind, path = found["kind"], found["path"]
    if kind in {"tag", "category", "author", "index"}:
        folder = {"tag": "tags", "category": "categories"}.get(kind)
        return (
            f"/{folder}/{term_slug(path)}/" if folder else "/archive/" if kind == "author" else "/"
        )
    above = article.name.rpartition("/")[0]
    name = path.lstrip("/") if path.startswith("/") else normpath(join(above, path))
    if name in site.addresses:
        return quote(site.addresses[name])
    if not source.media.add(f"{site.root}/{name}"):
        source.warn(source.name(article.path), f"links to {name}, which is not in the content.")
    return quote(f"{site.root}/{name}")
