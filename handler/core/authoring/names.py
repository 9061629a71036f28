"""What files are called that authors' commands make. No IO here."""

from datetime import datetime

from handler.core.jekyll.front_matter.names import is_dated
from handler.core.model.addressing.paths import composed
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.graphemes import cluster_start
from handler.core.yaml.dates import local_time

_MOST_BYTES = 180
"""Of a title in a file's name: file systems take 255, and a date and an extension go with it."""
_UNTITLED = "untitled"


def slug_of(title: str) -> str:
    """A title as Jekyll would write it into a file's name, not too long, and never empty."""
    slug = slugify(composed(title))
    kept = len(slug.encode()[:_MOST_BYTES].decode(errors="ignore"))
    if kept < len(slug):
        whole = slug[:kept].rpartition("-")[0]
        slug = whole or slug[: cluster_start(slug, kept)]
    return slug or _UNTITLED


def post_key(folder: str, date: datetime, slug: str, site: SiteConfig) -> str:
    """The name of a post of that date, by the site's clock."""
    return f"{folder}/{_day(date, site)}-{slug}.md"


def published_key(key: str, date: datetime, site: SiteConfig) -> str:
    """Where a draft goes that is published: beside other posts, with its day in its name."""
    *folders, name = key.split("/")
    place = folders.index("_drafts")
    folders[place] = "_posts"
    return "/".join([*folders, name if is_dated(key) else f"{_day(date, site)}-{name}"])


def date_text(moment: datetime, site: SiteConfig) -> str:
    """A moment as front matter has it, by the site's clock."""
    return f"{local_time(moment, site.timezone):%Y-%m-%d %H:%M:%S %z}"


def _day(date: datetime, site: SiteConfig) -> str:
    return local_time(date, site.timezone).date().isoformat()
