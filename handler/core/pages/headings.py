"""What the page of each view is called. No IO here."""

from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.locales import month_in_words
from handler.core.model.languages.translations import phrase, word
from handler.core.model.terms import TermKind
from handler.core.pages.views import ListingView

_ARCHIVE = word("Archive")
_TERMS_TITLES = {
    "tag": word("Tags"),
    "category": word("Categories"),
    "author": word("Authors"),
    "year": _ARCHIVE,
}
_ERROR_TITLES = {
    404: word("Page not found"),
    422: word("This cannot be shown"),
    500: word("Something went wrong"),
    503: word("Back in a moment"),
}


def heading_of_terms(site: SiteConfig, kind: TermKind) -> str:
    """The name of the list of all tags, categories or authors, or of the archive."""
    return phrase(site, _TERMS_TITLES[kind])


def heading_of_search(site: SiteConfig, query: str) -> str:
    """The name of the search, and of what it finds."""
    search = phrase(site, "Search")
    return f"{query} · {search}" if query else search


def heading_of_error(site: SiteConfig, status: int) -> str:
    """What a page says that stands for another."""
    return phrase(site, _ERROR_TITLES.get(status, f"Error {status}"))


def heading_of_listing(site: SiteConfig, view: ListingView) -> str:
    """The name of a listing: the site's, a label, a year, or a month in words."""
    match view.kind:
        case "all" | "lang":
            return site.title if view.is_first else phrase(site, "Older posts")
        case "archive":
            return phrase(site, _ARCHIVE)
        case "month":
            return month_in_words(view.term, site.lang)
        case _:
            return view.label


def title_of(entry: Entry) -> str:
    """An entry's title, or words that stand for a missing one."""
    return entry.title.strip() or "Untitled"
