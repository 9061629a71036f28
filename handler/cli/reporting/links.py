"""Warnings that need the whole blog: dead links, comments of no repository, dates that lie ahead.

They are looked for after publishing, in the files that were published, so that publishing a
file costs the same however large the blog is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urljoin, urlsplit

from tqdm import tqdm

from handler.cli.reporting.claims import claims_of
from handler.cli.reporting.theme_files import theme_problems
from handler.core.comments.discussions import issue_named
from handler.core.html.rebase import as_followed
from handler.core.html.tree import attribute, find, parse
from handler.core.model.addressing.urls import address_of
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.locales import language_name
from handler.core.model.problems import Problem
from handler.core.site.pictures.site import paths_of_pictures
from handler.services.materials import Material, Materials
from handler.services.ports import Outcome
from handler.services.read.sites import Sites
from handler.services.records import CONFIG, stored_site
from handler.wiring import Services

_ADDRESSES = ("href", "poster", "src")
_LIQUID = re.compile(r"\{[{%]")
"""What stays as written in an address, of which publishing has told already."""
_AT_ONCE = 50
_MOST = 20
_FUTURE_FIX = "Readers see it from then on; mend the date if it should be live."
_SILENT_FIX = "Write github: {repository: owner/name}."
_DEAD_FIX = "Mend the address, add what it leads to, or name it in redirect_from there."


def with_warnings(services: Services, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of publishing, with what only the blog as a whole can tell."""
    live = [each.key for each in outcomes if each.state == "live"]
    found, claims = _dead_links(services, live), claims_of(services, live)
    if any(each.key == CONFIG for each in outcomes):
        found.setdefault(CONFIG, []).extend(theme_problems(services))
    if outcomes and (guess := _guessed_language(services)):
        key = CONFIG if any(each.key == CONFIG for each in outcomes) else outcomes[0].key
        found.setdefault(key, []).append(guess)
    if any(each.key == CONFIG for each in outcomes):
        found.setdefault(CONFIG, []).extend(_missing_pictures(services))
    return [
        _told_of(each, [*found.get(each.key, ()), *claims.get(each.key, ())]) for each in outcomes
    ]


def _told_of(outcome: Outcome, found: Sequence[Problem]) -> Outcome:
    """An outcome with what was found afterwards, unless publishing has told of it already."""
    told = {(each.message, each.line) for each in outcome.problems}
    new = [each for each in found if (each.message, each.line) not in told]
    return replace(outcome, problems=(*outcome.problems, *_future(outcome), *new))


def _missing_pictures(services: Services) -> Iterator[Problem]:
    """Pictures for every page that the configuration names, and where nothing is."""
    site = stored_site(services.table)
    for name, path in paths_of_pictures(site).items():
        if not services.reader.answers(site.baseurl + path):
            message = f"names {path[:200]} as {name}, where nothing is; no page shows it."
            yield Problem(CONFIG, message, _DEAD_FIX, 0, "warning")


def _guessed_language(services: Services) -> Problem | None:
    """What the blog is taken for, if it does not name its language and its posts tell it."""
    site = Sites(services.table).at(0).config
    if site.names_language or site.lang == SiteConfig().lang:
        return None
    name = language_name(site.lang)
    message = f"names no language; by the script of its posts the blog is in {name}."
    return Problem(CONFIG, message, f"Write lang: {site.lang}, or what it is.", 0, "warning")


def _future(outcome: Outcome) -> Iterator[Problem]:
    if outcome.state == "scheduled" and outcome.due:
        message = f"has a date in the future, {outcome.due:%Y-%m-%d %H:%M %z}."
        yield Problem(outcome.key, message, _FUTURE_FIX, severity="warning")


