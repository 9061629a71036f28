"""What each page tells machines about itself: title, canonical address, neighbours. No IO here."""

from collections.abc import Iterator
from dataclasses import dataclass

from handler.core.comments.discussions import issue_named
from handler.core.html.shortening import shorten
from handler.core.model.addressing.addresses import TERM_KINDS, Feed, Terms, export_path, path_of
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.translations import phrase, word
from handler.core.pages.cards import SharedImage, shared_image
from handler.core.pages.headings import (
    heading_of_error,
    heading_of_listing,
    heading_of_search,
    heading_of_terms,
    title_of,
)
from handler.core.pages.languages import paths_in, translations_of, versions_of, whole_of
from handler.core.pages.views import (
    ErrorView,
    ListingView,
    PageView,
    PostView,
    SearchView,
    TermsView,
    View,
)
from handler.core.site.pictures.site import cover_path_of, site_cover_of
from handler.core.site.social import image_of

_FRONTS = ("all", "lang")
_DESCRIPTIONS = {
    "tag": word("Posts about {}."),
    "category": word("Posts about {}."),
    "author": word("Posts by {}."),
    "year": word("Posts of {}."),
    "month": word("Posts of {}."),
    "archive": word("Posts of {}."),
    "all": word("Posts of {}."),
    "lang": word("Posts of {}."),
}
_OF_TERMS = {
    "tag": word("Tags of {}."),
    "category": word("Categories of {}."),
    "author": word("Authors of {}."),
    "year": word("Posts of {}."),
}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces."""

    title: str
    path: str
    type: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in another language, or for programs: its address, and what it is."""

    address: str
    lang: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The facts in a page's `<head>`; `prev` and `next` are paths, `heading` the page's `<h1>`.

    `canonical` is the address that its author wants search engines to know the page by.
    """

    heading: str
    lang: str
    path: str = ""
    canonical: str = ""
    description: str = ""
    image: SharedImage | None = None
    entry: Entry | None = None
    prev: str | None = None
    next: str | None = None
    feeds: tuple[FeedLink, ...] = ()
    is_home: bool = False
    indexed: bool = True
    alternates: tuple[Alternate, ...] = ()

    @property
    def address(self) -> str:
        """The address that search engines are to know the page by."""
        return self.canonical or escaped(self.path)


def head_of(context: SiteContext, view: View) -> Head:
    """What the page of a view says about itself."""
    match view:
        case PostView() | PageView():
            return _head_of_content(context, view)
        case ListingView():
            return _head_of_listing(context, view)
        case TermsView(kind):
            return Head(
                heading_of_terms(context.site, kind),
                context.site.lang,
                path_of(Terms(kind)),
                description=phrase(context.site, _OF_TERMS[kind]).replace("{}", context.site.title),
                feeds=_site_feeds(context),
                alternates=tuple(_versions(context, view)),
            )
        case SearchView():
            return _head_of_search(context, view)
        case ErrorView(status=status):  # pragma: no branch - mypy knows of no other
            heading = heading_of_error(context.site, status)
            return Head(heading, context.site.lang, feeds=_site_feeds(context), indexed=False)


def _head_of_content(context: SiteContext, view: PostView | PageView) -> Head:
    entry = view.entry
    older = view.older if isinstance(view, PostView) else None
    newer = view.newer if isinstance(view, PostView) else None
    return Head(
        heading=title_of(entry),
        lang=entry.lang or context.site.lang,
        path=entry.path,
        canonical=str(entry.seo.get("canonical", "")),
        description=shorten(entry.description or entry.excerpt or context.site.description, 200),
        image=shared_image(context, entry, view.pictures),
        entry=entry,
        prev=older.path if older else None,
        next=newer.path if newer else None,
        feeds=_site_feeds(context),
        alternates=(*_translations(context, entry), *_exports(entry)),
    )


def _translations(context: SiteContext, entry: Entry) -> Iterator[Alternate]:
    """The page in all its languages."""
    found = translations_of(context, entry.lang, entry.path, entry.alternates)
    for lang, address in found.items():
        yield Alternate(address, lang)


def _versions(context: SiteContext, view: View) -> Iterator[Alternate]:
    """A page of the blog's own in all its languages, and for who knows none of them."""
    versions = versions_of(context, view)
    for lang, path in versions.items():
        yield Alternate(escaped(path), lang)
    if versions:
        yield Alternate(escaped(whole_of(view)), "x-default")


