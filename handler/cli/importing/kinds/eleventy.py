"""Eleventy: the folder of a site, as far as it is plain.

Read are texts of Markdown and HTML with front matter of YAML or JSON, values from a folder's data
file in JSON, dates in front matter and names, `permalink` without templates, drafts, tags, and the
folders of input and of files that the configuration names as plain words. A text with a date that
lies in a folder, or has a tag such as `posts`, is a post; others are pages.

Left out are layouts and texts of Nunjucks, JavaScript and other templates, computed data, and
collections that pages list: what of it stands in a text of Markdown stays as written, and is told.
"""

import re
from contextlib import suppress
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import quote, unquote

from handler.cli.importing.dialects.eleventy_site import POSTS, Page, Site
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.front_matter import Matter, NotRead, as_json
from handler.cli.importing.texts.liquid import has_markup
from handler.cli.importing.texts.markdown_links import masked, relinked
from handler.cli.importing.texts.notes import dated, titled
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.entries import Json

_CONFIGS = (
    ".eleventy.js",
    ".eleventy.cjs",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
)
_TEXTS = (".md", ".markdown", ".html")
_NO_TAGS = POSTS | {"all", "nav", "page", "pages"}
_INPUT = re.compile(r"\binput\s*:\s*[\"'`]([\w./-]+)[\"'`]")
_INTERNAL = re.compile(r"\b(?:includes|layouts|data|output)\s*:\s*[\"'`]([\w./-]+)[\"'`]")
_COPIED = re.compile(r"addPassthroughCopy\(\s*[\"'`]([\w./-]+)[\"'`]")
_PLACED = re.compile(r"[\"'`](\.?/?[\w./-]+)[\"'`]\s*:\s*[\"'`](/?[\w./-]*)[\"'`]")


def read(source: Source) -> Export:
    """All texts of a site."""
    folder = source.folder()
    config = "\n".join(
        filter(None, (source.text(folder / name) for name in _CONFIGS if (folder / name).is_file()))
    )
    named = _INPUT.search(config)
    root = folder / named[1] if named and (folder / named[1]).is_dir() else folder
    internal = {"_includes", "_data", "_layouts", "_site"} | {*_INTERNAL.findall(config)}
    site = Site()
    for path in source.files(root, *_TEXTS):
        name = path.relative_to(root).as_posix()
        is_internal = any(name.startswith(f"{normpath(each)}/") for each in internal)
        if is_internal or "/." in f"/{name}" or path.name.lower() == "readme.md":
            continue
        if page := _page(source, root, path):
            site.pages.append(page)
            site.addresses[page.name] = site.address(page)
    for path in source.files(root, ".js", ".cjs", ".mjs"):
        if ".11tydata." in path.name:
            source.warn(
                source.name(path),
                "is JavaScript, which is never run: addresses and values from it are missing.",
                "Write its values as JSON and import again.",
            )
    if not site.pages:
        raise Unreadable(f"{folder} is no site of Eleventy: there are no texts in {root}.")
    _find_files(source, folder, root, config)
    return Export(
        texts=(
            _text(source, site, page)
            for page in site.pages
            if page.matter.text("permalink") != "false"
        ),
        settings={
            **_settings(source, root),
            **({"url": source.url.rstrip("/")} if source.url else {}),
        },
        redirects=[("/feed/feed.xml", "/feed.xml")],
        permalink=site.permalink(),
        addresses=site.addresses.values(),
    )


def _find_files(source: Source, folder: Path, root: Path, config: str) -> None:
    """Files lie beside the texts, and where the configuration copies them to."""
    source.media.folders.append(Folder("/", root))
    for found in _COPIED.finditer(config):
        place = folder / found[1]
        if place.is_dir():
            prefix = (
                place.relative_to(root).as_posix()
                if place.is_relative_to(root)
                else found[1].strip("./")
            )
            source.media.folders.append(Folder(f"/{prefix}/", place))
    for found in _PLACED.finditer(config):
        place = folder / found[1].lstrip("/")
        if place.is_dir() and place != folder:
            source.media.folders.append(
                Folder(f"/{found[2].strip('/')}/".replace("//", "/"), place)
            )
    if (folder / "public").is_dir():
        source.media.folders.append(Folder("/", folder / "public"))


