"""Renders a page from its view with the templates. No IO here: the loader is passed in."""

import re
from datetime import datetime
from functools import partial

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from handler.core.addresses import Feed, Listing, Terms, path_of
from handler.core.heads import head_of, image_of, issue_of, shorten, title_of
from handler.core.locales import day_in_words, direction, month_of_year
from handler.core.model import Entry
from handler.core.rebase import rebase_html
from handler.core.terms import TermKind, term_slug
from handler.core.views import (
    ErrorView,
    Frame,
    ListingView,
    PageView,
    PostView,
    TermCount,
    TermsView,
    View,
)
from handler.core.words import say

_ALIGNED = re.compile(r'(<t[dh]) style="text-align: ?(left|center|right)"')
_WORDS_A_MINUTE = 220
_SUMMARY = 280


def make_environment(loader: BaseLoader) -> Environment:
    """The templates' environment: everything is escaped that is not marked as HTML."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        day=day_in_words,
        direction=direction,
        iso=iso,
        month=month_of_year,
        reading_minutes=reading_minutes,
        summary=summary_of,
        title_of=title_of,
    )
    environment.globals.update(
        archive_path=path_of(Terms("year")),
        categories_path=path_of(Terms("category")),
        tags_path=path_of(Terms("tag")),
        atom_path=path_of(Feed("all", "", "atom")),
        json_path=path_of(Feed("all", "", "json")),
        issue_of=issue_of,
        image_of=image_of,
        is_revised=is_revised,
        months_of=months_of,
        term_path=term_path,
    )
    return environment


def render_page(templates: Environment, frame: Frame, view: View) -> str:
    """The HTML of a page; the body of a post or page is trusted to be HTML."""
    context: dict[str, object] = {
        "frame": frame,
        "site": frame.site,
        "links": frame.links,
        "view": view,
        "head": head_of(frame, view),
        "say": partial(say, frame.site),
    }
    if isinstance(view, PostView | PageView):
        context["body"] = Markup(_aligned(rebase_html(view.html, frame.links.prefix)))
    return templates.get_template(_template_of(view)).render(context)


def _aligned(html: str) -> str:
    """Columns of tables aligned by an attribute: the content security policy forbids styles."""
    return _ALIGNED.sub(r'\1 data-align="\2"', html)


def _template_of(view: View) -> str:
    match view:
        case PostView():
            return "post.html"
        case PageView():
            return "page.html"
        case ListingView():
            return "listing.html"
        case TermsView(kind):
            return "archive.html" if kind == "year" else "terms.html"
        case ErrorView():
            return "error.html"


def iso(moment: datetime) -> str:
    """A moment as `datetime` attributes take it, in its own offset."""
    return moment.isoformat(timespec="seconds")


def reading_minutes(words: int) -> int:
    """How long a text takes to read, at least a minute."""
    return max(1, round(words / _WORDS_A_MINUTE))


def summary_of(entry: Entry) -> str:
    """What a listing shows of an entry's text."""
    return shorten(entry.description or entry.excerpt, _SUMMARY)


def is_revised(entry: Entry) -> bool:
    """Whether an entry changed on a later day than its date."""
    if entry.modified is None:
        return False
    return entry.date is None or entry.modified.date() > entry.date.date()


def term_path(kind: TermKind, label: str) -> str:
    """The path of the listing that a label belongs to."""
    return path_of(Listing(kind, term_slug(label)))


def months_of(view: TermsView, year: TermCount) -> tuple[TermCount, ...]:
    """The months of a year that have posts."""
    return tuple(month for month in view.months if month.slug.startswith(f"{year.slug}-"))
