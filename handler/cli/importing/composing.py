"""A text as a file of a tree: as Markdown if that shows the same, else as HTML. No IO here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import yaml

from handler.cli.importing.exports import Text
from handler.cli.importing.naming import Names
from handler.cli.importing.texts.comments import archive
from handler.cli.importing.texts.liquid import as_raw, has_markup, without_markup
from handler.cli.importing.texts.to_markdown import to_markdown
from handler.cli.importing.texts.visible import Seen, seen
from handler.core.jekyll.bodies.rendering import render_body
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Need, Resources
from handler.core.model.addressing.paths import composed, fold
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import ContentError, Problem

_ROUNDS = 4
_ORDER = (
    *("title", "date", "last_modified_at", "author", "categories", "tags", "lang", "image"),
    *("description", "excerpt", "permalink", "redirect_from", "published"),
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as files of the tree; `lost` is what of it readers would no longer see."""

    key: str
    files: Mapping[str, bytes]
    form: str
    lost: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Composer:
    """Composes the texts of one blog."""

    site: SiteConfig
    names: Names = field(default_factory=Names)

    def compose(self, text: Text) -> Composed:
        """A text whose addresses are settled as files."""
        stem = self.names.of(text)
        before = seen(text.html)
        best: Composed | None = None
        for form, body in _bodies(text, stem):
            made = self._composed(text, stem, form, body, before)
            if not made.lost:
                return made
            if best is None or len(made.lost) <= len(best.lost):
                best = made
        assert best is not None
        return best

    def _composed(self, text: Text, stem: str, form: str, body: _Body, before: Seen) -> Composed:
        key = f"{stem}.{form}"
        fields = _fields(text) | body.fields
        files = {key: _file(fields, body.text), **body.files}
        try:
            path = read_document(key, files[key], self.site).entry.path
        except ContentError:
            path = ""
        if text.address and path != composed(text.address):
            files[key] = _file(self._with_address(key, text, fields, body), body.text)
        html, problems = self._shown(key, files[key])
        lost = () if text.state == "draft" and not text.html else tuple(before.lost(seen(html)))
        return Composed(key, files, form, lost, problems)

    def _with_address(
        self, key: str, text: Text, fields: dict[str, Json], body: _Body
    ) -> dict[str, Json]:
        """Front matter by which a text keeps its address, or that leads from there to another."""
        kept = _ordered({**fields, "permalink": text.address})
        try:
            document = read_document(key, _file(kept, body.text), self.site)
            if fold(document.entry.path) == fold(text.address) and (
                document.published or "published" in fields
            ):
                return kept
        except ContentError:
            pass
        old = [*_listed(fields.get("redirect_from")), text.address]
        return _ordered({**fields, "redirect_from": old})

    def _shown(self, key: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
        """What readers get of a file, but for its comments, and what is wrong with it."""
        try:
            document = read_document(key, data, self.site)
            resources = Resources(data={}, people={})
            for _ in range(_ROUNDS):
                body = render_body(document, self.site, resources, mathml=False)
                if not body.needs:
                    return body.html, ()
                resources = _without(resources, body.needs)
        except ContentError as error:
            return "", error.problems
        return "", ()


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    fields: dict[str, Json] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def _bodies(text: Text, stem: str) -> Iterator[tuple[str, _Body]]:
    """What may stand in the file: as it was written, as Markdown, as HTML."""
    name = stem.rpartition("/")[2]
    comments = archive(text.comments) if text.comments else ""
    key = f"_includes/comments/{name}.html"
    files = {key: comments.encode()} if comments else {}
    include = f"\n{{% include comments/{name}.html %}}\n" if comments else ""
    found = (text.markdown, to_markdown(text.html))
    for markdown in (each.lstrip("\n") for each in found if each is not None):
        if not has_markup(markdown):
            yield "md", _Body(markdown.rstrip() + "\n" + include, {}, files)
        elif include and (raw := as_raw(markdown)):
            yield "md", _Body(raw + include, {}, files)
        elif not include:
            yield "md", _Body(markdown, {"render_with_liquid": False})
    html = without_markup(text.html.strip())
    yield "html", _Body(f"{html}\n{include}" if html else include, {}, files)


def _without(resources: Resources, needs: frozenset[Need]) -> Resources:
    """Resources in which what a text needs is known not to be there."""
    names = {
        kind: {n.name for n in needs if n.kind == kind}
        for kind in ("include", "file", "post", "link")
    }
    return replace(
        resources,
        includes={**resources.includes, **dict.fromkeys(names["include"], "")},
        files={**resources.files, **dict.fromkeys(names["file"])},
        posts={**resources.posts, **dict.fromkeys(names["post"] | names["link"])},
        listed=(),
    )


def _fields(text: Text) -> dict[str, Json]:
    fields: dict[str, Json] = {"title": text.title}
    if text.date:
        fields["date"] = date_text(text.date)
    fields |= {
        name: value for name, value in text.fields.items() if value not in (None, "", [], {})
    }
    if text.redirects:
        fields["redirect_from"] = list(dict.fromkeys(text.redirects))
    if text.state == "private" or (text.state == "draft" and text.kind == "page"):
        fields["published"] = False
    return _ordered(fields)


def _ordered(fields: Mapping[str, Json]) -> dict[str, Json]:
    names = [*filter(fields.__contains__, _ORDER), *(name for name in fields if name not in _ORDER)]
    return {name: fields[name] for name in names}


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def date_text(date: datetime) -> str:
    """A date as front matter has it."""
    return f"{date:%Y-%m-%d %H:%M:%S %z}".rstrip()


def _file(fields: Mapping[str, Json], body: str) -> bytes:
    return f"---\n{yaml_text(fields)}---\n\n{body}".encode("utf-8", "replace")


def yaml_text(values: Mapping[str, Json]) -> str:
    """Values as YAML, as an author would write it."""
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=10_000)
