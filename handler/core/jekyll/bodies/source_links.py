"""Links to source files lead to their pages, as jekyll-relative-links has it. No IO here.

GitHub shows a repository's Markdown by itself, so authors write `[b](2020-01-02-b.md)` there, and
`../images/b.png` for a picture beside the folder of posts.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from posixpath import join, normpath
from urllib.parse import unquote

from handler.core.jekyll.documents import Document
from handler.core.liquid import Need
from handler.core.model.addressing.keys import classify, extension, is_markdown, key_problem
from handler.core.model.addressing.paths import composed, escaped
from handler.core.model.addressing.urls import is_elsewhere
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import Problem

_MOST_FILES = 500
_MOST_WRITTEN = 400
_MOST_DEAD = 20
_LINK = re.compile(
    r"(?P<start><(?:a\s(?:[^<>]*?\s)?href|img\s(?:[^<>]*?\s)?src)=(?P<quote>[\"']))"
    r"(?P<path>(?:(?!(?P=quote))[^<>?#])+)(?P<rest>[?#](?:(?!(?P=quote))[^<>])*)?(?=(?P=quote))",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\]\(\s*+<?(?P<path>[^\s()<>?#]++)|^ {0,3}\[[^\]\n]++\]:[ \t]*+<?(?P<defined>[^\s<>?#]++)",
    re.MULTILINE,
)

PathOf = Callable[[str], str | None]
"""The path of what a file of the bucket became, None if there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where links are written: the file, and the path of the page that it becomes."""

    key: str
    path: str


def needed(
    document: Document, text: str, site: SiteConfig, posts: Container[str]
) -> frozenset[Need]:
    """What links in Markdown seem to lead to and is not known yet.

    It is asked for before Markdown is rendered, as that takes longest; it need not be all.
    """
    if document.markup != "markdown" or not is_enabled(site):
        return frozenset()
    place = Place(document.key, document.entry.path)
    written = (link["path"] or link["defined"] for link in _WRITTEN.finditer(text))
    names = dict.fromkeys(name for path in written if (name := _key(path, place, site)))
    found = [*names][:_MOST_WRITTEN]
    return frozenset(Need("link", name) for name in found if name not in posts)


def lead(
    document: Document, html: str, site: SiteConfig, posts: Mapping[str, str | None]
) -> tuple[str, frozenset[Need], tuple[Problem, ...]]:
    """HTML whose links to files lead to their pages, what it depends on, and links to nothing."""
    place = Place(document.key, document.entry.path)
    links = source_links(html, place, site)
    dead = [
        link
        for link, name in links.items()
        if is_markdown(name) and not link.startswith("/") and posts.get(name) is None
    ]
    needs = frozenset(Need("link", name) for name in links.values())
    problems = tuple(_dead(document, link) for link in dead[:_MOST_DEAD])
    return with_pages(html, place, site, posts.get), needs, problems


def _dead(document: Document, link: str) -> Problem:
    at = document.body.find(link)
    line = document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
    message = f"links to {link[:200]}, where nothing is."
    fix = "Mend the address, or add the file that it leads to."
    return Problem(document.key, message, fix, line, "warning")


def source_links(html: str, place: Place, site: SiteConfig) -> Mapping[str, str]:
    """The links of a file's HTML to files, as written, with the keys that they may mean."""
    found: dict[str, str] = {}
    if is_enabled(site):
        for written, name in _named(html, place, site):
            if len(found) == _MOST_FILES:
                break
            found[written] = name
    return found


def with_pages(html: str, place: Place, site: SiteConfig, path_of: PathOf) -> str:
    """HTML whose links to files lead to what these became; those to nothing stay as they are."""

    def led(link: re.Match[str]) -> str:
        name = _key(link["path"], place, site)
        path = path_of(name) if name else None
        if path is None:
            return link[0]
        return link["start"] + escape(site.baseurl + escaped(path)) + (link["rest"] or "")

    return _LINK.sub(led, html) if is_enabled(site) else html


def is_enabled(site: SiteConfig) -> bool:
    """Whether files are looked for: `relative_links: {enabled: false}` says not to."""
    return site.under("relative_links").get("enabled") is not False


def _named(html: str, place: Place, site: SiteConfig) -> Iterator[tuple[str, str]]:
    for link in _LINK.finditer(html):
        if name := _key(link["path"], place, site):
            yield unescape(link["path"]), name


def _key(written: str, place: Place, site: SiteConfig) -> str:
    """The key that a link in a file means, or nothing if it can mean none."""
    address = unescape(written).strip()
    path = composed(unquote(address))
    if is_elsewhere(address) or not (is_markdown(path) or _is_beside(path)):
        return ""
    if path.startswith("/"):
        name = normpath(path.removeprefix(f"{site.baseurl}/").lstrip("/"))
    else:
        name = normpath(join(place.key.rpartition("/")[0], path))
    is_meant = is_markdown(name) or _differs(name, path, place)
    return name if is_meant and key_problem(name) is None else ""


def _is_beside(path: str) -> bool:
    return not path.startswith("/") and extension(path) != ""


def _differs(name: str, path: str, place: Place) -> bool:
    """Whether a file is elsewhere than where a browser looks for it from the page."""
    looked_for = normpath(join(place.path.rpartition("/")[0] + "/", path))
    return classify(name) in {"asset", "page"} and looked_for != f"/{name}"
