"""What is told of a post or page from its rendered body. No IO here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from handler.core.html.shortening import shorten
from handler.core.html.text import ARCHIVE, NOTES, plain_text, remove, show_only_words
from handler.core.jekyll.documents import Document
from handler.core.jekyll.front_matter.metadata import titleize
from handler.core.markdown import to_html
from handler.core.model.addressing.addresses import parse
from handler.core.model.addressing.reserved import heads_listing
from handler.core.model.collections import TABS
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.scripts import language_of
from handler.core.site.descriptions import in_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_EXCERPT_CHARACTERS = 320
_NAME_CHARACTERS = 60
_NO_PROSE = "svg, math, figure, pre, table"
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def described(
    entry: Entry, document: Document, site: SiteConfig, written: str, root: Node
) -> Entry:
    """An entry with what is told from its body, of which only words are left."""
    remove(root, ARCHIVE)
    show_only_words(root)
    words = _count(root.text())
    remove(root, f"{_NO_PROSE}, {NOTES}")
    excerpt = _excerpt(document, site, written, root)
    return replace(
        entry,
        title=_first_words(excerpt, document) if entry.is_note else entry.title,
        words=words,
        description=in_words(entry.description),
        excerpt=excerpt,
        script_lang=_script_lang(document, site, root),
        in_navigation=_is_linked(document),
    )


def _first_words(excerpt: str, document: Document) -> str:
    """What a note is called where it has to be called something."""
    return shorten(excerpt, _NAME_CHARACTERS) or titleize(document.slug)


def _is_linked(document: Document) -> bool:
    """Whether a page is linked from the top of every page: one with a title, a tab with text.

    A page above the posts of a tag is found by that.
    """
    if document.kind != "page" or document.entry.path in {"/", "/404.html"}:
        return False
    if document.collection:
        return document.collection == TABS and bool(document.body.strip())
    below = parse(document.entry.path)
    is_under_tag = heads_listing(below) and below.kind != "author"
    return bool(document.front_matter.get("title")) and not is_under_tag


def _excerpt(document: Document, site: SiteConfig, written: str, root: Node) -> str:
    own = document.front_matter.get("excerpt")
    if isinstance(own, str) and own.strip():
        return plain_text(to_html(own).html, _EXCERPT_CHARACTERS)
    separator = separator_of(document, site)
    if separator.strip() and separator in written:
        return plain_text(written.split(separator, 1)[0], _EXCERPT_CHARACTERS)
    texts = (paragraph.text() for paragraph in root.css("p"))
    return shorten(next((text for text in texts if text.strip()), root.text()), _EXCERPT_CHARACTERS)


def separator_of(document: Document, site: SiteConfig) -> str:
    """What ends the excerpt of a text."""
    own = document.front_matter.get("excerpt_separator")
    return own if own and isinstance(own, str) else site.excerpt_separator


def _script_lang(document: Document, site: SiteConfig, root: Node) -> str:
    """The language that the script of a text without its code tells, if the blog names none."""
    title = document.entry.title
    return "" if site.names_language else language_of(f"{title} {root.text()}")


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))
