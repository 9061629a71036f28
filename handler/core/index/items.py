"""Where each kind of item is kept in the table: its partition and sort key. No IO here."""

from datetime import datetime

from handler.core.model.periods import utc
from handler.core.model.writes import Key

MANIFEST = "manifest"
PENDING = "pending"
SCHEDULED = "list#scheduled"
CHANGED = "search#changed"
"""Posts and pages that the search index does not know in their newest form."""
LINKING = "linking"
"""Posts and pages whose links others were not told of yet, if the blog tells them."""
PRINTING = "printing"
"""Posts and pages that print a list of posts, or of a collection."""
PAGES = "list#pages"
ALL = "list#all"
PINNED = "list#pinned"
"""Posts that stand at the top of the home page, whose rows change with those of `list#all`."""
DOCUMENTS = "list#documents"
"""Pages of collections that are in the sitemap, and not among the links of every page."""
DATA = "list#data"
TEMPLATES = "templates"
"""The templates that the blog has put in place of the theme's, by their names."""
DESK = Key("desk")
"""Whether the author's desk is on, so that pages tell programs where to write."""
JOB = Key("job#compare")
LANGUAGES = Key("job#languages")
"""The languages in use, as every page is told of them."""


def source_key(key: str) -> Key:
    """Where a source is kept."""
    return Key(f"source#{key}")


def body_key(key: str) -> Key:
    """Where the rendered body of a source is kept."""
    return Key(f"body#{key}")


def page_key(base: str, path: str) -> Key:
    """Where a rendered page is kept; `base` is the origin and prefix that it was made for."""
    return Key(f"page#{base}#{path}")


def path_key(path: str) -> Key:
    """Where the owner of an exact path is kept."""
    return Key(f"path#{path}")


def generation_key(tag: str) -> Key:
    """Where the counter of a cache tag is kept."""
    return Key(f"generation#{tag}")


def name_key(name: str, key: str) -> Key:
    """Where `post_url` finds a post by the name of its file, without folder and extension."""
    return Key(f"name#{name}", key)


def issue_rows(number: int) -> str:
    """The partition of the posts that show the comments of an issue."""
    return f"issue#{number}"


def collection_rows(name: str) -> str:
    """The partition of the documents of a collection, as lists show them."""
    return f"collection#{name}"


def series_rows(slug: str) -> str:
    """The partition of the parts of a series."""
    return f"series#{slug}"


def translation_rows(name: str) -> str:
    """The partition of the versions of a text in several languages."""
    return f"translations#{name}"


def language_list(lang: str) -> str:
    """The partition of the posts in a language."""
    return f"list#lang#{lang}"


def position(date: datetime, path: str) -> str:
    """The sort key of a post in every listing."""
    return f"{utc(date)}#{path}"
