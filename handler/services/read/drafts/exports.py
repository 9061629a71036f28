"""Gathering a post or page as other programs want it."""

from collections.abc import Mapping, Sequence

from handler.core.feeds.exports import render_json
from handler.core.model.addressing.addresses import Export, export_path
from handler.core.model.context import SiteContext
from handler.core.model.languages.scripts import in_language_shown
from handler.services.bodies import Bodies
from handler.services.materials import Material
from handler.services.read.drafts.draft import Composed, Draft
from handler.services.read.drafts.shown import ShownBodies, unused_tags

_JSON = "application/json; charset=utf-8"
_MARKDOWN = "text/markdown; charset=utf-8"


def draft_export(
    bodies: Bodies,
    found: Sequence[Material],
    export: Export,
    path: str,
    context: SiteContext,
    generations: Mapping[str, int],
) -> Draft | None:
    """The first that was found, in this format; None if that is not at the path by now."""
    if not found or export_path(found[0].entry.path, export.format) != path:
        return None
    material, unused = found[0], unused_tags(found) | {"related"}
    context = in_language_shown(context, [material.entry])
    if export.format == "md":
        source = bodies.source(material)
        return lambda: Composed(source, _MARKDOWN, frozenset({"shared", "links"}) | unused)

    def draft() -> Composed:
        shown = ShownBodies(bodies, generations, context.site)
        text = render_json(context, material.entry, shown.html(material))
        return Composed(text, _JSON, unused, is_passing=shown.is_passing)

    return draft
