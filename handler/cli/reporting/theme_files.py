"""Files that `theme` in `_config.yml` names, and that readers would not get."""

from collections.abc import Iterator

from handler.core.index import items
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.problems import Problem
from handler.core.site.theme.settings import files_of
from handler.services.records import CONFIG, config_key, site_in
from handler.wiring import Services

_FONTS = {"font", "heading_font"}
_MISSING = "Add it to the bucket, or mend the address; it begins at the top of the blog."
_SMALLER = "Cut it down to the letters that the blog has."


def theme_problems(services: Services) -> list[Problem]:
    """What is missing, or too large to be sent, of what makes the theme the blog's own."""
    site = site_in(services.table.get([config_key()]))
    config = services.bucket.get(CONFIG)
    text = config.data.decode("utf-8", "replace") if config and config.data else ""
    return [
        Problem(CONFIG, message, fix, _line_of(path, text), "warning")
        for setting, path in files_of(site)
        if path
        for message, fix in _told(services, site, setting, path)
    ]


def _told(
    services: Services, site: SiteConfig, setting: str, path: str
) -> Iterator[tuple[str, str]]:
    if not services.reader.answers(site.baseurl + path):
        yield f"names {path[:200]} as {setting} in theme, where nothing is.", _MISSING
    place = items.path_key(path)
    found = services.table.get([place]).get(place, {})
    size = int(found.get("size", 0))
    if setting == "intro" and "size" in found:
        yield f"names {path[:200]} as intro in theme, which is no page.", _MISSING
    if setting in _FONTS and size > MAXIMUM_ANSWER:
        yield f"names {path[:200]} as {setting}, which has {size:,} bytes: too many.", _SMALLER


def _line_of(path: str, text: str) -> int:
    return text.count("\n", 0, text.find(path)) + 1 if path in text else 0
