"""What becomes of a post or draft, for comparing it with what another builder makes. No IO here."""

from dataclasses import dataclass
from datetime import datetime

from handler.core.jekyll.bodies.rendering import render_body
from handler.core.jekyll.documents import Document
from handler.core.jekyll.inclusion import visible
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Need, Resources
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import ContentError


@dataclass(frozen=True, slots=True)
class Description:
    """A body with what is known of it, or an `error`.

    `needs` are names to look up before describing it again.
    """

    values: dict[str, Json]
    needs: frozenset[Need] = frozenset()


def describe(
    key: str, data: bytes, site: SiteConfig, resources: Resources, now: datetime
) -> Description:
    """What a post comes to with the resources looked up so far.

    Formulas stay TeX, as other builders leave them to a script in the browser.
    """
    try:
        document = read_document(key, data, site)
        body = render_body(document, site, visible(resources, site, now), mathml=False)
    except ContentError as error:
        return Description({"error": str(error)})
    return Description({"html": body.html, **_metadata(document)}, body.needs)


def _metadata(document: Document) -> dict[str, Json]:
    entry = document.entry
    return {
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "url": entry.path,
        "categories": list(entry.categories),
        "tags": list(entry.tags),
    }
