"""Reads `_config.yml`. No IO here."""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handler.core.comments.discussions import misnamed
from handler.core.model.addressing.permalinks import template_for, unknown_placeholder, without_host
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.languages.locales import is_language
from handler.core.model.problems import ContentError, Problem
from handler.core.site.defaults import is_valid_default
from handler.core.site.descriptions import in_words
from handler.core.site.feed_settings import misnamed_hubs
from handler.core.site.languages import misnamed_languages
from handler.core.site.misspelt import misspelt
from handler.core.site.navigation import problems_of
from handler.core.site.pictures.settings import misread_images
from handler.core.site.unknown import unknown
from handler.core.site.values import Values
from handler.core.webmentions.mentions import misread_webmentions
from handler.core.yaml.decoding import decode
from handler.core.yaml.reading import read_yaml
from handler.core.yaml.scalars import as_text

MAX_PAGE_SIZE = 100
_PLUGINS = "Coldpress has feeds, sitemap, redirects and pagination built in and runs no plugins."
_ARCHIVES = (
    "Tags and categories have pages at /tags/NAME/ and /categories/NAME/, and the addresses of"
    " their permalinks redirect there."
)
_THEME = "Coldpress has its own theme."
_HIDDEN = "Drafts and hidden posts are never shown."
_MEANINGLESS = {
    "plugins": _PLUGINS,
    "plugins_dir": _PLUGINS,
    "gems": _PLUGINS,
    "whitelist": _PLUGINS,
    "jekyll-archives": _ARCHIVES,
    "autopages": _ARCHIVES,
    "includes_dir": "Includes are in _includes.",
    "data_dir": "Data is in _data.",
    "markdown_ext": "Markdown is in files that end in .md, .markdown, .mkd, .mkdn or .mkdown.",
    "highlighter": "Coldpress colours code itself.",
    "show_drafts": _HIDDEN,
    "unpublished": _HIDDEN,
    "keep_files": "There is no folder of pages to clean.",
    "incremental": "Each file is published by itself in any case.",
    "theme": _THEME,
    "remote_theme": _THEME,
    "sass": _THEME,
    "layouts_dir": _THEME,
    "pagination": "Coldpress pages through listings by date; set paginate.",
    "destination": "Coldpress renders pages when they are asked for.",
    "lsi": "Related posts are those that share tags.",
    "limit_posts": "Coldpress publishes all posts.",
}
_URL = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)


def read_config(raw: bytes, key: str = "_config.yml") -> tuple[SiteConfig, tuple[Problem, ...]]:
    """The configuration with warnings; raises ContentError if the file cannot be used."""
    text, problems = decode(key, raw)
    document = read_yaml(text, key)
    if document.value and not isinstance(document.value, dict):
        message = "is not a list of name: value settings."
        raise ContentError(Problem(key, message, "Write lines such as title: My blog.", 1))
    settings = Values(document, key)
    site = _read_site(settings)
    for name in settings.data.keys() & _MEANINGLESS.keys():
        if _is_meaningless(name, settings.data[name]):
            settings.warn(name, f"sets {name}, which has no effect.", _MEANINGLESS[name])
    return site, (*problems, *sorted(settings.problems, key=lambda problem: problem.line))


def _is_meaningless(name: str, value: Json) -> bool:
    """Whether a setting is made in vain; the colours of our own theme are a mapping."""
    return bool(value) and not (name == "theme" and isinstance(value, dict))


def _read_site(settings: Values) -> SiteConfig:
    _check_markdown(settings)
    _check_lists(settings)
    data = settings.data
    names = (misnamed, misnamed_hubs, misnamed_languages, misspelt, unknown)
    told = (problems_of, misread_images, misread_webmentions, *names)
    for problem in (problem for tell in told for problem in tell(data)):
        settings.warn(*problem)
    settings.flag("sanitize")
    settings.flag("ai_crawlers")
    fallback = SiteConfig()
    separator = settings.data.get("excerpt_separator")
    return SiteConfig(
        title=settings.text("title") or settings.text("name", fallback.title),
        description=in_words(settings.text("description")),
        url=_read_url(settings),
        baseurl=_read_base(settings),
        lang=_read_lang(settings),
        timezone=_read_timezone(settings),
        permalink=_read_permalink(settings),
        future=settings.flag("future"),
        excerpt_separator=fallback.excerpt_separator if separator is None else as_text(separator),
        paginate=_read_page_size(settings),
        author=_read_author(settings),
        defaults=_read_defaults(settings),
        collections=_read_collections(settings),
        kramdown=settings.mapping("kramdown"),
        data=settings.data,
    )


