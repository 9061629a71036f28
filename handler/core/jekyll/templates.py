"""Files that are neither Markdown nor HTML but have front matter: `search.json`, `atom.xml` …

No IO here. Their Liquid is evaluated as Jekyll does, and the result is served under their own media
type. What is a feed of the blog's posts leads to the built-in feed: a list of posts has no texts
here.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from handler.core.jekyll.front_matter.locations import name_of, paths_in_collection, read_permalink
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.redirects import read_redirects
from handler.core.jekyll.front_matter.visibility import is_draft, is_published
from handler.core.liquid import Form, LiquidResult, Resources, render
from handler.core.model.addressing.addresses import Feed, Format, ListKind, path_of
from handler.core.model.addressing.keys import CONVERTERS, extension
from handler.core.model.addressing.paths import escaped
from handler.core.model.addressing.permalinks import clean_path, page_path
from handler.core.model.addressing.reserved import is_shadowed
from handler.core.model.collections import collection_of, has_pages, relative_key
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.media.types import media_type_of
from handler.core.model.problems import Problem
from handler.core.model.terms import term_slug
from handler.core.site.defaults import defaults_for, merge
from handler.core.yaml.front_matter import Source, read_source

_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_FEED = re.compile(r"<(?:\w+:)?(?:feed|rss|RDF)\b|jsonfeed\.org/version")
_POSTS = re.compile(
    r"(?:site\.(?P<kind>tags|categories)(?:\.(?P<name>[\w-]+)|\[\s*['\"](?P<quoted>[^'\"]+)['\"]))"
    r"|site\.(?:posts|tags|categories)|paginator\.posts"
)
_ITEM = re.compile(r"<(?:item|entry)\b|\{\s*\"id\"")
_ONLY = re.compile(
    r"\{%-?\s*if\s+\w+\.(?P<kind>tags|categories|category)\s+(?:contains|==)\s+"
    r"['\"](?P<name>[^'\"]+)['\"]\s*-?%\}"
    r"|\{%-?\s*for\s+(?P<each>\w+)\s+in\s+\w+\.(?P<listed>tags|categories)\s*-?%\}\s*"
    r"\{%-?\s*if\s+(?P=each)\s*==\s*['\"](?P<one>[^'\"]+)['\"]\s*-?%\}"
)
"""What stands before the posts of a feed that has those of one tag or category alone."""
_SCRIPT = re.compile(r"[^/]+/(?:java|ecma)script")


def is_template(data: bytes | None) -> bool:
    """Whether a file begins as a template does."""
    return data is not None and _FRONT_MATTER.match(data) is not None


@dataclass(frozen=True)
class Template:
    """A template on its way to readers."""

    key: str
    site: SiteConfig
    source: Source
    fields: Fields

    @cached_property
    def path(self) -> str:
        """Its address; raises ContentError if it can have none."""
        permalink = read_permalink(self.fields)
        try:
            if collection_of(self.key, self.site):
                stem = self.key.rpartition("/")[2].rpartition(".")[0]
                name = name_of(self.key, self.site, stem)
                return paths_in_collection(self.fields, self.site, name)[0]
            return page_path(self.key, "", permalink) if permalink else clean_path(self.key)
        except ValueError as error:
            fix = "Write a permalink such as /search.json."
            raise self.fields.error("permalink", str(error), fix) from None

    @property
    def entry(self) -> Entry:
        """What is known of it; a feed's leads to the built-in one."""
        return Entry(
            key=self.key,
            kind="page",
            path=self.path,
            title=self.path,
            redirect_from=read_redirects(self.fields, self.site, self.path),
            redirect_to=_feed_instead(self.source.body),
            layout="",
            in_sitemap=False,
            media_type=_media_type(self.path, self.key),
        )

    def problem(self) -> Problem | None:
        """Why readers do not get it, if its head tells that."""
        converter = CONVERTERS.get(extension(self.key))
        if converter:
            fix = "Coldpress has its own styles; upload what your builder made of it."
            return _left_out(self.key, f"needs {converter}", fix)
        if is_shadowed(self.path):
            fix = "Delete it, or give it another permalink."
            message = f"has the address {self.path}, which Coldpress serves itself"
            return _left_out(self.key, message, fix)
        return None

    @property
    def is_hidden(self) -> bool:
        """Whether its author hides it, or it is of a collection without pages."""
        collection = collection_of(self.key, self.site)
        is_data = bool(collection) and not has_pages(collection, self.site)
        return is_data or not is_published(self.fields) or is_draft(self.fields)

    def render(self, resources: Resources) -> LiquidResult:
        """Evaluate its Liquid, with the resources looked up so far."""
        if self.fields.values.get("render_with_liquid") is False:
            return LiquidResult(self.source.body)
        return render(
            self.source.body,
            page=self._page(),
            site={**self.site.data, "url": self.site.url, "baseurl": self.site.baseurl},
            resources=resources,
            form=Form(markdown=False, crlf=self.source.crlf, strict=False),
        )

    def problems(self, result: LiquidResult) -> tuple[Problem, ...]:
        """What its author should know, of front matter and Liquid."""
        line = self.source.body_line - 1
        of_liquid = (
            Problem(self.key, w.message, w.fix, w.line + line if w.line else 0, "warning")
            for w in result.warnings
        )
        return (*self.source.problems, *self.fields.problems, *of_liquid)

    def _page(self) -> dict[str, Json]:
        collection = collection_of(self.key, self.site)
        return {
            **self.fields.values,
            **({"collection": collection} if collection else {}),
            "url": escaped(self.path),
            "path": self.key,
            "name": self.key.rpartition("/")[2],
            "content": self.source.body,
        }


def read_template(key: str, data: bytes, site: SiteConfig) -> Template:
    """A template; raises ContentError if it cannot be read."""
    source = read_source(key, data)
    types = (collection_of(key, site) or "pages",)
    values = merge(defaults_for(relative_key(key, site), types, site.defaults), source.front_matter)
    return Template(key, site, source, Fields(key, values, source.lines))


def left_out_for_liquid(key: str) -> Problem:
    """What is said of a template in which something stays as written: a plugin's tag, say."""
    fix = "See the other warnings of this file, or upload what your builder made of it."
    return _left_out(key, "has Liquid that Coldpress cannot evaluate", fix)


def _left_out(key: str, why: str, fix: str) -> Problem:
    return Problem(key, f"{why}, so it is left out.", fix, severity="warning")


def _feed_instead(body: str) -> str:
    """The built-in feed that shows the same posts, for the template of a feed; else nothing."""
    posts = _POSTS.search(body)
    if not posts or not _FEED.search(body):
        return ""
    form: Format = "json" if "jsonfeed.org" in body else "atom"
    kind, name = posts["kind"], posts["name"] or posts["quoted"]
    item = _ITEM.search(body, posts.end())
    if not name and item and (only := _ONLY.search(body, posts.end(), item.start())):
        kind, name = only["kind"] or only["listed"], only["name"] or only["one"]
    listed: ListKind = "all" if not name else "tag" if kind == "tags" else "category"
    return path_of(Feed(listed, term_slug(name) if name else "", form))


def _media_type(path: str, key: str) -> str:
    """The media type by the address; a post could load a script from its own blog."""
    guessed = media_type_of(path)
    if guessed == "application/octet-stream":
        guessed = media_type_of(key)
    plain = guessed == "application/octet-stream" or _SCRIPT.fullmatch(guessed)
    return f"{'text/plain' if plain else guessed}; charset=utf-8"
