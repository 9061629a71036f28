"""Evaluating one version of one key: what it would be if it were published now. No IO here."""

from dataclasses import replace

from handler.core.jekyll.assets import asset_of, file_of_collection
from handler.core.jekyll.profiling import read_profiles
from handler.core.jekyll.reading import read_document
from handler.core.jekyll.results import Context, Evaluation, published, unfinished
from handler.core.jekyll.templates import is_template, read_template
from handler.core.jekyll.texts import body_of, evaluate_document, evaluate_template
from handler.core.liquid import Resources
from handler.core.model.addressing.keys import classify, is_document, is_excluded, key_problem
from handler.core.model.collections import kind_in
from handler.core.model.entries import Json, Kind
from handler.core.model.limits import MAXIMUM_TEMPLATE, MAXIMUM_TEXT
from handler.core.model.problems import ContentError, Problem, failure
from handler.core.model.profiles import profiled_kind, profiles_to_json
from handler.core.model.sources import ObjectInfo
from handler.core.site.config import read_config
from handler.core.site.config_json import config_to_json
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
        return file_of_collection(info, context)
    if kind == "asset" or (kind == "special" and not is_text):
        if data is not None and is_template(data):
            return evaluate_template(read_template(info.key, data, site), info, context, resources)
        return replace(asset_of(info), stamp=context.stamped())
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
    return evaluate_document(document, info, context, resources)


def _too_long(info: ObjectInfo) -> Problem:
    return Problem(
        info.key,
        f"has {info.size:,} bytes; a text may have at most {MAXIMUM_TEXT:,}.",
        "Split it, or move large data into files of their own.",
    )


def _value(info: ObjectInfo, data: bytes) -> Evaluation:
    value, problems = _read_value(info.key, data)
    return Evaluation("live", replace(published(info), value=value), problems=problems)


def _profiled(info: ObjectInfo, data: bytes, context: Context) -> Evaluation:
    """Data that tells of tags, categories or authors, with their descriptions as its body."""
    read = _value(info, data)
    assert read.publication  # Or it could not be read.
    profiles, told = read_profiles(info.key, read.publication.value, context.site)
    body = body_of(info, profiles_to_json(profiles), read.publication, context)
    problems = (*read.problems, *told)
    return replace(read, body=body, problems=problems, stamp=context.stamped())


def _template_text(info: ObjectInfo, data: bytes) -> Evaluation:
    """A template of the blog's own, which is tried with the others before it is published."""
    if info.size > MAXIMUM_TEMPLATE:
        message = f"has {info.size:,} bytes; a template may have at most {MAXIMUM_TEMPLATE:,}."
        raise ContentError(Problem(info.key, message, "Split it into parts that it includes."))
    text, problems = decode(info.key, data)
    return Evaluation("live", replace(published(info), value=text), problems=problems)


def _read_value(key: str, data: bytes) -> tuple[Json, tuple[Problem, ...]]:
    kind = classify(key)
    if kind == "config":
        site, problems = read_config(data, key)
        return config_to_json(site), problems
    if kind == "data":
        return read_data_file(data, key), ()
    return decode(key, data)
