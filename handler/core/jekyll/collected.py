"""Documents and files of collections: what lists show of them, and where files are. No IO here."""

import json
import re
from dataclasses import replace
from html import escape

from handler.core.jekyll.bodies.rendering import RenderedBody, page_variables
from handler.core.jekyll.documents import Document
from handler.core.jekyll.front_matter.locations import pattern_of
from handler.core.model.addressing.permalinks import PostName, clean_path, post_path
from handler.core.model.collections import collection_of, has_pages, relative_key
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.limits import MAXIMUM_ENTRY
from handler.core.model.problems import ContentError, Problem
from handler.core.model.sources import Publication


def as_listed(
    publication: Publication, document: Document, body: RenderedBody, site: SiteConfig
) -> tuple[Publication, tuple[Problem, ...]]:
    """The publication of a document that `site.NAME` lists; one without a page is that alone."""
    is_page = has_pages(document.collection, site)
    values = _values(document, body)
    problems: tuple[Problem, ...] = ()
    if not is_page:
        values["content"] = body.html
        if _size(values) > MAXIMUM_ENTRY:
            values["content"], problems = None, (_unlisted(document.key),)
    if _size(values) > MAXIMUM_ENTRY:
        message = f"has front matter of more than {MAXIMUM_ENTRY:,} characters for lists."
        raise ContentError(Problem(document.key, message, "Shorten it, or use a file of _data."))
    entry = publication.entry if is_page else None
    images = publication.images if is_page else ()
    shown = replace(publication, entry=entry, images=images)
    return replace(shown, value=values, collection=document.collection), problems


def _values(document: Document, body: RenderedBody) -> dict[str, Json]:
    values, excerpt = page_variables(document), body.entry.excerpt
    del values["content"]
    if not document.front_matter.get("excerpt"):
        values["excerpt"] = f"<p>{escape(excerpt, quote=False)}</p>" if excerpt else ""
    return values


def _size(values: dict[str, Json]) -> int:
    return len(json.dumps(values, ensure_ascii=False))


def _unlisted(key: str) -> Problem:
    message = f"has more than {MAXIMUM_ENTRY:,} characters, so lists have no `content` of it."
    return Problem(key, message, "Shorten it, or give its collection `output: true`.", 0, "warning")


def path_of_file(key: str, site: SiteConfig) -> str:
    """Where a file of a collection is that is no document, such as a picture.

    As Jekyll has it: beside where a document of that name, but without a title, would be.
    """
    collection = collection_of(key, site)
    pattern = re.sub(":(?:title|output_ext)", "", pattern_of(collection, site))
    beside = post_path(pattern, PostName(relative_key(key, site), "", collection=collection))
    folder = beside.rstrip("/").rpartition("/")[0]
    return clean_path(f"{folder}/{key.rpartition('/')[2]}")
