"""Files of the bucket that stand for the whole site: its icons, its manifest, its own styles.

They are found by themselves where other programs and themes have them. No IO here.
"""

import hashlib
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

_FOLDERS = ("", "/assets/img/favicons", "/assets", "/assets/images", "/images")


def _in_folders(*names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for folder in _FOLDERS for name in names)


ICONS = _in_folders("favicon.svg", "favicon.ico", "favicon.png")
"""Where the author's own icon may be, the best first."""
TOUCH_ICONS = _in_folders("apple-touch-icon.png")
"""Where the icon of a site that stands among the programs of a phone may be."""
MANIFESTS = _in_folders("site.webmanifest", "manifest.webmanifest")
"""Where the manifest of a site may be. https://www.w3.org/TR/appmanifest/"""
STYLE = "/_theme/style.css"
"""Where the author's own styles are, unless the configuration names another file."""
SITE_FILES = frozenset([*ICONS, *TOUCH_ICONS, *MANIFESTS])
_STYLING = (".css",)
_FINGERPRINTED = re.compile(r"(?P<stem>/.+)\.(?P<digest>[0-9a-f]{12})(?P<ending>\.css)")


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The paths of such files, each empty if there is none; that of `style` names its content."""

    icon: str = ""
    touch_icon: str = ""
    manifest: str = ""
    style: str = ""


def site_files(is_there: Callable[[str], bool], icon: str = "", style: str = "") -> SiteFiles:
    """The files that are there; `icon` goes before those that are found."""

    def first(paths: Collection[str]) -> str:
        return next(filter(is_there, paths), "")

    return SiteFiles(icon or first(ICONS), first(TOUCH_ICONS), first(MANIFESTS), style)


def is_styling(path: str) -> bool:
    """Whether pages may name a file with its content, so that they change with it."""
    return path.endswith(_STYLING)


def fingerprinted(path: str, etag: str) -> str:
    """The path of a stylesheet that names its content, beside the files that it names."""
    return f"{path.removesuffix('.css')}.{_digest(etag)}.css"


def without_fingerprint(path: str) -> str:
    """The path of the stylesheet that another path names with its content, if it does."""
    match = _FINGERPRINTED.fullmatch(path)
    return f"{match['stem']}{match['ending']}" if match else ""


def is_of(path: str, etag: str) -> bool:
    """Whether a path names just this content."""
    match = _FINGERPRINTED.fullmatch(path)
    return match is not None and match["digest"] == _digest(etag)


def _digest(etag: str) -> str:
    return hashlib.sha256(etag.encode()).hexdigest()[:12]
