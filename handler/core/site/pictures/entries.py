"""Pictures that front matter names, as a page shows them: with their size and copies. No IO here.

One that is not there, or of which nobody knows the size, is not shown: it would be broken, or move
what stands below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.model.addressing.paths import composed, escaped
from handler.core.model.addressing.urls import link_address, own_path
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig, positive
from handler.core.model.media.pictures import Picture, copy_path, is_picture
from handler.core.model.profiles import Profile


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What an `<img>` says of a picture."""

    source: str
    width: int
    height: int
    alt: str = ""
    copies: str = ""


def named_pictures(entry: Entry, site: SiteConfig) -> tuple[str, ...]:
    """The paths of pictures of the blog that an entry names: its cover, and its author."""
    named = (entry.image, str(entry.seo.get("author_picture", "")))
    paths = (_own_path(address, site) for address in named)
    return tuple(path for path in paths if path)


def cover_path(entry: Entry, site: SiteConfig) -> str:
    """The path of an entry's cover, if it is a picture of the blog."""
    return _own_path(entry.image, site)


def cover_of(
    context: SiteContext, entry: Entry, pictures: Mapping[str, Picture], html: str = ""
) -> ShownPicture | None:
    """The cover of an entry, unless its text shows the same picture."""
    path = _own_path(entry.image, context.site)
    if path and (path in html or escaped(path) in html):
        return None
    alt = str(entry.seo.get("image_alt", ""))
    sides = [positive(entry.seo.get(f"image_{side}")) for side in ("width", "height")]
    return _shown(context, entry.image, pictures, alt, sides)


def author_picture_of(
    context: SiteContext, entry: Entry, pictures: Mapping[str, Picture]
) -> ShownPicture | None:
    """The picture of an entry's own author."""
    address = str(entry.seo.get("author_picture", ""))
    return _shown(context, address, pictures, "", [64, 64]) if address else None


def profile_picture_path(profile: Profile, site: SiteConfig) -> str:
    """The path of an author's picture, if it is one of the blog."""
    return _own_path(profile.picture, site)


def profile_picture_of(
    context: SiteContext, profile: Profile, pictures: Mapping[str, Picture]
) -> ShownPicture | None:
    """The picture of the author whose posts a page lists."""
    return _shown(context, profile.picture, pictures, "", [96, 96]) if profile.picture else None


def _own_path(address: str, site: SiteConfig) -> str:
    path = composed(own_path(address, site.url, site.baseurl)) if address else ""
    return path if is_picture(path) and "\0" not in path else ""


def _shown(
    context: SiteContext,
    address: str,
    pictures: Mapping[str, Picture],
    alt: str,
    sides: list[int],
) -> ShownPicture | None:
    source, path = link_address(address), _own_path(address, context.site)
    if not source:
        return None
    if not path:
        width, height = sides
        return ShownPicture(source, width, height, alt) if width and height else None
    picture = pictures.get(path)
    if picture is None:
        return None
    before = context.links.prefix + context.links.own
    copies = ", ".join(f"{before}{copy_path(picture, width)} {width}w" for width in picture.widths)
    shown = context.links.to_address(source)
    return ShownPicture(shown, picture.width, picture.height, alt, copies)