def _check_markdown(settings: Values) -> None:
    name = settings.text("markdown", "kramdown")
    if name.lower() not in {"kramdown", "gfm", "commonmark", "commonmarkghpages"}:
        message = f"sets markdown: {name}, which has no effect."
        settings.warn("markdown", message, "Coldpress reads Markdown as kramdown does.")


def _check_lists(settings: Values) -> None:
    for name in ("exclude", "include"):
        if not isinstance(settings.data.get(name), list | None):
            message = f"has an {name} that is no list, as Jekyll wants it."
            settings.warn(name, message, f"Write it as {name}: [one, two].")


def _read_lang(settings: Values) -> str:
    """The language; unquoted `no`, which YAML takes for false, is Norwegian."""
    if settings.data.get("lang") is False:
        return "no"
    default = settings.text("default_lang", SiteConfig().lang)
    lang = (settings.text("lang") or settings.text("locale", default)).replace("_", "-")
    if not is_language(lang):
        message = f"has a lang that is no code of a language: {lang[:40]!r}; it is ignored."
        settings.warn("lang", message, "Write a code such as en, ko or pt-BR.")
        return SiteConfig().lang
    return lang


def _read_url(settings: Values) -> str:
    url = settings.text("url").rstrip("/")
    if url and not _URL.match(url):
        message = f"has a url that is no web address: {url[:80]!r}; it is ignored."
        settings.warn("url", message, "Write it as url: https://example.com.")
        return ""
    return url


def _read_base(settings: Values) -> str:
    base = settings.text("baseurl").strip("/")
    if "://" in base or any(char in base for char in '?#"<> '):
        message = f"has a baseurl that is no path: {base[:80]!r}; it is ignored."
        settings.warn("baseurl", message, 'Write it as baseurl: "/blog", or leave it empty.')
        return ""
    return f"/{base}" if base else ""


def _read_timezone(settings: Values) -> str:
    name = settings.text("timezone")
    try:
        return ZoneInfo(name).key if name else ""
    except (OSError, ValueError, LookupError):
        message = f"has an unknown timezone: {name[:80]!r}; UTC is used instead, as Jekyll does."
        settings.warn("timezone", message, "Write a name such as Europe/Paris.")
        return "UTC"


def _read_permalink(settings: Values) -> str:
    written = settings.text("permalink", "date")
    pattern = without_host(written) or "date"
    if pattern != written:
        message = "has a permalink that is a whole address; its path counts."
        settings.warn("permalink", message, "Write only the path, as in /:year/:title/.")
    unknown = unknown_placeholder(template_for(pattern))
    if unknown:
        message = f"has a permalink with an unknown placeholder, {unknown}."
        fix = "Use a style such as pretty, or placeholders such as :year, :month, :day and :title."
        raise settings.error("permalink", message, fix)
    return pattern


def _read_page_size(settings: Values) -> int:
    value = settings.data.get("paginate")
    if value in (None, False):
        return SiteConfig().paginate
    try:
        size = int(as_text(value))
    except ValueError:
        size = 0
    if not 1 <= size <= MAX_PAGE_SIZE:
        message = f"has a paginate that is not a number from 1 to {MAX_PAGE_SIZE}."
        settings.warn("paginate", message, "Write it as paginate: 10.")
        return MAX_PAGE_SIZE if size > MAX_PAGE_SIZE else SiteConfig().paginate
    return size


def _read_author(settings: Values) -> dict[str, Json]:
    value = settings.data.get("author")
    if isinstance(value, dict):
        return value
    return {"name": settings.text("author")} if settings.text("author") else {}


def _read_defaults(settings: Values) -> tuple[Mapping[str, Json], ...]:
    value = settings.data.get("defaults")
    items = value if isinstance(value, list) else []
    valid = tuple(item for item in items if isinstance(item, dict) and is_valid_default(item))
    if len(valid) < len(items) or (value and not isinstance(value, list)):
        message = "has defaults that Jekyll does not understand; they are ignored."
        settings.warn("defaults", message, "Each needs a scope and values, both indented.")
    return valid


def _read_collections(settings: Values) -> dict[str, Json]:
    value = settings.data.get("collections")
    if isinstance(value, list):
        return {as_text(name): {} for name in value}
    collections = settings.mapping("collections")
    for name, values in collections.items():
        unknown = unknown_placeholder(template_for(as_text(mapping(values).get("permalink"))))
        if unknown:
            message = f"has a permalink of {name[:80]} with an unknown placeholder, {unknown}."
            fix = "Use placeholders such as :year and :title."
            raise settings.error("collections", message, fix)
    return collections
