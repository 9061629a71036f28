"""Evaluating one version of one key: what it would be if it were published now. No IO here."""

from dataclasses import replace
from typing import Literal

from handler.core.jekyll.documents import Document, read_document
from handler.core.jekyll.inclusion import is_early, visible
from handler.core.jekyll.rendering import render_body
from handler.core.jekyll.results import Context, Evaluation, unfinished
from handler.core.liquid import Resources
from handler.core.model.entries import Entry, Json
from handler.core.model.keys import classify, is_excluded, key_problem
from handler.core.model.limits import MAXIMUM_ENTRY, MAXIMUM_TEXT
from handler.core.model.problems import ContentError, Problem, failure
from handler.core.model.sources import Asset, Body, ObjectInfo, Publication
from handler.core.site.config import read_config, read_data_file
from handler.core.site.config_json import body_renderer, config_to_json
from handler.core.yaml.decoding import decode


def evaluate(
    info: ObjectInfo, data: bytes | None, context: Context, resources: Resources
) -> Evaluation:
    """What an object is worth; `data` is None if it is too large to be read as text.

    Whatever is in it, this does not fail.
    """
    kind = classify(info.key)
    if problem := key_problem(info.key):
        return Evaluation("rejected", problems=(problem,), stamp=context.stamped())
    if is_excluded(info.key, context.site):
        return Evaluation("hidden", stamp=context.stamped())
    try:
        return _content(info, data, context, resources)
    except ContentError as error:
        stamp = context.stamped() if kind in {"post", "draft", "page"} else ""
        return Evaluation("rejected", problems=error.problems, stamp=stamp)
    except Exception as error:
        # One file that brings out a fault must not keep all others from being published.
        return unfinished(info.key, failure(error), context)


def _content(
    info: ObjectInfo, data: bytes | None, context: Context, resources: Resources
) -> Evaluation:
    kind = classify(info.key)
    if kind == "asset":
        return replace(_asset(info), stamp=context.stamped())
    if data is None:
        raise ContentError(_too_long(info))
    if kind in {"config", "data", "include"}:
        return _value(info, data)
    undated = info.modified if context.preview.drafts else None
    document = read_document(info.key, data, context.site, undated)
    return _document(document, info, context, resources)


def _too_long(info: ObjectInfo) -> Problem:
    return Problem(
        info.key,
        f"has {info.size:,} bytes; a text may have at most {MAXIMUM_TEXT:,}.",
        "Split it, or move large data into files of their own.",
    )


def _published(info: ObjectInfo) -> Publication:
    return Publication(info.version, info.etag, info.modified)


def _asset(info: ObjectInfo) -> Evaluation:
    asset = Asset("/" + info.key, info.size, info.content_type)
    return Evaluation("live", replace(_published(info), asset=asset))


def _value(info: ObjectInfo, data: bytes) -> Evaluation:
    value, problems = _read_value(info.key, data)
    return Evaluation("live", replace(_published(info), value=value), problems=problems)


def _read_value(key: str, data: bytes) -> tuple[Json, tuple[Problem, ...]]:
    kind = classify(key)
    if kind == "config":
        site, problems = read_config(data, key)
        return config_to_json(site), problems
    if kind == "data":
        return read_data_file(data, key), ()
    return decode(key, data)


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
        return replace(_asset(info), stamp=context.stamped())
    shown = visible(resources, context.site, context.now)
    rendered = render_body(document, context.site, shown)
    _check_entry(rendered.entry)
    uses_shared = document.liquid and ("{{" in document.body or "{%" in document.body)
    uses_shared = uses_shared or any(need.kind == "data" for need in rendered.uses)
    uses_links = any(need.kind in {"post", "link", "posts"} for need in rendered.uses)
    stamp = context.stamped(uses_shared, uses_links)
    problems = document.problems + rendered.problems
    if rendered.needs:
        return Evaluation("draft", needs=rendered.needs)
    is_draft, is_future = document.draft, is_early(document, context.site, context.now)
    if (is_draft and not context.preview.drafts) or not document.published:
        return Evaluation("draft" if is_draft else "hidden", problems=problems, stamp=stamp)
    due = document.entry.date if is_future and not is_draft else None
    if due and not context.preview.future:
        return Evaluation("scheduled", due=due, problems=problems, stamp=stamp)
    shown_as: Literal["", "draft", "scheduled"] = (
        "draft" if is_draft else "scheduled" if due else ""
    )
    publication = replace(
        _published(info),
        entry=replace(rendered.entry, preview=shown_as),
        uses_shared=uses_shared,
        uses_links=uses_links,
        prints_posts=any(need.kind == "posts" for need in rendered.uses),
        images=rendered.images,
    )
    body = Body(
        info.key,
        rendered.html,
        info.version,
        body_renderer(context.renderer, context.site),
        uses_shared,
        uses_links,
        context.shared,
        context.links,
    )
    return Evaluation("live", publication, body, due, problems=problems, stamp=stamp)
