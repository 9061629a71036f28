"""Rendering the posts of a source tree without AWS, for comparing them with another builder's."""

import json
from collections.abc import Iterator
from pathlib import Path

from handler.cli.checking import published
from handler.cli.trees import all_files, why_not
from handler.core.jekyll.documents import Document, read_document
from handler.core.jekyll.rendering import render_body
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.keys import classify, printable
from handler.core.model.problems import ContentError
from handler.services.lookups import with_resources
from handler.services.records import config_key, site_in
from handler.wiring import Services

_FOLDERS = {"_posts", "_drafts"}


def render_posts(root: Path) -> Iterator[str]:
    """A line of JSON for each file in `_posts` and `_drafts`, whether readers would see it or not.

    Links between posts lead where they would lead if the tree were published now.
    """
    services, _ = published(root)
    site = site_in(services.table.get([config_key()]))
    for key, path in sorted(all_files(root).items()):
        if _FOLDERS & set(key.split("/")[:-1]):
            problem = why_not(key, path)
            described: dict[str, Json] = {"error": str(problem)}
            if not problem:
                described = _describe(key, path.read_bytes(), site, services)
            yield json.dumps({"path": printable(key), **described}, ensure_ascii=False)


def _describe(key: str, data: bytes, site: SiteConfig, services: Services) -> dict[str, Json]:
    if classify(key) not in {"post", "draft"}:
        return {"error": f"{key}: is neither Markdown nor HTML by its name."}
    try:
        document = read_document(key, data, site)
    except ContentError as error:
        return {"error": str(error)}
    body = with_resources(
        services.bucket,
        services.table,
        # Other builders leave formulas to a script in the browser.
        lambda resources: render_body(document, site, resources, mathml=False),
    )
    return {"html": body.html, **_metadata(document)}


def _metadata(document: Document) -> dict[str, Json]:
    entry = document.entry
    return {
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "url": entry.path,
        "categories": list(entry.categories),
        "tags": list(entry.tags),
    }
