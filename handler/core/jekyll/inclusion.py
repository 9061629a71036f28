"""What `include_relative` may show of a file beside a page: nothing that is not for readers yet.

No IO here.
"""

from dataclasses import replace
from datetime import datetime

from handler.core.jekyll.documents import Document
from handler.core.jekyll.front_matter.names import is_dated
from handler.core.jekyll.reading import read_document
from handler.core.jekyll.templates import is_template
from handler.core.liquid import Resources
from handler.core.model.addressing.keys import is_excluded, is_special
from handler.core.model.collections import kind_in
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError
from handler.core.yaml.decoding import decode
from handler.core.yaml.front_matter import read_source


def visible(resources: Resources, site: SiteConfig, now: datetime) -> Resources:
    """The resources without the files that no page may show."""
    files = {
        key: text_beside(key, text.encode(), site, now) if text is not None else None
        for key, text in resources.files.items()
    }
    return replace(resources, files=files)


def text_beside(key: str, data: bytes, site: SiteConfig, now: datetime) -> str | None:
    """The text of a file, if it is a live post or page, or none of both; else None.

    A folder of posts may hold pieces: files that are no posts, as their names have no date.
    """
    try:
        is_shown = not is_special(key) and not is_excluded(key, site)
        return decode(key, data)[0] if is_shown and _is_live(key, data, site, now) else None
    except ContentError:
        return None


def _is_live(key: str, data: bytes, site: SiteConfig, now: datetime) -> bool:
    kind = kind_in(key, site)
    if kind in {"page", "special"} or (kind == "post" and is_dated(key)):
        document = read_document(key, data, site)
        return document.verbatim or not is_held_back(document, site, now)
    if kind == "post" or (kind == "asset" and is_template(data)):
        return read_source(key, data).front_matter.get("published", True) not in (None, False)
    # Beside a draft there are drafts, and no reader sees either.
    return kind in {"asset", "draft", "ignored"}


def is_held_back(document: Document, site: SiteConfig, now: datetime) -> bool:
    """Whether a document is for readers later, or never."""
    return document.draft or not document.published or is_early(document, site, now)


def is_early(document: Document, site: SiteConfig, now: datetime) -> bool:
    """Whether a post is dated after now, and the site shows no such posts."""
    date = document.date
    return date is not None and date > now and not site.future
