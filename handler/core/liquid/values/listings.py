"""`site.posts`, `site.tags` and `site.categories`: what a text may know of all posts. No IO here.

A post in a list has what listings show of it. Its text and further names of its front matter
would have to be read for every post, so they are not there.
"""

from collections.abc import Mapping, Sequence
from html import escape

from handler.core.liquid.values.times import ruby_times
from handler.core.model.addressing.paths import escaped
from handler.core.model.entries import Entry, Json

MAX_POSTS = 1_000
"""How many posts a text can list, the newest."""


def listed_post(entry: Entry) -> dict[str, Json]:
    """What Liquid sees of a post in a list."""
    url = escaped(entry.path)
    return {
        "title": "" if entry.is_note else entry.title,
        "url": url,
        "id": url.removesuffix(".html").rstrip("/"),
        "path": entry.key,
        "relative_path": entry.key,
        "collection": "posts",
        "date": entry.date.isoformat() if entry.date else None,
        "categories": list(entry.categories),
        "tags": list(entry.tags),
        "excerpt": f"<p>{escape(entry.excerpt, quote=False)}</p>" if entry.excerpt else "",
        "description": entry.description or None,
        "image": entry.image or None,
        "author": entry.authors[0] if entry.authors else None,
        "location": entry.location or None,
        "layout": entry.layout or None,
    }


def listings(posts: Sequence[Mapping[str, Json]], timezone: object) -> dict[str, Json]:
    """The lists that `site` holds, of posts from the newest to the oldest."""
    shown: list[Json] = [dict(ruby_times(post, timezone)) for post in posts]
    labels = {name: _by_label(shown, name) for name in ("tags", "categories")}
    return {"posts": shown, **labels}


def _by_label(posts: Sequence[Json], name: str) -> dict[str, Json]:
    """Posts by label, labels in the order in which they were first used."""
    found: dict[str, list[Json]] = {}
    for post in reversed(posts):
        labels = post[name] if isinstance(post, dict) else None
        for label in labels if isinstance(labels, list) else ():
            found.setdefault(str(label), []).append(post)
    return {label: posts[::-1] for label, posts in found.items()}