def _exports(entry: Entry) -> Iterator[Alternate]:
    if entry.kind == "post":
        if is_markdown(entry.key):
            yield Alternate(escaped(export_path(entry.path, "md")), type="text/markdown")
        yield Alternate(escaped(export_path(entry.path, "json")), type="application/json")


def _head_of_search(context: SiteContext, view: SearchView) -> Head:
    """Search engines may know the form, but not index what others found."""
    return Head(
        heading_of_search(context.site, view.query),
        context.site.lang,
        description=phrase(context.site, "Search all posts of {}.").replace(
            "{}", context.site.title
        ),
        feeds=_site_feeds(context),
        indexed=not view.query,
    )


def _head_of_listing(context: SiteContext, view: ListingView) -> Head:
    is_home = view.kind in _FRONTS and view.is_first
    own = None if view.kind in _FRONTS or view.own is None else view.own.entry
    return Head(
        heading=title_of(own) if own else heading_of_listing(context.site, view),
        lang=(own.lang if own else "") or context.site.lang,
        path=view.path,
        canonical=str(own.seo.get("canonical", "")) if own else "",
        description=_description_of_listing(context.site, view, own),
        image=_cover(context) if is_home else _image_of_listing(context, view, own),
        prev=view.newer,
        next=view.older,
        feeds=_site_feeds(context) + _listing_feeds(view),
        is_home=is_home,
        alternates=tuple(_versions(context, view)),
    )


def _cover(context: SiteContext) -> SharedImage | None:
    cover = site_cover_of(context) and cover_path_of(context.site)
    return SharedImage(image_of(context.links, cover)) if cover else None


def _image_of_listing(
    context: SiteContext, view: ListingView, own: Entry | None
) -> SharedImage | None:
    """The picture of the page above it, else of the author whose posts it lists."""
    if own and own.image:
        return shared_image(context, own, view.own.pictures if view.own else {})
    picture = view.profile.picture if view.profile else ""
    return SharedImage(image_of(context.links, picture), view.label) if picture else None


def _description_of_listing(site: SiteConfig, view: ListingView, own: Entry | None) -> str:
    if view.kind in _FRONTS and site.description:
        return shorten(site.description, 200)
    told = view.profile.text if view.profile else ""
    if told := (own.description or own.excerpt if own else "") or told:
        return shorten(told, 200)
    words = phrase(site, _DESCRIPTIONS[view.kind])
    if view.kind in ("archive", *_FRONTS):
        return words.replace("{}", site.title)
    return words.replace("{}", heading_of_listing(site, view))


def window_title_of(site: SiteConfig, head: Head) -> str:
    """What tabs and search engines show: the heading and the site's title, at home its tagline."""
    if head.heading != site.title:
        return f"{head.heading} · {site.title}"
    tagline = site.data.get("tagline")
    words = tagline if isinstance(tagline, str) else site.description
    return f"{site.title} · {shorten(words, 100)}" if head.is_home and words else site.title


def issue_of(site: SiteConfig, entry: Entry) -> str:
    """The address of the GitHub issue that takes an entry's comments, or nothing."""
    issue = issue_named(site, entry.comment_issue_id)
    return issue.address if issue else ""


def _site_feeds(context: SiteContext) -> tuple[FeedLink, ...]:
    paths = paths_in(context.lang)
    return (
        FeedLink(context.site.title, paths["atom_path"], "application/atom+xml"),
        FeedLink(context.site.title, paths["json_path"], "application/feed+json"),
    )


def _listing_feeds(view: ListingView) -> tuple[FeedLink, ...]:
    if view.kind == "all" or view.kind not in TERM_KINDS:
        return ()
    return (
        FeedLink(view.label, path_of(Feed(view.kind, view.term, "atom")), "application/atom+xml"),
    )