def _dead_links(services: Services, keys: Sequence[str]) -> dict[str, list[Problem]]:
    checker = _Checker(services, Blog.of(services))
    materials = Materials(services.table, services.blobs)
    found: dict[str, list[Problem]] = {}
    with tqdm(
        total=len(keys), desc="Following links", unit="file", leave=False, disable=None
    ) as bar:
        for start in range(0, len(keys), _AT_ONCE):
            for material in materials.of(keys[start : start + _AT_ONCE]):
                found[material.source.key] = list(checker.problems(material))
            bar.update(len(keys[start : start + _AT_ONCE]))
    return found


@dataclass(frozen=True, slots=True)
class Blog:
    """Where the blog is: the hosts that are its own, and what stands before its paths.

    `has_comments` says that its configuration names a repository with comments.
    """

    hosts: frozenset[str]
    base: str = ""
    has_comments: bool = False

    @classmethod
    def of(cls, services: Services) -> "Blog":
        """The blog of a deployment."""
        site = stored_site(services.table)
        hosts = {_host(site.url), _host(services.settings.url)} - {""}
        return cls(frozenset(hosts), site.baseurl, issue_named(site, 1) is not None)

    def path(self, address: str, at: str = "/") -> str | None:
        """The path within the blog to which an address leads from a page, None if elsewhere."""
        try:
            followed = as_followed(address)
            is_relative = not urlsplit(followed).scheme and not followed.startswith(("/", "#"))
            parts = urlsplit(urljoin(self.base + at, followed) if is_relative else followed)
        except ValueError:
            return None
        own = parts.netloc.lower() in self.hosts and parts.scheme in {"", "http", "https"}
        rooted = not parts.scheme and not parts.netloc and parts.path.startswith("/")
        if not own and not rooted:
            return None
        path = unquote(parts.path) or "/"
        inside = not self.base or path == self.base or path.startswith(f"{self.base}/")
        if inside:
            return path[len(self.base) :] or "/"
        return path if rooted else None


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


@dataclass(slots=True)
class _Checker:
    """Asks once for each path."""

    services: Services
    blog: Blog
    answers: dict[str, bool] = field(default_factory=dict)
    silent: bool = False
    """Whether a post was named whose comments are in no repository: one is enough to know."""

    def problems(self, material: Material) -> Iterator[Problem]:
        key = material.source.key
        if material.entry.comment_issue_id and not (self.blog.has_comments or self.silent):
            self.silent = True
            message = f"names no repository, so the comments of {key} do not show."
            yield Problem(CONFIG, message, _SILENT_FIX, severity="warning")
        named = [address_of(each) for each in _pictures(material.entry) if each]
        shown = dict.fromkeys([*named, *addresses_in(_html(material))])
        dead = [each for each in shown if not self._is_alive(each, material.entry.path)]
        text = self._source(key) if dead else ""
        for address in dead[:_MOST]:
            line = text.count("\n", 0, text.find(address)) + 1 if address in text else 0
            message = f"links to {address[:200]}, where nothing is."
            yield Problem(key, message, _DEAD_FIX, line, "warning")

    def _is_alive(self, address: str, at: str) -> bool:
        path = self.blog.path(address, at)
        if path is None or _LIQUID.search(path):
            return True
        if path not in self.answers:
            self.answers[path] = self.services.reader.answers(self.blog.base + path)
        return self.answers[path]

    def _source(self, key: str) -> str:
        found = self.services.bucket.get(key)
        return found.data.decode("utf-8", "replace") if found and found.data else ""


def _pictures(entry: Entry) -> tuple[str, str]:
    """The pictures that front matter and data name."""
    return entry.image, str(entry.seo.get("author_picture", ""))


def _html(material: Material) -> str:
    """The HTML of a body that readers see."""
    return material.body.html if material.body and not material.entry.redirect_to else ""


def addresses_in(html: str) -> list[str]:
    """Every address that HTML links to or shows, once."""
    found = find(parse(html), "[href]:not(base), [poster], [src]")
    addresses = (attribute(node, name) for node in found for name in _ADDRESSES)
    return list(dict.fromkeys(filter(None, addresses)))
