"""Hugo: the folder of a site, with its configuration and `content`.

Read are pages of Markdown and HTML with front matter of YAML, TOML or JSON, bundles with their
files, sections that have a text, drafts, dates of publication and expiry, aliases, addresses by
`permalinks`, `url` and `slug`, languages, menus, and the shortcodes of Hugo and of common themes. A
page with a date in a main section is a post; all others are pages. Files of `static` and of bundles
keep their addresses.

Left out are layouts, scripts and styles, `data`, and what only a template of the site would show:
unknown shortcodes stay as written, and are told.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from handler.cli.importing.dialects import hugo
from handler.cli.importing.dialects.hugo_site import MAIN, Page, Site, jekyll_pattern
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.front_matter import (
    Matter,
    NotRead,
    as_json,
    as_toml,
    as_yaml,
)
from handler.cli.importing.texts.markdown_links import relinked
from handler.core.model.addressing.keys import extension
from handler.core.model.addressing.urls import origin_of
from handler.core.model.entries import Json, mapping

_TEXTS = (".md", ".markdown", ".html", ".htm")
_CONFIGS = tuple(
    f"{name}.{end}" for name in ("hugo", "config") for end in ("toml", "yaml", "yml", "json")
)
_READERS = {".toml": as_toml, ".yaml": as_yaml, ".yml": as_yaml, ".json": as_json}


def read(source: Source) -> Export:
    """All texts of a site."""
    folder = source.folder()
    config = _config(source, folder)
    content = folder / (config.text("contentdir") or "content")
    if not content.is_dir():
        raise Unreadable(f"{folder} is no site of Hugo: it has no folder content.")
    base = source.url or config.text("baseurl")
    site = _site(source, config, content, urlsplit(base).path.rstrip("/"))
    if host := urlsplit(base).hostname:
        source.media.hosts |= {host}
    _find_files(source, folder, site)
    permalink = jekyll_pattern(site)
    return Export(
        texts=(
            _text(source, site, page)
            for page in site.pages
            if not page.is_list or page.body.strip()
        ),
        settings={
            "title": config.text("title"),
            "description": config.text("params.description", "description"),
            "url": origin_of(base),
            "lang": (config.text("languagecode") or site.lang).partition("-")[0],
            "author": _author(config),
            "timezone": config.text("timezone"),
            "excerpt_separator": "<!--more-->",
        },
        permalink=permalink,
        redirects=[(f"{site.root}/index.xml", "/feed.xml")] if site.root else [],
        menu=_menu(config),
        addresses=site.addresses.values(),
    )


def _config(source: Source, folder: Path) -> Matter:
    paths = [folder / name for name in _CONFIGS]
    paths += [
        path for path in sorted((folder / "config/_default").glob("*")) if path.suffix in _READERS
    ]
    values: dict[str, Json] = {}
    for path in filter(Path.is_file, paths):
        text = source.text(path)
        try:
            found = _READERS[path.suffix](text or "").values
        except NotRead as error:
            source.refuse(
                source.name(path), f"{error}.", "Mend it; without it addresses may be others."
            )
            continue
        is_part = path.parent != folder and path.stem not in {"hugo", "config"}
        values |= {path.stem.lower(): dict(found)} if is_part else found
    return Matter(values)


def _author(config: Matter) -> Json:
    name = config.text("author.name", "params.author.name", "params.author", "author")
    return {"name": name} if name else None


def _menu(config: Matter) -> tuple[tuple[str, str], ...] | None:
    given = config.get("menu.main", "menus.main")
    rows = [mapping(each) for each in given] if isinstance(given, list) else []
    rows.sort(key=lambda row: row["weight"] if isinstance(row.get("weight"), int) else 0)  # type: ignore[arg-type, return-value]
    pairs = (
        (str(row.get("name", "")), str(row.get("url") or row.get("pageref") or "")) for row in rows
    )
    return tuple((name, url) for name, url in pairs if name and url and url != "/") or None


def _site(source: Source, config: Matter, content: Path, root: str) -> Site:
    languages = mapping(config.get("languages"))
    lang = config.text("defaultcontentlanguage") or (next(iter(languages), "") if languages else "")
    site = Site(config, root, lang, tuple(languages))
    folders = _folders(config, languages, content, lang)
    for path in source.files(content, *_TEXTS):
        if page := _page(source, site, folders, path):
            site.pages.append(page)
            site.addresses[page.lang, page.logical.lower()] = site.address(page)
    dated = Counter(
        page.section for page in site.pages if page.matter.date("date") and page.section
    )
    named = config.listed("params.mainsections", "mainsections")
    largest = [name for name, _ in dated.most_common(1)]
    site.main = frozenset(named or ({*dated} & MAIN) or largest)
    return site


def _folders(
    config: Matter, languages: dict[str, Json], content: Path, lang: str
) -> list[tuple[Path, str]]:
    """The folders of content with their languages, the innermost first."""
    found = [(content, lang)]
    for name, values in languages.items():
        if given := mapping(values).get("contentdir"):
            found.append((content.parent / str(given), name))
    mounts = config.get("module.mounts")
    for mount in map(mapping, mounts if isinstance(mounts, list) else []):
        if mount.get("target") == "content" and mount.get("source"):
            found.append((content.parent / str(mount["source"]), str(mount.get("lang") or lang)))
    return sorted(found, key=lambda pair: -len(pair[0].parts))


def _page(source: Source, site: Site, folders: list[tuple[Path, str]], path: Path) -> Page | None:
    page = source.page(path)
    if page is None:
        return None
    matter, body = page
    folder, lang = next(pair for pair in folders if path.is_relative_to(pair[0]))
    logical = path.relative_to(folder).with_suffix("").as_posix()
    stem, _, ending = logical.rpartition(".")
    if stem and ending.lower() in site.languages:
        logical, lang = stem, ending.lower()
    if matter.flag("headless") or matter.text("build.render", "_build.render") in {
        "never",
        "false",
    }:
        return None
    return Page(path, logical, lang, matter, body)


def _find_files(source: Source, folder: Path, site: Site) -> None:
    """Files of bundles lie below the address of their page, those of `static` at the top."""
    for page in site.pages:
        if page.path.stem.partition(".")[0] in {"index", "_index"}:
            prefix = site.path(page)
            source.media.folders.append(Folder(prefix, page.path.parent))
    for place in (folder / "static", folder / "assets"):
        if place.is_dir():
            source.media.folders.append(Folder(f"{site.root}/", place))
    static = folder / "static"
    names = (
        (path.relative_to(static).as_posix() for path in source.files(static))
        if static.is_dir()
        else ()
    )
    unwanted = {"css", "js", "mjs", "map", "scss", "ts", "woff", "woff2", "ttf", "eot", "otf", ""}
    source.media.add_all(f"{site.root}/{name}" for name in names if extension(name) not in unwanted)


def _text(source: Source, site: Site, page: Page) -> Text:
    place, matter = source.name(page.path), page.matter
    address = site.path(page)
    date, state = _when(source, site, page)
    html, markdown = _body(source, site, page)
    in_main = page.section in site.main or page.section.lower() in site.main
    is_post = date is not None and in_main and not page.is_list
    folder, _, name = page.logical.rpartition("/")
    base = name if name not in {"index", "_index"} else folder.rpartition("/")[2] or "index"
    return Text(
        place=place,
        kind="post" if is_post else "page",
        title=matter.text("title") or base,
        slug=matter.text("slug") or base,
        html=html,
        markdown=markdown,
        date=date if is_post else None,
        state=state,  # type: ignore[arg-type]
        address=address if state != "draft" or not is_post else "",
        base=address,
        redirects=tuple(site.aliases(page)),
        fields=site.fields(page),
    )


def _when(source: Source, site: Site, page: Page) -> tuple[datetime | None, str]:
    zone = site.config.text("timezone")
    date = page.matter.date("date", "publishdate", "pubdate", "published", timezone=zone)
    publish = page.matter.date("publishdate", "pubdate", timezone=zone)
    expiry = page.matter.date("expirydate", "unpublishdate", timezone=zone)
    now = datetime.now(UTC)
    if publish and date and publish > now > date:
        date = publish
    if page.matter.flag("draft"):
        return date, "draft"
    if expiry and expiry <= now:
        source.warn(source.name(page.path), "has expired, so it is hidden.")
        return date, "private"
    return date, "live"


def _body(source: Source, site: Site, page: Page) -> tuple[str, str | None]:
    text, unknown = hugo.expanded(page.body, lambda target: site.find(target, page))
    for name in unknown:
        source.warn(
            source.name(page.path),
            f"has the shortcode {name}, which only its site shows; it stays as written.",
        )
    if extension(page.path.name) in {"html", "htm"}:
        return text, None

    def settle(address: str, _: bool) -> str:
        found = site.find(address, page) if ".md" in address and "://" not in address else None
        return found or address

    markdown = commonmark.adapted(relinked(text, settle))
    return commonmark.shown(markdown), markdown
