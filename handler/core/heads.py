"""What each page tells machines about itself: title, canonical address, neighbours. No IO here."""

import re
from dataclasses import dataclass

from handler.core.addresses import Feed, Terms, path_of
from handler.core.locales import month_in_words
from handler.core.model import Entry, SiteConfig
from handler.core.views import (
    ErrorView,
    Frame,
    Links,
    ListingView,
    PageView,
    PostView,
    TermsView,
    View,
)
from handler.core.words import say

_REPOSITORY = re.compile(r"(?:https://github\.com/)?([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_TERMS_TITLES = {"tag": "Tags", "category": "Categories", "year": "Archive"}
_ERROR_TITLES = {
    404: "Page not found",
    500: "Something went wrong",
    503: "Back in a moment",
}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces."""

    title: str
    path: str
    type: str


@dataclass(frozen=True, slots=True)
class Head:
    """The facts in a page's `<head>`; `prev` and `next` are paths, `heading` the page's `<h1>`."""

    heading: str
    lang: str
    path: str = ""
    description: str = ""
    image: str = ""
    entry: Entry | None = None
    prev: str | None = None
    next: str | None = None
    feeds: tuple[FeedLink, ...] = ()
    is_home: bool = False
    indexed: bool = True


def head_of(frame: Frame, view: View) -> Head:
    """What the page of a view says about itself."""
    match view:
        case PostView() | PageView():
            return _head_of_content(frame, view)
        case ListingView():
            return _head_of_listing(frame, view)
        case TermsView(kind):
            path = path_of(Terms(kind))
            heading = say(frame.site, _TERMS_TITLES[kind])
            return Head(heading, frame.site.lang, path, feeds=_site_feeds(frame))
        case ErrorView(status):
            heading = say(frame.site, _ERROR_TITLES.get(status, f"Error {status}"))
            return Head(heading, frame.site.lang, feeds=_site_feeds(frame), indexed=False)


def _head_of_content(frame: Frame, view: PostView | PageView) -> Head:
    entry = view.entry
    older = view.older if isinstance(view, PostView) else None
    newer = view.newer if isinstance(view, PostView) else None
    return Head(
        heading=title_of(entry),
        lang=entry.lang or frame.site.lang,
        path=entry.path,
        description=shorten(entry.description or entry.excerpt, 200),
        image=entry.image,
        entry=entry,
        prev=older.path if older else None,
        next=newer.path if newer else None,
        feeds=_site_feeds(frame),
    )


def _head_of_listing(frame: Frame, view: ListingView) -> Head:
    is_home = view.kind == "all" and view.is_first
    return Head(
        heading=heading_of_listing(frame.site, view),
        lang=frame.site.lang,
        path=view.path,
        description=shorten(frame.site.description, 200) if view.kind == "all" else "",
        prev=view.newer,
        next=view.older,
        feeds=_site_feeds(frame) + _listing_feeds(view),
        is_home=is_home,
    )


def heading_of_listing(site: SiteConfig, view: ListingView) -> str:
    """The name of a listing: the site's, a label, a year, or a month in words."""
    match view.kind:
        case "all":
            return site.title if view.is_first else say(site, "Older posts")
        case "month":
            return month_in_words(view.term, site.lang)
        case _:
            return view.label


def title_of(entry: Entry) -> str:
    """An entry's title, or words that stand for a missing one."""
    return entry.title.strip() or "Untitled"


def shorten(text: str, limit: int) -> str:
    """Text on one line, cut between words if it is longer than the limit."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words, _, last = line[:limit].rpartition(" ")
    # Languages written without spaces are cut anywhere.
    kept = words if len(words) > limit // 2 else words + " " + last
    return kept.strip().rstrip(",;:.–—-") + "…"


def image_of(links: Links, image: str) -> str:
    """The absolute address of an entry's image, which front matter may give without its slash."""
    is_path = "://" not in image and not image.startswith("/")
    return links.absolute(f"/{image}" if is_path else image)


def issue_of(site: SiteConfig, entry: Entry) -> str:
    """The address of the GitHub issue that takes an entry's comments, or nothing."""
    github = site.data.get("github")
    repository = github.get("repository") if isinstance(github, dict) else None
    match = _REPOSITORY.fullmatch(repository) if isinstance(repository, str) else None
    if match is None or entry.comment_issue_id is None:
        return ""
    return f"https://github.com/{match[1]}/issues/{entry.comment_issue_id}"


def _site_feeds(frame: Frame) -> tuple[FeedLink, ...]:
    return (
        FeedLink(frame.site.title, path_of(Feed("all", "", "atom")), "application/atom+xml"),
        FeedLink(frame.site.title, path_of(Feed("all", "", "json")), "application/feed+json"),
    )


def _listing_feeds(view: ListingView) -> tuple[FeedLink, ...]:
    if view.kind not in {"tag", "category"}:
        return ()
    return (
        FeedLink(view.label, path_of(Feed(view.kind, view.term, "atom")), "application/atom+xml"),
    )
