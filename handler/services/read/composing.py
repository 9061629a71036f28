"""Composing a page: from an address to its text, with content read after its generations."""

from collections.abc import Mapping
from dataclasses import replace

from handler.core.comments.discussions import issue_named
from handler.core.feeds.crawlers import LISTED_FOR_MODELS, admits_crawlers, render_llms
from handler.core.feeds.sitemaps import render_robots
from handler.core.model.addressing.addresses import (
    Address,
    Feed,
    Listing,
    Robots,
    Sitemap,
    Terms,
    path_of,
)
from handler.core.model.addressing.language_addresses import language_of
from handler.core.model.addressing.reserved import is_yielding
from handler.core.model.context import Links, PreviewMark, SiteContext
from handler.core.model.languages.scripts import in_language_shown
from handler.core.pages.guides import Guide
from handler.core.pages.views import (
    ErrorView,
    PageView,
    PostView,
    TermsView,
    View,
)
from handler.core.site.languages import in_language
from handler.core.webmentions.mentions import former_paths
from handler.services.bodies import Bodies
from handler.services.computing.page_rendering import PageRenderer, Rendered
from handler.services.materials import Material, Materials
from handler.services.read.drafts.draft import HTML, Composed, Draft
from handler.services.read.drafts.exports import draft_export
from handler.services.read.drafts.feeds import draft_feed
from handler.services.read.drafts.gathering import Gatherer
from handler.services.read.drafts.listings import ListingDrafts, listing_headed_by
from handler.services.read.drafts.neighbours import place_in
from handler.services.read.drafts.shown import ShownBodies, unused_tags
from handler.services.read.drafts.sitemaps import draft_sitemap
from handler.services.read.paths.owners import Hint
from handler.services.read.sites import SiteSnapshot
from handler.services.records import images_in

_PLAIN = "text/plain; charset=utf-8"
_MARKDOWN = "text/markdown; charset=utf-8"
_BODIES = frozenset({"shared", "links", "images"})


class Composer:
    """Gathers and renders pages of one blog."""

    def __init__(
        self,
        gatherer: Gatherer,
        materials: Materials,
        bodies: Bodies,
        pages: PageRenderer,
        *,
        live_reload: bool = False,
        mark: PreviewMark | None = None,
    ) -> None:
        self._gatherer = gatherer
        self._materials = materials
        self._pages = pages
        self._bodies = bodies
        self._live_reload = live_reload
        self._mark = mark
        self._listings = ListingDrafts(gatherer, materials, bodies, self.render)

    def gather(
        self,
        address: Address,
        context: SiteContext,
        generations: Mapping[str, int],
        hint: Hint | None,
    ) -> Draft | None:
        """Read what a page shows; None if there is no such page any more."""
        context = in_language(context, language_of(address))
        if hint and address != Listing("all"):
            return self._owned(path_of(address), context, generations, hint)
        match address:
            case Listing():
                return self._listings.draft(address, context, generations, hint)
            case Feed():
                return draft_feed(self._gatherer, self._bodies, address, context, generations)
            case Terms():
                return self._terms(address, context)
            case Sitemap(part):
                return draft_sitemap(self._gatherer, part, context)
            case Robots("llms.txt"):
                return self._llms(context)
            case Robots():
                return lambda: Composed(render_robots(context), _PLAIN, _BODIES)
        return None  # pragma: no cover - an address of another kind is resolved before

    def _owned(
        self, path: str, context: SiteContext, generations: Mapping[str, int], hint: Hint
    ) -> Draft | None:
        """What a file of the blog is at a path."""
        if hint.export:
            found = self._materials.of([hint.owner])
            return draft_export(self._bodies, found, hint.export, path, context, generations)
        listing = listing_headed_by(path, generations, hint)
        headed = listing and self._listings.headed(listing, path, context, generations, hint)
        return headed or self._content(path, context, generations, hint)

    def context(self, site: SiteSnapshot, links: Links) -> SiteContext:
        """What surrounds every page."""
        reloads = self._live_reload
        return SiteContext(
            site.config,
            links,
            site.nav,
            reloads,
            site.files,
            self._mark,
            site.missing,
            site.templates,
            site.bylines,
            site.has_desk,
            site.languages,
            intro=site.intro,
        )

    def render(self, context: SiteContext, view: View, template: str | None = None) -> Rendered:
        """A page of HTML, or a part of it."""
        return self._pages.render(context, view, template)

    def error(
        self,
        context: SiteContext,
        status: int,
        problems: tuple[str, ...] = (),
        guide: Guide | None = None,
    ) -> Rendered:
        """A page for an error."""
        return self.render(context, ErrorView(status, problems, guide))

    def not_found(
        self, owner: str, context: SiteContext, generations: Mapping[str, int]
    ) -> str | None:
        """The author's own page for what is not found, if it still is one."""
        found = self._materials.of([owner])
        if not found:
            return None
        html = ShownBodies(self._bodies, generations, context.site).html(found[0])
        return self.render(context, PageView(found[0].entry, html)).text

    def _llms(self, context: SiteContext) -> Draft | None:
        """The newest posts for language models, unless the blog is not for them."""
        if not admits_crawlers(context.site):
            return None
        posts = self._gatherer.newest(LISTED_FOR_MODELS)
        return lambda: Composed(render_llms(context, posts), _MARKDOWN, _BODIES)

    def _content(
        self, path: str, context: SiteContext, generations: Mapping[str, int], hint: Hint
    ) -> Draft | None:
        issue = issue_named(context.site, int(hint.item.get("issue", 0)))
        images = images_in(hint.item)
        place = place_in(hint.item)
        if not context.languages.is_named:
            # The site's own posts have no list of their language then, so one order holds for all.
            place = replace(place, lang="")
        material = self._gatherer.post(
            hint.owner, path, place, issue, images, former_paths(hint.item)
        )
        if material is None:
            return None
        context = in_language_shown(context, [material.entry])
        context = in_language(context, material.entry.listed_lang)

        def draft() -> Composed:
            shown = ShownBodies(self._bodies, generations, context.site)
            html = shown.html(material)
            if media_type := material.entry.media_type:
                tags = unused_tags([material]) | {"related"}
                return Composed(html, media_type, tags, is_passing=shown.is_passing)
            view: View = PageView(material.entry, html, material.pictures, material.mentions)
            if material.entry.kind == "post":
                view = _post_view(material, html)
            unused = set() if material.neighbours.related else {"related"}
            unused |= unused_tags([material])
            page = self.render(context, view)
            passing = shown.is_passing or page.is_passing
            return Composed(page.text, HTML, frozenset(unused), material.comments, passing)

        return draft

    def _terms(self, terms: Terms, context: SiteContext) -> Draft | None:
        if terms.kind == "year":
            view = self._gatherer.archive()
        else:
            view = TermsView(terms.kind, self._gatherer.terms(terms.kind))
        if is_yielding(terms) and not view.terms:
            return None

        def draft() -> Composed:
            page = self.render(context, view)
            unused = _BODIES | {"related"}
            return Composed(page.text, HTML, unused, is_passing=page.is_passing)

        return draft


def _post_view(material: Material, html: str) -> PostView:
    neighbours = material.neighbours
    return PostView(
        material.entry,
        html,
        neighbours.older,
        neighbours.newer,
        material.comments,
        neighbours.parts,
        neighbours.related,
        material.pictures,
        material.mentions,
    )
