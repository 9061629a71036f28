"""What a version of a post, page or template is worth: what its text comes to. No IO here."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Literal

from handler.core.jekyll.assets import asset_of
from handler.core.jekyll.bodies.rendering import RenderedBody, check_size, render_body
from handler.core.jekyll.collected import as_listed
from handler.core.jekyll.documents import Document
from handler.core.jekyll.inclusion import is_early, visible
from handler.core.jekyll.results import Context, Evaluation, published
from handler.core.jekyll.templates import Template, left_out_for_liquid
from handler.core.liquid import LiquidResult, Need, NeedKind, Resources
from handler.core.model.collections import has_pages
from handler.core.model.entries import Entry
from handler.core.model.limits import MAXIMUM_ENTRY
from handler.core.model.problems import ContentError, Problem
from handler.core.model.sources import Body, ObjectInfo, Publication
from handler.core.site.config_json import body_renderer

_LINKS: tuple[NeedKind, ...] = ("post", "link", "posts", "collection")


def evaluate_template(
    template: Template, info: ObjectInfo, context: Context, resources: Resources
) -> Evaluation:
    """What a template is worth that its Liquid makes a file."""
    entry, problem = template.entry, template.problem()
    _check_entry(entry)
    if problem or template.is_hidden:
        why = (problem,) if problem else ()
        return Evaluation("hidden", problems=why, stamp=context.stamped())
    if entry.redirect_to:
        told = template.problems(LiquidResult(""))
        publication = replace(published(info), entry=entry)
        return Evaluation("live", publication, problems=told, stamp=context.stamped())
    result = template.render(visible(resources, context.site, context.now))
    if result.needs:
        return Evaluation("draft", needs=result.needs)
    uses_links = _uses(result.uses, *_LINKS)
    stamp, told = context.stamped(True, uses_links), template.problems(result)
    if result.kept:
        problems = (*told, left_out_for_liquid(info.key))
        return Evaluation("hidden", problems=problems, stamp=stamp)
    check_size(info.key, result.text)
    publication = replace(
        published(info),
        entry=entry,
        uses_shared=True,
        uses_links=uses_links,
        prints_posts=_uses(result.uses, "posts"),
        prints_documents=_uses(result.uses, "collection"),
    )
    return Evaluation(
        "live",
        publication,
        body_of(info, result.text, publication, context),
        problems=told,
        stamp=stamp,
    )


def body_of(info: ObjectInfo, html: str, publication: Publication, context: Context) -> Body:
    """What is stored of a publication's text, with what it was made of."""
    return Body(
        info.key,
        html,
        info.version,
        body_renderer(context.renderer, context.site),
        publication.uses_shared,
        publication.uses_links,
        context.shared,
        context.links,
    )


def _check_entry(entry: Entry) -> None:
    """Refuse what would make each listing and feed that shows it heavy."""
    size = len(repr(entry))
    if size > MAXIMUM_ENTRY:
        message = f"has {size:,} characters that listings show; {MAXIMUM_ENTRY:,} are possible."
        fix = "Shorten its title, description, authors, tags and other addresses."
        raise ContentError(Problem(entry.key, message, fix))


def evaluate_document(
    document: Document, info: ObjectInfo, context: Context, resources: Resources
) -> Evaluation:
    """What a post, draft, page or document of a collection is worth."""
    if document.verbatim:
        return replace(asset_of(info), problems=document.problems, stamp=context.stamped())
    shown = visible(resources, context.site, context.now)
    if document.collection and not has_pages(document.collection, context.site):
        # Its text stands in lists: one that shows itself would grow for ever.
        shown = replace(shown, collections=None)
    rendered = render_body(document, context.site, shown)
    _check_entry(rendered.entry)
    if rendered.needs:
        return Evaluation("draft", needs=rendered.needs)
    return _rendered(document, rendered, info, context)


def _rendered(
    document: Document, rendered: RenderedBody, info: ObjectInfo, context: Context
) -> Evaluation:
    """Whether readers get a document whose body is known."""
    preview, publication = context.preview, _publication(document, rendered, info)
    told = Evaluation(
        "hidden",
        problems=document.problems,
        stamp=_stamp(publication, rendered, context),
        title=rendered.entry.title,
    )
    is_hidden = not (document.published or preview.hidden)
    if is_hidden and not document.draft:
        # Nothing is wrong with a text that nobody is shown.
        return told
    if not document.entry.redirect_to:
        told = replace(told, problems=told.problems + rendered.problems)
    if document.draft and (is_hidden or document.is_blank or not preview.drafts):
        return replace(told, state="draft", is_blank=document.is_blank)
    is_future = is_early(document, context.site, context.now)
    due = document.date if is_future and not document.draft else None
    if due and not preview.future:
        return replace(told, state="scheduled", due=due)
    entry, problems = rendered.entry, told.problems
    shown = replace(entry, preview=_shown_as(document, due, context))
    publication = replace(publication, entry=shown)
    if document.collection:
        publication, listed = as_listed(publication, document, rendered, context.site)
        problems += listed
    body = body_of(info, rendered.html, publication, context) if publication.entry else None
    return Evaluation("live", publication, body, due, problems, told.stamp)


def _publication(document: Document, rendered: RenderedBody, info: ObjectInfo) -> Publication:
    has_liquid = document.liquid and ("{{" in document.body or "{%" in document.body)
    return replace(
        published(info),
        entry=rendered.entry,
        uses_shared=has_liquid or _uses(rendered.uses, "data"),
        uses_links=_uses(rendered.uses, *_LINKS),
        prints_posts=_uses(rendered.uses, "posts"),
        prints_documents=_uses(rendered.uses, "collection"),
        images=rendered.images,
    )


def _stamp(publication: Publication, rendered: RenderedBody, context: Context) -> str:
    uses_people = _uses(rendered.uses, "people")
    return context.stamped(publication.uses_shared, publication.uses_links, uses_people)


def _shown_as(
    document: Document, due: datetime | None, context: Context
) -> Literal["", "draft", "scheduled"]:
    """What a page says of itself that an author sees, and no reader."""
    if not context.preview.marked:
        return ""
    return "draft" if document.draft else "scheduled" if due else ""


def _uses(needs: Collection[Need], *kinds: NeedKind) -> bool:
    return any(need.kind in kinds for need in needs)
