"""Evaluating one version of one key: what it would be if it were published now. No IO here."""

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from handler.core.jekyll.collected import as_listed, path_of_file
from handler.core.jekyll.documents import Document, read_document
from handler.core.jekyll.inclusion import is_early, visible
from handler.core.jekyll.profiling import read_profiles
from handler.core.jekyll.rendering import check_size, render_body
from handler.core.jekyll.results import Context, Evaluation, unfinished
from handler.core.jekyll.templates import Template, is_template, left_out_for_liquid, read_template
from handler.core.liquid import LiquidResult, Need, NeedKind, Resources
from handler.core.model.addressing.paths import composed
from handler.core.model.collections import collection_of, has_pages, kind_in
from handler.core.model.entries import Entry, Json, Kind
from handler.core.model.keys import (
    UNSEEN_PICTURES,
    classify,
    extension,
    is_document,
    is_excluded,
    key_problem,
)
from handler.core.model.limits import MAXIMUM_ENTRY, MAXIMUM_TEMPLATE, MAXIMUM_TEXT
from handler.core.model.problems import ContentError, Problem, failure
from handler.core.model.profiles import profiled_kind, profiles_to_json
from handler.core.model.sources import Asset, Body, ObjectInfo, Publication
from handler.core.site.config import read_config
from handler.core.site.config_json import body_renderer, config_to_json
from handler.core.site.data_files import read_data_file
from handler.core.yaml.decoding import decode


def evaluate(
    info: ObjectInfo, data: bytes | None, context: Context, resources: Resources
) -> Evaluation:
    """What an object is worth; `data` is None if it is too large to be read as text.

    Whatever is in it, this does not fail.
    """
    kind = kind_in(info.key, context.site)
    if problem := key_problem(info.key):
        return Evaluation("rejected", problems=(problem,), stamp=context.stamped())
    if kind == "ignored" or is_excluded(info.key, context.site):
        return Evaluation("hidden", stamp=context.stamped())
    try:
        return _content(kind, info, data, context, resources)
    except ContentError as error:
        stamp = "" if kind in {"config", "data", "include"} else context.stamped()
        return Evaluation("rejected", problems=error.problems, stamp=stamp)
    except Exception as error:
        # One file that brings out a fault must not keep all others from being published.
        return unfinished(info.key, failure(error), context)


def _content(
    kind: Kind, info: ObjectInfo, data: bytes | None, context: Context, resources: Resources
) -> Evaluation:
    site, is_text = context.site, kind != "asset" and is_document(info.key)
    if kind == "special" and not is_template(data) and not (is_text and data is None):
        return _file_of_collection(info, context)
    if kind == "asset" or (kind == "special" and not is_text):
        if data is not None and is_template(data):
            return _template(read_template(info.key, data, site), info, context, resources)
        return replace(_asset(info), stamp=context.stamped())
    if data is None:
        raise ContentError(_too_long(info))
    if kind == "data" and profiled_kind(info.key):
        return _profiled(info, data, context)
    if kind in {"config", "data", "include"}:
        return _value(info, data)
    if kind == "template":
        return replace(_template_text(info, data), stamp=context.stamped_with_theme())
    undated = info.modified if context.preview.drafts else None
    document = read_document(info.key, data, site, undated)
    return _document(document, info, context, resources)


def _too_long(info: ObjectInfo) -> Problem:
    return Problem(
        info.key,
        f"has {info.size:,} bytes; a text may have at most {MAXIMUM_TEXT:,}.",
        "Split it, or move large data into files of their own.",
    )


def _published(info: ObjectInfo) -> Publication:
    return Publication(info.version, info.etag, info.modified)


def _asset(info: ObjectInfo, path: str = "") -> Evaluation:
    path = path or f"/{composed(info.key)}"
    asset = Asset(path, info.size, info.content_type, is_page=path.endswith(".html"))
    return Evaluation("live", replace(_published(info), asset=asset), problems=_unseen(info.key))


def _unseen(key: str) -> tuple[Problem, ...]:
    """A warning of a picture that few browsers show."""
    if extension(key) not in UNSEEN_PICTURES:
        return ()
    message = "is a picture of a kind that most browsers do not show."
    return (Problem(key, message, "Save it as JPEG, PNG or WebP.", severity="warning"),)


def _file_of_collection(info: ObjectInfo, context: Context) -> Evaluation:
    if not has_pages(collection_of(info.key, context.site), context.site):
        return Evaluation("hidden", stamp=context.stamped())
    evaluation = _asset(info, path_of_file(info.key, context.site))
    return replace(evaluation, stamp=context.stamped())


def _value(info: ObjectInfo, data: bytes) -> Evaluation:
    value, problems = _read_value(info.key, data)
    return Evaluation("live", replace(_published(info), value=value), problems=problems)


def _profiled(info: ObjectInfo, data: bytes, context: Context) -> Evaluation:
    """Data that tells of tags, categories or authors, with their descriptions as its body."""
    read = _value(info, data)
    assert read.publication  # Or it could not be read.
    profiles, told = read_profiles(info.key, read.publication.value, context.site)
    body = _body(info, profiles_to_json(profiles), read.publication, context)
    problems = (*read.problems, *told)
    return replace(read, body=body, problems=problems, stamp=context.stamped())


