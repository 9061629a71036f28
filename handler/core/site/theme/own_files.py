"""Which files of the bucket `theme` in `_config.yml` names for every page. No IO here.

A cached page needs to know, so nothing is imported that colours or fonts take.
"""

import re

from handler.core.model.addressing.keys import MAX_KEY_BYTES
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import SiteConfig

_ICON = re.compile(r"/.*\.(?:svg|png|ico|webp|gif|jpe?g)", re.IGNORECASE)
_STYLE = re.compile(r"/.*\.css")


def favicon_of(site: SiteConfig) -> str:
    """The path of the icon that the configuration names, or nothing."""
    favicon = site.under("theme").get("favicon")
    return favicon if isinstance(favicon, str) and _ICON.fullmatch(favicon) else ""


def style_of(site: SiteConfig) -> str:
    """The path of the stylesheet that the configuration names, or nothing."""
    style = site.under("theme").get("css")
    is_path = isinstance(style, str) and _STYLE.fullmatch(style) is not None
    # Whoever reads a page looks it up, and longer keys are refused.
    return str(style) if is_path and len(fold(str(style)).encode()) <= MAX_KEY_BYTES else ""
