"""Gathering what a feed lists."""

from collections.abc import Mapping

from handler.core.feeds.atom import render_atom
from handler.core.feeds.json_feed import render_json_feed
from handler.core.index.cache_tags import profile_tag
from handler.core.model.addressing.addresses import Feed, Listing, path_of
from handler.core.model.context import SiteContext
from handler.core.model.languages.scripts import in_language_shown
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import size_of
from handler.services.bodies import Bodies
from handler.services.read.drafts.draft import XML, Composed, Draft
from handler.services.read.drafts.gathering import Gatherer
from handler.services.read.drafts.shown import ShownBodies, last_change, unused_tags

_TYPES = {
    # Firefox downloads application/atom+xml instead of showing it; feed readers take either.
    "atom": XML,
    "json": "application/feed+json; charset=utf-8",
}


def draft_feed(
    gatherer: Gatherer,
    bodies: Bodies,
    feed: Feed,
    context: SiteContext,
    generations: Mapping[str, int],
) -> Draft | None:
    """The newest posts of a listing; None if it has none, and is not that of all posts."""
    listing = Listing(feed.kind, feed.term)
    has_profile = generations.get(profile_tag(feed.kind), 0) > 0
    size = size_of(context.site)
    materials, label, profile = gatherer.feed(listing, size, has_profile=has_profile)
    if not materials and feed.kind != "all":
        return None
    context = in_language_shown(context, [material.entry for material in materials])

    def draft() -> Composed:
        shown = ShownBodies(bodies, generations, context.site)
        view = FeedView(
            feed.format,
            feed.kind,
            label,
            path_of(feed),
            path_of(listing),
            tuple(FeedItem(each.entry, shown.html(each), each.pictures) for each in materials),
            last_change(materials),
            profile.text if profile else "",
        )
        render = render_atom if feed.format == "atom" else render_json_feed
        text, unused = render(context, view), unused_tags(materials)
        return Composed(text, _TYPES[feed.format], unused, is_passing=shown.is_passing)

    return draft
