"""Gathering what a listing shows: its posts, their pictures, what is told of it, and a page above.

The page is the blog's own, at the same address.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handler.core.index.cache_tags import list_tag, profile_tag
from handler.core.model.addressing.addresses import Listing
from handler.core.model.addressing.reserved import heads_listing, listing_below
from handler.core.model.context import SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.scripts import in_language_shown
from handler.core.pages.intros import intro_of
from handler.core.pages.views import ListingView, PageView, View
from handler.core.site.pictures.entries import cover_path, profile_picture_path
from handler.core.site.theme.intro import person_of_intro
from handler.services.bodies import Bodies
from handler.services.computing.page_rendering import Rendered
from handler.services.materials import Material, Materials
from handler.services.read.drafts.draft import HTML, Composed, Draft
from handler.services.read.drafts.gathering import YEAR_ROWS, Gatherer
from handler.services.read.drafts.shown import ShownBodies, unused_tags
from handler.services.read.paths.owners import Hint
from handler.services.records import images_in

_UNUSED = frozenset({"shared", "links", "images", "related"})
_HOME = Listing("all")
_HOMES = ("all", "lang")
_OF_TITLES = ("year", "archive")
"""Listings that show titles alone."""


def listing_headed_by(path: str, generations: Mapping[str, int], hint: Hint) -> Listing | None:
    """The listing that stands below the page at a path, if posts ever stood in it."""
    below = listing_below(path) if hint.item["kind"] == "page" else None
    is_known = below and generations.get(list_tag(below.kind, below.term), 0)
    return below if is_known else None


class ListingDrafts:
    """Drafts of the listings of one blog; `render` makes pages of views."""

    def __init__(
        self,
        gatherer: Gatherer,
        materials: Materials,
        bodies: Bodies,
        render: Callable[[SiteContext, View], Rendered],
    ) -> None:
        self._gatherer = gatherer
        self._materials = materials
        self._bodies = bodies
        self._render = render

    def draft(
        self,
        listing: Listing,
        context: SiteContext,
        generations: Mapping[str, int],
        hint: Hint | None = None,
    ) -> Draft | None:
        """A page of a listing, the front page with the author's own above it; None if empty."""
        view = self._view(listing, context, generations)
        if view is None and listing != _HOME:
            return None
        shown = view or ListingView("all", context.site.title, "", "/", ())
        own = self._own(hint) if hint else None
        return self._drafted(shown, own, context, generations)

    def headed(
        self,
        listing: Listing,
        path: str,
        context: SiteContext,
        generations: Mapping[str, int],
        hint: Hint,
    ) -> Draft | None:
        """The page of the blog's own at a path with the posts of a listing; None if it has none."""
        view = self._view(listing, context, generations)
        own = self._own(hint) if view else None
        if view is None or own is None or own.entry.path != path or own.entry.media_type:
            return None
        return self._drafted(replace(view, path=path), own, context, generations)

    def _own(self, hint: Hint) -> Material | None:
        found = self._materials.of([hint.owner], images=images_in(hint.item))
        return found[0] if found else None

    def _view(
        self, listing: Listing, context: SiteContext, generations: Mapping[str, int]
    ) -> ListingView | None:
        size = YEAR_ROWS if listing.kind in _OF_TITLES else context.site.paginate
        is_told = heads_listing(listing) and generations.get(profile_tag(listing.kind), 0) > 0
        told = listing if is_told else _person_at(listing.kind, context)
        view = self._gatherer.listing(listing, size, told=None if listing.cursor else told)
        return self._with_pictures(view, context.site)

    def _with_pictures(self, view: ListingView | None, site: SiteConfig) -> ListingView | None:
        """A listing with the pictures that its summaries and its head show."""
        if view is None or view.kind in _OF_TITLES:
            return view
        named = [cover_path(each, site) for each in view.entries]
        named += [profile_picture_path(view.profile, site)] if view.profile else []
        paths = dict.fromkeys(filter(None, named))
        if not paths:
            return view
        return replace(view, pictures=self._materials.pictures([*paths]), has_covers=True)

    def _drafted(
        self,
        shown: ListingView,
        own: Material | None,
        context: SiteContext,
        generations: Mapping[str, int],
    ) -> Draft:
        context = in_language_shown(context, shown.entries)
        unused = _UNUSED - {"images"} if shown.has_covers else _UNUSED
        unused -= {"shared"} if _person_at(shown.kind, context) else set()
        if own is None:
            return lambda: _composed(self._render(context, shown), unused)

        def draft() -> Composed:
            bodies = ShownBodies(self._bodies, generations, context.site)
            html, publication = bodies.html(own), own.source.publication
            is_shown = html.strip() or shown.kind != "all"
            page = PageView(own.entry, html, own.pictures) if is_shown else None
            lists = publication is not None and publication.prints_posts
            made = self._render(context, replace(shown, own=page, lists_posts=lists))
            tags = unused & (unused_tags([own]) | {"related"})
            passing = bodies.is_passing or made.is_passing
            return Composed(made.text, HTML, tags, is_passing=passing)

        return draft


def _person_at(kind: str, context: SiteContext) -> Listing | None:
    """The author whom a home page begins with."""
    intro = intro_of(context) if kind in _HOMES else None
    return person_of_intro(context.site) if intro and intro.kind == "person" else None


def _composed(page: Rendered, unused: frozenset[str]) -> Composed:
    return Composed(page.text, HTML, unused, is_passing=page.is_passing)
