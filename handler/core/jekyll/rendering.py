"""Rendering the body of a post or page: Liquid, then Markdown. No IO here.

This is the seam behind which the Markdown and Liquid implementations stand. It is the only
place that imports them, and nothing on the path of a cached page imports this module.
"""

import html
import re
from dataclasses import dataclass, replace

from handler.core.html.highlighting import one_text
from handler.core.html.shortening import shorten
from handler.core.jekyll.authors import people_needed, with_people
from handler.core.jekyll.documents import Document
from handler.core.liquid import Form, Need, Resources, render
from handler.core.markdown import MarkdownOptions, to_html
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.keys import extension
from handler.core.model.limits import MAXIMUM_BODY
from handler.core.model.paths import escaped
from handler.core.model.problems import ContentError, Problem
from handler.core.site.config_json import sanitizes

_EXCERPT_CHARACTERS = 320
# None looks past the next element of its kind, so many that are never closed are not read twice.
_FORMULA = re.compile(
    r"<math\b[^<>]*>(?:(?!</?math\b).)*?<annotation\b[^<>]*>([^<>]*)"
    r"</annotation></semantics></math>",
    re.DOTALL,
)
_HIDDEN = re.compile(
    r"<(script|style|svg|math|figure|pre|table)\b(?:(?!<\1\b).)*?</\1\s*>", re.S | re.I
)
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"<p\b[^<>]*>((?:(?!</?p\b).)*)", re.S | re.I)
_FOOTNOTE = re.compile(r"<sup\b[^<>]*>.{0,400}?</sup>", re.S | re.I)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """The HTML of a body and its entry with excerpt and words.

    `needs` are names to look up before rendering again; if there are any, the rest is
    provisional. `uses` are the names that the text depends on.
    """

    html: str
    entry: Entry
    problems: tuple[Problem, ...]
    needs: frozenset[Need]
    uses: frozenset[Need]


def render_body(
    document: Document, site: SiteConfig, resources: Resources, *, mathml: bool = True
) -> RenderedBody:
    """Render a document with the resources looked up so far; formulas stay TeX without `mathml`.

    Raises `ContentError` if it comes to too much.
    """
    with one_text():
        return _render(document, site, resources, mathml)


def _render(
    document: Document, site: SiteConfig, resources: Resources, mathml: bool
) -> RenderedBody:
    people = people_needed(document)
    text, problems, needs, uses = _liquid(document, site, resources)
    uses |= people
    if needs or (people and resources.data is None):
        needs |= people
        return RenderedBody("", document.entry, (), needs, uses)
    if document.markup == "markdown":
        options = replace(MarkdownOptions.from_config(site.kramdown), mathml=mathml)
        result = to_html(text, options)
        text = _bounded(document, result.html)
        problems += tuple(
            Problem(document.key, w.message, "", _line(document, w.line), "warning")
            for w in result.warnings
        )
    if sanitizes(site):
        # Imported here, as most blogs have one author and do without.
        from handler.core.html.sanitizing import clean_body, elements_taken

        problems += tuple(_taken(document, name) for name in sorted(elements_taken(text)))
        text = clean_body(text)
    text = _bounded(document, text)
    readable = _FORMULA.sub(r"\1", text)
    entry = replace(
        with_people(document.entry, resources.data) if people else document.entry,
        excerpt=_excerpt(document, site, readable),
        words=_count(readable),
        in_navigation=document.kind == "page"
        and bool(document.front_matter.get("title"))
        and document.entry.path not in {"/", "/404.html"},
    )
    return RenderedBody(text, entry, problems, frozenset(), uses)


def _bounded(document: Document, html: str) -> str:
    size = len(html.encode("utf-8", "replace")) if len(html) > MAXIMUM_BODY // 4 else 0
    if size > MAXIMUM_BODY:
        message = f"comes to {size:,} bytes of HTML; a page may have {MAXIMUM_BODY:,}."
        raise ContentError(Problem(document.key, message, "Split it into several."))
    return html


def _taken(document: Document, element: str) -> Problem:
    message = f"has words in <{element}>, which `sanitize: true` takes out."
    return Problem(document.key, message, "Write them outside of it.", 0, "warning")


def _liquid(
    document: Document, site: SiteConfig, resources: Resources
) -> tuple[str, tuple[Problem, ...], frozenset[Need], frozenset[Need]]:
    if not document.liquid:
        return document.body, (), frozenset(), frozenset()
    page = page_variables(document)
    if "page.excerpt" in document.body and "excerpt" not in page:
        page["excerpt"] = _opening(document, site, resources)
    result = render(
        document.body,
        page=page,
        site={**site.data, "url": site.url, "baseurl": site.baseurl},
        resources=resources,
        form=Form(document.markup == "markdown", document.crlf),
    )
    problems = tuple(
        Problem(document.key, w.message, w.fix, _line(document, w.line), "warning")
        for w in result.warnings
    )
    return result.text, problems, result.needs, result.uses


def _opening(document: Document, site: SiteConfig, resources: Resources) -> str:
    """The HTML up to the excerpt's end, in which `page.excerpt` is empty.

    What it needs is not asked for here: the whole text needs it too.
    """
    head, _, _ = document.body.partition(_separator(document, site) or "\n\n")
    empty = {**document.front_matter, "excerpt": ""}
    return render_body(replace(document, body=head, front_matter=empty), site, resources).html


def page_variables(document: Document) -> dict[str, Json]:
    """What Liquid's `page` holds (https://jekyllrb.com/docs/variables/#page-variables)."""
    entry = document.entry
    url = escaped(entry.path)
    of_post: dict[str, Json] = {"collection": "posts", "draft": document.draft}
    return {
        **document.front_matter,
        "title": entry.title,
        "url": url,
        "id": f"{url.rstrip('/').rpartition('/')[0]}/{document.slug}",
        "path": document.key,
        "relative_path": document.key,
        "content": document.body,
        "ext": "." + extension(document.key),
        "slug": document.slug,
        "date": entry.date.isoformat() if entry.date else None,
        "categories": list(entry.categories),
        "tags": list(entry.tags),
        "name": document.key.rsplit("/", 1)[-1],
        **(of_post if document.kind == "post" else {}),
    }


def _line(document: Document, line: int) -> int:
    return document.body_line + line - 1 if line else 0


def _excerpt(document: Document, site: SiteConfig, body: str) -> str:
    own = document.front_matter.get("excerpt")
    if isinstance(own, str) and own.strip():
        return plain_text(to_html(own).html, _EXCERPT_CHARACTERS)
    separator = _separator(document, site)
    if separator.strip() and separator in body:
        return plain_text(body.split(separator, 1)[0], _EXCERPT_CHARACTERS)
    visible = _HIDDEN.sub(" ", body[:100_000])
    for paragraph in _PARAGRAPH.finditer(visible):
        if text := plain_text(paragraph[1], _EXCERPT_CHARACTERS):
            return text
    return plain_text(visible, _EXCERPT_CHARACTERS)


def _separator(document: Document, site: SiteConfig) -> str:
    own = document.front_matter.get("excerpt_separator")
    return own if own and isinstance(own, str) else site.excerpt_separator


def plain_text(markup: str, limit: int) -> str:
    """The visible text of HTML in one line, cut at a word if longer than `limit` characters."""
    text = html.unescape(_TAG.sub(" ", _FOOTNOTE.sub("", markup)))
    return shorten(re.sub(r"\s+([.,;:!?)…])", r"\1", " ".join(text.split())), limit)


def _count(body: str) -> int:
    return sum(1 for _ in _WORD.finditer(_TAG.sub(" ", body)))
