"""What a stored body becomes on a page, in a feed and in an export. No IO here.

Each is read once, changed as a tree and written once: by the sanitiser, if the site wants one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handler.core.html.bodies.images import add_sizes
from handler.core.html.bodies.prose import Section, contents_of, forget_theme_ids, prepare
from handler.core.html.portable import make_portable
from handler.core.html.rebase import make_absolute, make_rooted, rebase
from handler.core.html.tree import parse, write
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.translations import Words
from handler.core.model.limits import MAXIMUM_BODY
from handler.core.pages.views import FeedItem, PageView, Pictures, PostView
from handler.core.site.config_json import sanitizes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

MAXIMUM_SHOWN = 2 * MAXIMUM_BODY
"""Characters; thousands of images, each with its copies, would be more than can be sent."""


@dataclass(frozen=True, slots=True)
class BodyOnPage:
    """The HTML of a body, and what its list of contents leads to."""

    html: str
    sections: tuple[Section, ...]


def body_on_page(view: PostView | PageView, context: SiteContext, words: Words) -> BodyOnPage:
    """A body as the theme shows it."""
    shown = _on_page(view, view.pictures, context, words)
    return shown if len(shown.html) <= MAXIMUM_SHOWN else _on_page(view, {}, context, words)


def _on_page(
    view: PostView | PageView, pictures: Pictures, context: SiteContext, words: Words
) -> BodyOnPage:
    root = parse(view.html)
    add_sizes(root, pictures, view.entry.path, context.site, context.links.own)
    rebase(root, context.links.prefix)
    if context.links.is_copy:
        make_rooted(root, context.links.to(view.entry.path))
    forget_theme_ids(root)
    sections = contents_of(root, view.entry.words)
    prepare(root, words)
    return BodyOnPage(_written(root, context.site, is_shown=True), sections)


def body_in_feed(item: FeedItem, context: SiteContext) -> str:
    """A body as Jekyll would make it, but for what programs that show it elsewhere refuse."""
    html = _in_feed(item, item.pictures, context)
    return html if len(html) <= MAXIMUM_SHOWN else _in_feed(item, {}, context)


def _in_feed(item: FeedItem, pictures: Pictures, context: SiteContext) -> str:
    root = parse(item.html)
    add_sizes(root, pictures, item.entry.path, context.site, context.links.own)
    make_absolute(root, context.links, item.entry.path)
    make_portable(root, item.html)
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