def _template_text(info: ObjectInfo, data: bytes) -> Evaluation:
    """A template of the blog's own, which is tried with the others before it is published."""
    if info.size > MAXIMUM_TEMPLATE:
        message = f"has {info.size:,} bytes; a template may have at most {MAXIMUM_TEMPLATE:,}."
        raise ContentError(Problem(info.key, message, "Split it into parts that it includes."))
    text, problems = decode(info.key, data)
    return Evaluation("live", replace(_published(info), value=text), problems=problems)


def _read_value(key: str, data: bytes) -> tuple[Json, tuple[Problem, ...]]:
    kind = classify(key)
    if kind == "config":
        site, problems = read_config(data, key)
        return config_to_json(site), problems
    if kind == "data":
        return read_data_file(data, key), ()
    return decode(key, data)


def _template(
    template: Template, info: ObjectInfo, context: Context, resources: Resources
) -> Evaluation:
    entry, problem = template.entry, template.problem()
    _check_entry(entry)
    if problem or template.is_hidden:
        why = (problem,) if problem else ()
        return Evaluation("hidden", problems=why, stamp=context.stamped())
    if entry.redirect_to:
        told = template.problems(LiquidResult(""))
        publication = replace(_published(info), entry=entry)
        return Evaluation("live", publication, problems=told, stamp=context.stamped())
    result = template.render(visible(resources, context.site, context.now))
    if result.needs:
        return Evaluation("draft", needs=result.needs)
    uses_links = _uses(result.uses, "post", "link", "posts", "collection")
    stamp, told = context.stamped(True, uses_links), template.problems(result)
    if result.kept:
        problems = (*told, left_out_for_liquid(info.key))
        return Evaluation("hidden", problems=problems, stamp=stamp)
    check_size(info.key, result.text)
    publication = replace(
        _published(info),
        entry=entry,
        uses_shared=True,
        uses_links=uses_links,
        prints_posts=_uses(result.uses, "posts"),
        prints_documents=_uses(result.uses, "collection"),
    )
    return Evaluation(
        "live",
        publication,
        _body(info, result.text, publication, context),
        problems=told,
        stamp=stamp,
    )


def _body(info: ObjectInfo, html: str, publication: Publication, context: Context) -> Body:
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


def _document(
    document: Document, info: ObjectInfo, context: Context, resources: Resources
) -> Evaluation:
    if document.verbatim:
        return replace(_asset(info), problems=document.problems, stamp=context.stamped())
    shown = visible(resources, context.site, context.now)
    if document.collection and not has_pages(document.collection, context.site):
        # Its text stands in lists: one that shows itself would grow for ever.
        shown = replace(shown, collections=None)
    rendered = render_body(document, context.site, shown)
    _check_entry(rendered.entry)
    uses_shared = document.liquid and ("{{" in document.body or "{%" in document.body)
    uses_shared = uses_shared or _uses(rendered.uses, "data")
    uses_links = _uses(rendered.uses, "post", "link", "posts", "collection")
    uses_people = _uses(rendered.uses, "people")
    stamp = context.stamped(uses_shared, uses_links, uses_people)
    title, problems = rendered.entry.title, document.problems
    if rendered.needs:
        return Evaluation("draft", needs=rendered.needs)
    is_hidden = not (document.published or context.preview.hidden)
    if is_hidden and not document.draft:
        # Nothing is wrong with a text that nobody is shown.
        return Evaluation("hidden", problems=problems, stamp=stamp, title=title)
    problems += () if document.entry.redirect_to else rendered.problems
    is_draft, is_future = document.draft, is_early(document, context.site, context.now)
    is_shown = context.preview.drafts and not (is_hidden or document.is_blank)
    if is_draft and not is_shown:
        unseen = Evaluation("draft", problems=problems, stamp=stamp, title=title)
        return replace(unseen, is_blank=document.is_blank)
    due = document.date if is_future and not is_draft else None
    if due and not context.preview.future:
        return Evaluation("scheduled", due=due, problems=problems, stamp=stamp, title=title)
    shown_as: Literal["", "draft", "scheduled"] = (
        "draft" if is_draft else "scheduled" if due else ""
    )
    publication = replace(
        _published(info),
        entry=replace(rendered.entry, preview=shown_as if context.preview.marked else ""),
        uses_shared=uses_shared,
        uses_links=uses_links,
        prints_posts=_uses(rendered.uses, "posts"),
        prints_documents=_uses(rendered.uses, "collection"),
        images=rendered.images,
    )
    if document.collection:
        publication, told = as_listed(publication, document, rendered, context.site)
        problems += told
    body = _body(info, rendered.html, publication, context) if publication.entry else None
    return Evaluation("live", publication, body, due, problems=problems, stamp=stamp)


def _uses(needs: Collection[Need], *kinds: NeedKind) -> bool:
    return any(need.kind in kinds for need in needs)
