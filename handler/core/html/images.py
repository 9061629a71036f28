"""Images in the HTML of bodies: which pictures of the bucket they show, and how. No IO here.

Attributes that the author wrote are left as they are; text, code and comments too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

from handler.core.model.entries import SiteConfig
from handler.core.model.paths import composed, escaped
from handler.core.model.pictures import WIDTHS, Picture, copy_path, is_picture

MAXIMUM_LISTED = 80
"""How many pictures of a body get their size: they are read in one call with the body."""
COLUMN = 640
"""How wide the theme shows a picture at most: `--measure` in its stylesheet."""

_SIZES = f"(max-width: 44rem) 100vw, {COLUMN // 16}rem"

# An unclosed comment, tag or quote runs to the end, as in a browser, so nothing is read twice.
_SPACE = r" \t\n\f\r"  # HTML knows no other in tags.
_VALUE = rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>"'][^{_SPACE}>]*+)"""
_REST = rf"(?:=[{_SPACE}]*+{_VALUE}|[^>])*+>?"
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    rf"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[{_SPACE}/>]){_REST}"
    rf".*?(?:</(?P=raw)(?=[{_SPACE}/>])|\Z)"
    rf"|<(?P<name>/?[a-z][^{_SPACE}/>]*+){_REST}",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_ATTRIBUTE = re.compile(
    rf"""(?P<name>[^{_SPACE}=>"'/]++)(?:[{_SPACE}]*+=[{_SPACE}]*+(?P<value>{_VALUE}))?+"""
)
_END_OF_BLOCK = re.compile(
    r"\s*(?:</p\s*>|</figure\s*>|<figcaption[\s>]|(?:<br ?/?>)?\s*<em>)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Image:
    """An `<img>` in a text: where it is, its attributes, and what is around it."""

    start: int
    stop: int
    attributes: Mapping[str, str]
    is_first: bool
    in_link: bool
    in_picture: bool
    is_alone: bool


def images_in(html: str, page: str, site: SiteConfig) -> tuple[str, ...]:
    """The paths of pictures that a body shows which may be files of the blog, each once."""
    found = (_path(image, page, site) for image in _images(html))
    return tuple(dict.fromkeys(path for path in found if path))[:MAXIMUM_LISTED]


def with_sizes(html: str, pictures: Mapping[str, Picture], page: str, site: SiteConfig) -> str:
    """HTML whose images keep their place while they load, and load no more than is shown.

    `pictures` are those of the blog by path; `page` is the path that the body is shown at.
    """
    parts, end = [], 0
    for image in _images(html):
        path = _path(image, page, site)
        picture = pictures.get(path) if path else None
        parts += [html[end : image.start], _dressed(html[image.start : image.stop], image, picture)]
        end = image.stop
    return "".join([*parts, html[end:]])


def _images(html: str) -> Iterator[_Image]:
    if "<img" not in html.lower():
        return
    links = pictures = count = 0
    block_end = -1
    for tag in _MARKUP.finditer(html):
        name = (tag["name"] or "").lower()
        if name == "img" and tag[0].endswith(">"):
            is_alone = block_end >= 0 and not html[block_end : tag.start()].strip()
            is_alone = is_alone and _END_OF_BLOCK.match(html, tag.end()) is not None
            around = (links > 0, pictures > 0, is_alone)
            yield _Image(tag.start(), tag.end(), _attributes(tag[0]), count == 0, *around)
            count += 1
        links = max(0, links + (name == "a") - (name == "/a"))
        pictures = max(0, pictures + (name == "picture") - (name == "/picture"))
        block_end = tag.end() if name in {"p", "figure"} else -1


def _attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag[len("<img") :].rstrip(">")):
        value = match["value"] or ""
        quote = value[0] if value[:1] in {'"', "'"} else ""
        found.setdefault(match["name"].lower(), unescape(value.strip(quote) if quote else value))
    return found


def _path(image: _Image, page: str, site: SiteConfig) -> str | None:
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


def _source(image: _Image) -> str:
    return image.attributes.get("src", "").strip()


def _dressed(tag: str, image: _Image, picture: Picture | None) -> str:
    when = {"fetchpriority": "high"} if image.is_first else {"loading": "lazy"}
    added = {"decoding": "async"} | when
    if picture:
        added = _size(image, picture) | _copies(image, picture) | added
    missing = {name: value for name, value in added.items() if name not in image.attributes}
    written = "".join(f' {name}="{escape(value)}"' for name, value in missing.items())
    dressed = f"{tag[: len('<img')]}{written}{tag[len('<img') :]}"
    return (
        f'<a class="original" href="{escape(_source(image))}">{dressed}</a>'
        if (picture and _leads_to_original(image, picture))
        else dressed
    )


def _size(image: _Image, picture: Picture) -> dict[str, str]:
    """Width and height; if the author gave one of them in pixels, the other in proportion."""
    width, height = (image.attributes.get(name, "") for name in ("width", "height"))
    if not width and not height:
        return {"width": str(picture.width), "height": str(picture.height)}
    if _is_pixels(width) and not height:
        return {"height": str(max(1, round(int(width) * picture.height / picture.width)))}
    if _is_pixels(height) and not width:
        return {"width": str(max(1, round(int(height) * picture.width / picture.height)))}
    return {}


def _is_pixels(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) > 0


def _copies(image: _Image, picture: Picture) -> dict[str, str]:
    """The copies of a picture, for browsers to choose from, and how wide it will be shown."""
    if not picture.widths or image.in_picture or "srcset" in image.attributes:
        return {}
    copies = [f"{copy_path(picture, width)} {width}w" for width in picture.widths]
    if picture.widths[-1] < min(picture.width, WIDTHS[-1]):
        source = re.sub(r"[\s,]", lambda found: f"%{ord(found[0]):02X}", _source(image))
        copies.append(f"{source} {picture.width}w")
    return {"srcset": ", ".join(copies), "sizes": _shown(image, picture)}


def _shown(image: _Image, picture: Picture) -> str:
    asked = image.attributes.get("width", "")
    width = int(asked) if _is_pixels(asked) else picture.width
    return _SIZES if width >= COLUMN else f"(max-width: {width}px) 100vw, {width}px"


def _leads_to_original(image: _Image, picture: Picture) -> bool:
    """Whether a picture gets a link: one that stands alone, shown smaller than it is.

    A link needs words for those who listen, so there is none if the image has no description.
    """
    stands_alone = image.is_alone and not image.in_link and not image.in_picture
    is_described = bool(image.attributes.get("alt", "").strip())
    return (
        stands_alone
        and is_described
        and picture.width > COLUMN
        and (not image.attributes.keys() & {"usemap", "ismap"})
    )
