"""Renders a page from its view with the templates. No IO here: the loader is passed in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from handler.core.html.shortening import shorten
from handler.core.model.addressing.addresses import (
    Feed,
    Jump,
    Listing,
    ListKind,
    Search,
    Terms,
    path_of,
)
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry
from handler.core.model.languages.locales import (
    day_in_words,
    day_of_month,
    direction,
    language_name,
    month_of_year,
)
from handler.core.model.languages.translations import words_of
from handler.core.model.listed import is_listed, listed_tags, listed_terms
from handler.core.model.periods import month_of, year_of
from handler.core.model.series import short_title
from handler.core.model.terms import TermKind, term_slug
from handler.core.pages.body import body_on_page
from handler.core.pages.bylines import bylines_of
from handler.core.pages.guides import common_tags
from handler.core.pages.head import head_of, issue_of, title_of, window_title_of
from handler.core.pages.json_ld import structured_data
from handler.core.pages.languages import language_links, paths_in
from handler.core.pages.views import (
    ErrorView,
    ListingView,
    PageView,
    PostView,
    SearchView,
    TermCount,
    TermsView,
    View,
)
from handler.core.site.github import edit_address
from handler.core.site.navigation import accounts_of, author_of, links_of, navigation_of
from handler.core.site.pictures.entries import author_picture_of, cover_of, profile_picture_of
from handler.core.site.pictures.site import bio_of, logo_of, portrait_of, site_cover_of
from handler.core.site.social import (
    creator_of,
    facebook_of,
    fediverse_of,
    image_of,
    open_graph_locale,
    twitter_card_of,
    twitter_of,
    verifications_of,
)
from handler.core.site.theme.palettes import palettes_of
from handler.core.site.theme.settings import footer_of, home_of
from handler.core.site.theme.styles import styles_of
from handler.core.webmentions.mentions import receives

_WORDS_A_MINUTE = 220
_SUMMARY = 280


def make_environment(loader: BaseLoader, kind: type[Environment] = Environment) -> Environment:
    """The templates' environment: everything is escaped that is not marked as HTML."""
    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(_FILTERS)
    environment.globals.update(_GLOBALS)
    return environment


def render_page(
    templates: Environment, context: SiteContext, view: View, template: str | None = None
) -> str:
    """The HTML of a page; the body of a post or page is trusted to be HTML.

    `template` is a part of the page, if only that is wanted.
    """
    variables = variables_of(context, view)
    return templates.get_template(template or template_of(view)).render(variables)


def variables_of(context: SiteContext, view: View) -> dict[str, object]:
    """What templates are given for a page."""
    head = head_of(context, view)
    words = words_of(context.site, head.lang)
    variables: dict[str, object] = {
        "context": context,
        "site": context.site,
        "links": context.links,
        "view": view,
        "head": head,
        "translate": words_of(context.site),
        "translate_number": words_of(context.site).number,
        "translate_here": words,
        "has_formulas": False,
        "has_originals": False,
        "about": "",
        "receives_mentions": _receives_mentions(context, view),
        "language_links": tuple(language_links(context, view)),
        **paths_in(context.lang),
    }
    shown = view.own if isinstance(view, ListingView) else view
    if isinstance(shown, PostView | PageView):
        body = body_on_page(shown, context, words)
        variables |= {"body": Markup(body.html), "contents": body.sections}
        variables |= {"has_formulas": "<math" in body.html, "has_originals": body.has_originals}
    elif isinstance(view, ListingView) and view.profile and view.profile.html:
        about = PageView(Entry("", "page", view.path, view.label), view.profile.html)
        variables["about"] = Markup(body_on_page(about, context, words).html)
    return variables


def _receives_mentions(context: SiteContext, view: View) -> bool:
    """Whether others may tell of mentions of a page: a copy answers nobody."""
    is_own = isinstance(view, PostView | PageView) and not context.links.is_copy
    return is_own and context.preview is None and receives(context.site)


def template_of(view: View) -> str:
    """The template that shows a page."""
    match view:
        case PostView():
            return "post.html"
        case PageView():
            return "page.html"
        case ListingView():
            return "listing.html"
        case TermsView(kind):
            return "archive.html" if kind == "year" else "terms.html"
        case SearchView():
            return "search.html"
        case ErrorView():  # pragma: no branch - mypy knows of no other
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


def feed_path(kind: TermKind, slug: str) -> str:
    """The path of the feed of a tag, category or author."""
    return path_of(Feed(kind, slug, "atom"))


def jump_path(kind: ListKind, slug: str, year: str) -> str:
    """The path to where a year of a listing begins."""
    return path_of(Jump(kind, slug, year))


def by_month(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Posts by their months, in the order in which they come."""
    months: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.date:
            months.setdefault(month_of(entry.date), []).append(entry)
    return months


def by_year(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Posts by their years, in the order in which they come."""
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.date:
            years.setdefault(year_of(entry.date), []).append(entry)
    return years


def entries_of(view: TermsView, year: TermCount) -> list[Entry]:
    """The posts of a year whose titles the archive shows."""
    return [entry for entry in view.entries if entry.date and year_of(entry.date) == year.slug]


def month_path(month: str) -> str:
    """The path of the listing of a month, such as `2017-12`."""
    return path_of(Listing("month", month))


def months_of(view: TermsView, year: TermCount) -> tuple[TermCount, ...]:
    """The months of a year that have posts."""
    return tuple(month for month in view.months if month.slug.startswith(f"{year.slug}-"))


_FILTERS: dict[str, Callable[..., object]] = {
    "day": day_in_words,
    "day_of_month": day_of_month,
    "direction": direction,
    "language_name": language_name,
    "open_graph_locale": open_graph_locale,
    "short_title": short_title,
    "iso": iso,
    "month": month_of_year,
    "reading_minutes": reading_minutes,
    "summary": summary_of,
    "title_of": title_of,
}
_GLOBALS: dict[str, object] = {
    "by_month": by_month,
    "by_year": by_year,
    "categories_path": path_of(Terms("category")),
    "tags_path": path_of(Terms("tag")),
    "whole_search_path": path_of(Search()),
    "palettes_of": palettes_of,
    "accounts_of": accounts_of,
    "author_picture_of": author_picture_of,
    "authors_path": path_of(Terms("author")),
    "bio_of": bio_of,
    "bylines_of": bylines_of,
    "cover_of": cover_of,
    "edit_address": edit_address,
    "portrait_of": portrait_of,
    "profile_picture_of": profile_picture_of,
    "author_of": author_of,
    "common_tags": common_tags,
    "creator_of": creator_of,
    "entries_of": entries_of,
    "facebook_of": facebook_of,
    "fediverse_of": fediverse_of,
    "feed_path": feed_path,
    "site_cover_of": site_cover_of,
    "footer_of": footer_of,
    "home_of": home_of,
    "issue_of": issue_of,
    "jump_path": jump_path,
    "image_of": image_of,
    "is_revised": is_revised,
    "links_of": links_of,
    "logo_of": logo_of,
    "month_path": month_path,
    "months_of": months_of,
    "navigation_of": navigation_of,
    "structured_data": structured_data,
    "styles_of": styles_of,
    "is_listed": is_listed,
    "listed_tags": listed_tags,
    "listed_terms": listed_terms,
    "term_path": term_path,
    "twitter_card_of": twitter_card_of,
    "twitter_of": twitter_of,
    "verifications_of": verifications_of,
    "window_title_of": window_title_of,
}
