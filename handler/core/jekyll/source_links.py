"""Links to source files lead to their pages, as jekyll-relative-links has it. No IO here.

GitHub shows a repository's Markdown by itself, so authors write `[b](2020-01-02-b.md)` there.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from posixpath import join, normpath
from urllib.parse import unquote

from handler.core.model.entries import SiteConfig
from handler.core.model.keys import MARKDOWN_EXTENSIONS
from handler.core.model.paths import composed, escaped
from handler.core.model.urls import is_elsewhere

_LINK = re.compile(
    r'(?P<start><a\s(?:[^<>]*?\s)?href=")'
    rf'(?P<path>[^"<>?#]+\.(?:{"|".join(MARKDOWN_EXTENSIONS)}))(?P<rest>[?#][^"<>]*)?(?=")',
    re.IGNORECASE,
)

PathOf = Callable[[str], str | None]
"""The path of the page that a file of the bucket became, None if there is none."""


def source_links(html: str, key: str, site: SiteConfig) -> Iterator[tuple[str, str]]:
    """The links of a file's HTML to source files: what is written, and the key that it means."""
    if is_enabled(site):
        for link in _LINK.finditer(html):
            if name := _key(link["path"], key, site):
                yield unescape(link["path"]), name


def with_pages(html: str, key: str, site: SiteConfig, path_of: PathOf) -> str:
    """HTML whose links to source files lead to their pages; those to nothing stay as they are."""

    def lead(link: re.Match[str]) -> str:
        name = _key(link["path"], key, site)
        path = path_of(name) if name else None
        if path is None:
            return link[0]
        return link["start"] + escape(site.baseurl + escaped(path)) + (link["rest"] or "")

    return _LINK.sub(lead, html) if is_enabled(site) else html


def is_enabled(site: SiteConfig) -> bool:
    """Whether source files are looked for: `relative_links: {enabled: false}` says not to."""
    return site.under("relative_links").get("enabled") is not False


def _key(written: str, key: str, site: SiteConfig) -> str:
    """The key that a link in a file means, or nothing if it can mean none."""
    address = unescape(written).strip()
    if is_elsewhere(address):
        return ""
    path = composed(unquote(address))
    if path.startswith("/"):
        named = normpath(path.removeprefix(f"{site.baseurl}/").lstrip("/"))
    else:
        named = normpath(join(key.rpartition("/")[0], path))
    return "" if named.startswith("..") else named
