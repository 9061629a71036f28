"""What templates call: filters of values, and functions of the site. No IO here."""

from collections.abc import Callable, Sequence
from datetime import datetime

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
from handler.core.model.entries import Entry
from handler.core.model.languages.locales import (
    day_in_words,
    day_of_month,
    direction,
    language_name,
    month_of_year,
)
from handler.core.model.listed import is_listed, listed_tags, listed_terms
from handler.core.model.periods import month_of, year_of
from handler.core.model.series import short_title
from handler.core.model.terms import TermKind, term_slug
from handler.core.pages.bylines import bylines_of
from handler.core.pages.guides import common_tags
from handler.core.pages.head import issue_of, window_title_of
from handler.core.pages.headings import title_of
from handler.core.pages.intros import intro_of
from handler.core.pages.json_ld import structured_data
from handler.core.pages.views import TermCount, TermsView
from handler.core.site.github import edit_address
from handler.core.site.navigation import accounts_of, author_of, links_of, navigation_of
from handler.core.site.pictures.entries import (
    author_picture_of,
    cover_of,
    is_there,
    profile_picture_of,
)
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

_WORDS_A_MINUTE = 220
_SUMMARY = 280


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


FILTERS: dict[str, Callable[..., object]] = {
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
FUNCTIONS: dict[str, object] = {
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
    "intro_of": intro_of,
    "is_listed": is_listed,
    "is_there": is_there,
    "listed_tags": listed_tags,
    "listed_terms": listed_terms,
    "term_path": term_path,
    "twitter_card_of": twitter_card_of,
    "twitter_of": twitter_of,
    "verifications_of": verifications_of,
    "window_title_of": window_title_of,
}
