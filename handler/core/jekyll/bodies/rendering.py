"""Rendering the body of a post or page: Liquid, then Markdown. No IO here.

This is the seam behind which the Markdown and Liquid implementations stand. It is the only
place that imports them, and nothing on the path of a cached page imports this module.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handler.core.html.bodies.images import images_in
from handler.core.html.hiding import shown
from handler.core.html.highlighting import one_text
from handler.core.html.nesting import is_bounded, words_only
from handler.core.html.tree import parse, write
from handler.core.jekyll.authors import people_needed, with_people
from handler.core.jekyll.bodies.source_links import lead, needed
from handler.core.jekyll.bodies.summaries import described, separator_of
from handler.core.jekyll.bodies.tex_in_text import reads_tex, unread_formulas
from handler.core.jekyll.documents import Document
from handler.core.jekyll.hints.stopped import never_closed, stopped
from handler.core.liquid import Form, Need, Resources, render
from handler.core.markdown import MarkdownOptions, to_html
from handler.core.model.addressing.keys import extension
from handler.core.model.addressing.paths import escaped
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.limits import MAXIMUM_BODY
from handler.core.model.problems import ContentError, Problem
from handler.core.site.config_json import sanitizes
from handler.core.site.github import github_of
from handler.core.site.languages import named_languages
from handler.core.site.pictures.entries import named_pictures

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """The HTML of a body and its entry with excerpt and words.

    `needs` are names to look up before rendering again; if there are any, the rest is
    provisional. `uses` are the names that the text depends on, `images` the paths of pictures.
    """

    html: str
    entry: Entry
    problems: tuple[Problem, ...]
    needs: frozenset[Need]
    uses: frozenset[Need]
    images: tuple[str, ...] = ()


def render_body(
    document: Document, site: SiteConfig, resources: Resources, *, mathml: bool = True
) -> RenderedBody:
    """Render a document with the resources looked up so far; formulas stay TeX without `mathml`.

    Raises `ContentError` if it comes to too much, or is too much to be sanitised.
    """
    with one_text():
        return _render(document, site, resources, mathml)


def _render(
    document: Document, site: SiteConfig, resources: Resources, mathml: bool
) -> RenderedBody:
    people = people_needed(document)
    text, problems, needs, uses = _liquid(document, site, resources)
    uses |= people
    needs |= people if resources.people is None else frozenset()
    needs |= needed(document, text, site, resources.posts)
    if needs:
        return RenderedBody("", document.entry, (), needs, uses)
    if document.markup == "markdown":
        reads = reads_tex(document, site)
        options = MarkdownOptions.from_config(site.kramdown)
        options = replace(options, mathml=mathml, tex_in_text=mathml and reads)
        result = to_html(text, options)
        text = result.html
        check_size(document.key, text)
        problems += tuple(
            Problem(document.key, w.message, "", _line(document, w.line), "warning")
            for w in result.warnings
        )
        problems += () if reads else unread_formulas(document, text)
    text, linked, dead = lead(document, text, site, resources.posts)
    uses |= linked
    if missing := frozenset(need for need in linked if need.name not in resources.posts):
        return RenderedBody("", document.entry, (), missing, uses)
    problems += dead
    text, openings = shown(text)
    problems += never_closed(document, openings)
    if not is_bounded(text):
        problems += (_unbounded(document),)
        text = words_only(text)
    written, root = text, parse(text)
    if sanitizes(site):
        problems += _words_taken(document, root)
        text = _sanitized(document, root)
        root = parse(text)
    else:
        problems += stopped(document, root)
    check_size(document.key, text)
    entry = with_people(document.entry, resources.people) if people else document.entry
    images = (*images_in(root, entry.path, site), *named_pictures(entry, site))
    return RenderedBody(
        text,
        described(entry, document, site, written, root),
        problems,
        frozenset(),
        uses,
        images,
    )


def _words_taken(document: Document, root: Node) -> tuple[Problem, ...]:
    # Imported here and below, as most blogs have one author and do without.
    from handler.core.html.sanitizing import elements_taken

    return tuple(_taken(document, name) for name in sorted(elements_taken(root)))


def _sanitized(document: Document, root: Node) -> str:
    from handler.core.html.sanitizing import MOST_REFERENCES, clean_body, is_cleanable

    if is_cleanable(write(root)) and is_cleanable(cleaned := clean_body(root)):
        return cleaned
    message = f"has more than {MOST_REFERENCES:,} characters such as & in one text."
    raise ContentError(Problem(document.key, message, "Split it into several paragraphs."))


def _unbounded(document: Document) -> Problem:
    message = "leaves so many elements open in one another that only its words are shown."
    fix = "Close each element that is opened in HTML, such as <b> with </b>."
    return Problem(document.key, message, fix, 0, "warning")


def check_size(key: str, text: str) -> None:
    """Refuse a text that comes to more than a page may have."""
    size = len(text.encode("utf-8", "replace")) if len(text) > MAXIMUM_BODY // 4 else 0
    if size > MAXIMUM_BODY:
        message = f"comes to {size:,} bytes of HTML; a page may have {MAXIMUM_BODY:,}."
        raise ContentError(Problem(key, message, "Split it into several."))


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
        site={
            **site.data,
            **_spoken(document, site),
            "url": site.url,
            "baseurl": site.baseurl,
            "github": github_of(site),
        },
        resources=resources,
        form=Form(document.markup == "markdown", document.crlf),
    )
    problems = tuple(
        Problem(document.key, w.message, w.fix, _line(document, w.line), "warning")
        for w in result.warnings
    )
    return result.text, problems, result.needs, result.uses


def _spoken(document: Document, site: SiteConfig) -> dict[str, Json]:
    """The language of a text, as jekyll-polyglot calls it."""
    lang = document.entry.lang or site.lang
    return {"active_lang": lang} if named_languages(site.data) else {}


def _opening(document: Document, site: SiteConfig, resources: Resources) -> str:
    """The HTML up to the excerpt's end, in which `page.excerpt` is empty.

    What it needs is not asked for here: the whole text needs it too.
    """
    head, _, _ = document.body.partition(separator_of(document, site) or "\n\n")
    empty = {**document.front_matter, "excerpt": ""}
    return render_body(replace(document, body=head, front_matter=empty), site, resources).html


def page_variables(document: Document) -> dict[str, Json]:
    """What Liquid's `page` holds (https://jekyllrb.com/docs/variables/#page-variables)."""
    entry = document.entry
    url = escaped(entry.path)
    of_post: dict[str, Json] = {"collection": "posts", "draft": document.draft}
    of_collection: dict[str, Json] = {"collection": document.collection}
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
        "date": document.date.isoformat() if document.date else None,
        "categories": list(entry.categories),
        "tags": list(entry.tags),
        "name": _name(document),
        **(of_post if document.kind == "post" else {}),
        **(of_collection if document.collection else {}),
    }


def _name(document: Document) -> Json:
    """The file's name; a post or a person of a collection may have another in its front matter."""
    own = document.front_matter.get("name")
    is_page = document.kind == "page" and not document.collection
    return document.key.rpartition("/")[2] if own is None or is_page else own


def _line(document: Document, line: int) -> int:
    return document.body_line + line - 1 if line else 0