def _settings(source: Source, root: Path) -> dict[str, Json]:
    for name in ("metadata", "site", "meta"):
        path = root / f"_data/{name}.json"
        if path.is_file():
            values = _data(source, path)
            author = values.text("author.name", "author")
            return {
                "title": values.text("title", "name"),
                "description": values.text("description"),
                "url": values.text("url").rstrip("/"),
                "lang": values.text("language", "lang"),
                "author": {"name": author} if author else None,
            }
    return {"title": "My blog"}


def _data(source: Source, path: Path) -> Matter:
    try:
        return as_json(source.text(path) or "")
    except NotRead as error:
        source.refuse(source.name(path), f"is no JSON ({error}).", "Mend it.")
        return Matter()


def _page(source: Source, root: Path, path: Path) -> Page | None:
    page = source.page(path)
    if page is None:
        return None
    own, body = page
    above = [*reversed(path.relative_to(root).parent.parents), path.relative_to(root).parent]
    values: dict[str, Json] = {}
    tags: list[str] = []
    for folder in dict.fromkeys(above):
        for file in (
            f"{folder.name or root.name}.json",
            f"{folder.name or root.name}.11tydata.json",
        ):
            if (root / folder / file).is_file():
                found = _data(source, root / folder / file)
                tags += found.listed("tags")
                values |= found.values
    tags += own.listed("tags", "tag")
    matter = Matter({**values, **own.values})
    name = path.relative_to(root).with_suffix("").as_posix()
    day, rest = dated(name.rpartition("/")[2])
    title, body = titled(matter, body, rest)
    date = matter.date("date", "published") or day
    return Page(
        path, name, matter, body, date, slugify(rest) or "page", tuple(dict.fromkeys(tags)), title
    )


def _text(source: Source, site: Site, page: Page) -> Text:
    matter, place = page.matter, source.name(page.path)
    html, markdown = page.body, None
    if has_markup(masked(page.body)):
        source.warn(
            place,
            "has templates in its text, which stay as written.",
            "Replace them by what they showed.",
        )
    if page.path.suffix != ".html":
        markdown = commonmark.adapted(
            relinked(page.body, lambda address, _: _led(site, page, address))
        )
        html = commonmark.shown(markdown)
    address = site.addresses[page.name]
    is_draft = matter.flag("draft", "drafts")
    image = matter.text("image", "cover", "thumbnail", "featured_image")
    return Text(
        place=place,
        kind="post" if page.is_post else "page",
        title=page.title,
        slug=page.slug
        if page.name.rpartition("/")[2] != "index"
        else page.name.rpartition("/")[0].rpartition("/")[2] or "index",
        html=html,
        markdown=markdown,
        date=page.date if page.is_post else None,
        state="draft" if is_draft else "live",
        address="" if is_draft else address,
        base=address,
        redirects=tuple(
            each for each in matter.listed("redirect_from", "aliases") if each.startswith("/")
        ),
        fields={
            "author": matter.text("author.name", "author") or None,
            "categories": [*matter.listed("categories", "category")],
            "tags": [tag for tag in page.tags if tag.lower() not in _NO_TAGS],
            "lang": matter.text("lang") or None,
            "image": image or None,
            "description": matter.text("description") or None,
            "excerpt": matter.text("excerpt", "summary") or None,
            "last_modified_at": matter.text("updated", "lastmod", "modified") or None,
        },
    )


def _lies_beside(page: Page, path: str) -> bool:
    """Whether an address names a file from where the text's file lies, as a picture beside it."""
    if not path or path.startswith("/") or path.endswith(".md") or "://" in path:
        return False
    with suppress(OSError, ValueError):
        return (page.path.parent / unquote(path)).is_file()
    return False


def _led(site: Site, page: Page, address: str) -> str:
    """Where a link to a source file leads."""
    path, sign, fragment = address.partition("#")
    if _lies_beside(page, path):
        return quote("/" + normpath(join(page.name.rpartition("/")[0], unquote(path))))
    if not path.endswith(".md") or "://" in path:
        return address
    name = (
        normpath(join(page.name.rpartition("/")[0], unquote(path))).lstrip("/").removesuffix(".md")
    )
    found = site.addresses.get(name) or site.addresses.get(
        unquote(path).strip("/").removesuffix(".md")
    )
    return f"{quote(found)}{sign}{fragment}" if found else address
