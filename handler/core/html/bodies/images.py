"""Images in the HTML of bodies: which pictures of the bucket they show, and how. No IO here.

Attributes that the author wrote are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from handler.core.html.rebase import as_followed
from handler.core.html.tree import SPACE, after, attribute, before, set_attributes, wrap
from handler.core.model.addressing.paths import composed, escaped
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import WIDTHS, Picture, copy_path, is_picture

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

MAXIMUM_LISTED = 80
"""How many pictures of a body get their size: they are read in one call with the body."""
COLUMN = 640
"""How wide the theme shows a picture at most: `--measure` in its stylesheet."""

_TALL = 900
"""Pixels: what is taller is shown smaller on many screens."""
_SIZES = f"(max-width: 44rem) 100vw, {COLUMN // 16}rem"
_SEPARATOR = re.compile(rf"[{SPACE},]")


def images_in(root: Node, page: str, site: SiteConfig) -> tuple[str, ...]:
    """The paths of pictures that a body shows which may be files of the blog, each once."""
    found = (_path(image, page, site) for image in root.css("img"))
    return tuple(dict.fromkeys(path for path in found if path))[:MAXIMUM_LISTED]


def add_sizes(
    root: Node, pictures: Mapping[str, Picture], page: str, site: SiteConfig, own: str = ""
) -> None:
    """Have images keep their place while they load, and load no more than is shown.

    `pictures` are those of the blog by path; `page` is the path that the body is shown at, and
    `own` what stands before the addresses of copies.
    """
    chosen = {image.mem_id for image in root.css("picture img")}
    surrounded = chosen | {image.mem_id for image in root.css("a img")}
    for number, image in enumerate(root.css("img")):
        path = _path(image, page, site)
        picture = pictures.get(path) if path else None
        added = {"decoding": "async"}
        added |= {"loading": "lazy"} if number else {"fetchpriority": "high"}
        if picture:
            added |= _size(image, picture)
            added |= {} if image.mem_id in chosen else _copies(image, picture, own)
            if image.mem_id not in surrounded and _leads_to_original(image, picture):
                wrap(image, "a", {"class": "original", "href": _source(image)})
        missing = added.keys() - image.attributes.keys()
        set_attributes(image, {name: value for name, value in added.items() if name in missing})


def _path(image: Node, page: str, site: SiteConfig) -> str | None:
    """The path of the blog's own file that an image shows, if it may be one."""
    base = site.baseurl
    root = urlsplit(site.url)
    try:
        whole = urlsplit(urljoin(f"//{root.netloc}{base}{escaped(page)}", _source(image)))
    except ValueError:  # Such as an unclosed bracket of an IPv6 host.
        return None
    ours = whole.scheme in {"", "http", "https"} and whole.netloc == root.netloc
    if not ours or not whole.path.startswith(f"{base}/"):
        return None
    path = composed(unquote(whole.path[len(base) :]))
    return path if is_picture(path) and "\0" not in path else None


def _source(image: Node) -> str:
    return as_followed(attribute(image, "src"))


def _size(image: Node, picture: Picture) -> dict[str, str]:
    """Width and height; if the author gave one of them in pixels, the other in proportion."""
    width, height = (attribute(image, name) for name in ("width", "height"))
    if not width and not height:
        return {"width": str(picture.width), "height": str(picture.height)}
    if _is_pixels(width) and not height:
        return {"height": str(max(1, round(int(width) * picture.height / picture.width)))}
    if _is_pixels(height) and not width:
        return {"width": str(max(1, round(int(height) * picture.width / picture.height)))}
    return {}


def _is_pixels(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) > 0


def _copies(image: Node, picture: Picture, own: str) -> dict[str, str]:
    """The copies of a picture, for browsers to choose from, and how wide it will be shown."""
    if not picture.widths or "srcset" in image.attributes:
        return {}
    copies = [f"{own}{copy_path(picture, width)} {width}w" for width in picture.widths]
    if picture.widths[-1] < min(picture.width, WIDTHS[-1]):
        source = _SEPARATOR.sub(lambda found: f"%{ord(found[0]):02X}", _source(image))
        copies.append(f"{source} {picture.width}w")
    return {"srcset": ", ".join(copies), "sizes": _shown(image, picture)}


def _shown(image: Node, picture: Picture) -> str:
    asked = attribute(image, "width")
    width = int(asked) if _is_pixels(asked) else picture.width
    return _SIZES if width >= COLUMN else f"(max-width: {width}px) 100vw, {width}px"


def _leads_to_original(image: Node, picture: Picture) -> bool:
    """Whether a picture gets a link: one that stands alone, shown smaller than it is.

    A link needs words for those who listen, so there is none if the image has no description.
    """
    return (
        (picture.width > COLUMN or picture.height > _TALL)
        and bool(attribute(image, "alt").strip())
        and not image.attributes.keys() & {"usemap", "ismap"}
        and _is_alone(image)
    )


def _is_alone(image: Node) -> bool:
    """Whether an image is all that its paragraph or figure shows, but for a caption."""
    around, following = image.parent, after(image)
    if around is None or around.tag not in {"p", "figure"} or before(image) is not None:
        return False
    if following is not None and following.tag == "br":
        following = after(following)
        return following is not None and following.tag == "em"
    return following is None or following.tag in {"em", "figcaption"}
