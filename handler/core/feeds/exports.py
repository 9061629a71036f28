"""Posts for programs: `….json` beside each post's page. No IO here."""

import json

from handler.core.feeds.metadata import entry_id
from handler.core.model.addressing.addresses import export_path
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, Json
from handler.core.model.periods import stamp
from handler.core.pages.body import body_in_export
from handler.core.pages.headings import title_of
from handler.core.site.social import image_of


def render_json(context: SiteContext, entry: Entry, html: str) -> str:
    """Everything that a post's page tells, as an object; addresses are absolute."""
    links = context.links
    source = links.absolute(export_path(entry.path, "md")) if is_markdown(entry.key) else ""
    fields: dict[str, Json] = {
        "id": entry_id(context, entry),
        "url": links.absolute(entry.path),
        "markdown_url": source,
        "title": "" if entry.is_note else title_of(entry),
        "date": stamp(entry.date) if entry.date else "",
        "modified": stamp(entry.modified) if entry.modified else "",
        "authors": [*entry.authors],
        "categories": [*entry.categories],
        "tags": [*entry.tags],
        "location": entry.location,
        "lang": entry.lang or context.site.lang,
        "translations": {
            lang: links.absolute_address(address) for lang, address in entry.alternates.items()
        },
        "series": entry.series,
        "series_part": entry.part,
        "description": entry.description,
        "excerpt": entry.excerpt,
        "image": image_of(links, entry.image) if entry.image else "",
        "words": entry.words,
        "html": body_in_export(html, entry, context),
    }
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"
