"""What a stored body becomes on a page, in a feed and in an export. No IO here.

Each is read once, changed as a tree and written once: by the sanitiser, if the site wants one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handler.core.html.images import add_sizes
from handler.core.html.prose import Section, contents_of, prepare
from handler.core.html.rebase import make_absolute, rebase
from handler.core.html.tree import parse, write
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.translations import Words
from handler.core.pages.views import FeedItem, PageView, PostView
from handler.core.site.config_json import sanitizes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node


@dataclass(frozen=True, slots=True)
class Shown:
    """The HTML of a body, and what its list of contents leads to."""

    html: str
    sections: tuple[Section, ...]


def body_on_page(view: PostView | PageView, context: SiteContext, words: Words) -> Shown:
    """A body as the theme shows it."""
    root = parse(view.html)
    add_sizes(root, view.pictures, view.entry.path, context.site)
    rebase(root, context.links.prefix)
    sections = contents_of(root, view.entry.words)
    prepare(root, words)
    return Shown(_written(root, context.site, is_shown=True), sections)


def body_in_feed(item: FeedItem, context: SiteContext) -> str:
    """A body as Jekyll would make it, for readers who see it elsewhere."""
    root = parse(item.html)
    add_sizes(root, item.pictures, item.entry.path, context.site)
    make_absolute(root, context.links, item.entry.path)
    return _written(root, context.site)


def body_in_export(html: str, entry: Entry, context: SiteContext) -> str:
    """A body as Jekyll would make it, with absolute addresses."""
    root = parse(html)
    make_absolute(root, context.links, entry.path)
    return _written(root, context.site)


def _written(root: Node, site: SiteConfig, *, is_shown: bool = False) -> str:
    if not sanitizes(site):
        return write(root)
    # Imported here, as most blogs have one author and do without.
    from handler.core.html.sanitizing import clean_body

    return clean_body(root, is_shown=is_shown)
