"""Rendering the posts of a source tree without AWS, for comparing them with another builder's."""

import json
from collections.abc import Iterator
from pathlib import Path

from handler.cli.checking import published
from handler.cli.trees import read_tree, why_not
from handler.core.model.addressing.keys import classify, printable
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.limits import VERSION_SECONDS
from handler.services.computing.lookups import with_resources
from handler.services.computing.tasks import describe
from handler.services.ports import Allowance, Unfinished
from handler.services.records import stored_site
from handler.wiring import Services

_FOLDERS = {"_posts", "_drafts"}


def render_posts(root: Path) -> Iterator[str]:
    """A line of JSON for each file in `_posts` and `_drafts`, whether readers would see it or not.

    Links between posts lead where they would lead if the tree were published now.
    """
    tree = read_tree(root)
    services, _ = published(tree)
    site = stored_site(services.table)
    for key in sorted(tree.files):
        if _FOLDERS & set(key.split("/")[:-1]):
            problem = why_not(key, tree.files[key])
            described: dict[str, Json] = {"error": str(problem)}
            if not problem:
                described = _describe(key, tree.path(key).read_bytes(), site, services)
            yield json.dumps({"path": printable(key), **described}, ensure_ascii=False)


def _describe(key: str, data: bytes, site: SiteConfig, services: Services) -> dict[str, Json]:
    if classify(key) not in {"post", "draft"}:
        return {"error": f"{key}: is neither Markdown nor HTML by its name."}
    allowance, now = Allowance(VERSION_SECONDS), services.clock.now()
    try:
        return with_resources(
            services.bucket,
            services.table,
            lambda found: describe(services.sandbox, allowance, key, data, site, found, now),
        ).values
    except Unfinished as error:
        return {"error": f"{key}: is not published: it {error}."}
