"""Galleries: several images in a row, which the theme sets in a grid. No IO here.

    ![A pier](/images/pier.jpg) ![A gull](/images/gull.jpg "What a title says stands below it")

They are what stands in a paragraph or figure that holds nothing else, or in `{: .gallery}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from typing import TYPE_CHECKING

from handler.core.html.tree import attribute, children, rename, set_attributes, wrap
from handler.core.model.media.pictures import Picture

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

SHAPES = {"16:9": 16 / 9, "3:2": 3 / 2, "4:3": 4 / 3, "1:1": 1.0, "3:4": 3 / 4, "2:3": 2 / 3}
"""The proportions that the stylesheet has a rule for."""

Find = Callable[["Node"], Picture | None]
"""The picture of the blog that an image shows, if it is one."""

_USUAL = "4:3"
_SMALLEST = 240
"""Pixels: what is narrower may be a badge or a letter, which stands in its line."""
_OWN_LAYOUT = frozenset({"align", "class", "height", "style", "width"})


def mark_galleries(root: Node, find: Find) -> None:
    """Have the theme set images that stand in a row as a gallery, all in one shape."""
    for group in _outermost(root):
        _mark(group, group.css("img"), find)
    for figure in root.css("figure:not([data-gallery])"):
        images = _images([part for part in children(figure) if part.tag != "figcaption"])
        if len(images) > 1 and not _is_laid_out(images):
            _mark(figure, images, find)
    for image in root.css("p > :is(img, picture, a):first-child"):
        if image.parent is not None:
            _mark_row(image.parent, find)


def _outermost(root: Node) -> Iterator[Node]:
    """What an author calls a gallery, but for what is in another: each image is looked at once."""
    inner: set[int] = set()
    for group in root.css(".gallery"):
        if group.mem_id not in inner:
            inner.update(each.mem_id for each in group.css(".gallery"))
            yield group


def _mark_row(paragraph: Node, find: Find) -> None:
    """Mark a paragraph of pictures, and maybe of emphasised words below them."""
    parts = [part for part in children(paragraph) if part.tag != "br"]
    caption = parts.pop() if parts[-1].tag == "em" else None
    images = _images(parts)
    if len(images) < 2 or paragraph.attributes or _is_laid_out(images):
        return
    if not all((picture := find(image)) and picture.width >= _SMALLEST for image in images):
        return
    if caption is not None:
        rename(caption, "figcaption")
    _mark(rename(paragraph, "figure" if caption is not None else "div"), images, find)


def _images(parts: list[Node]) -> list[Node]:
    """The images that parts of a gallery show; none if one of them is something else."""
    found = [_image(part) for part in parts]
    return [image for image in found if image is not None] if None not in found else []


def _image(part: Node) -> Node | None:
    """The only image of a part that shows nothing else."""
    if part.tag == "img":
        return part
    if part.tag not in {"a", "picture"} or part.text().strip():
        return None
    images = part.css("img")
    return images[0] if len(images) == 1 else None


def _is_laid_out(images: list[Node]) -> bool:
    """Whether an author says of an image how it is to be set."""
    return any(image.attributes.keys() & _OWN_LAYOUT for image in images)


def _mark(group: Node, images: list[Node], find: Find) -> None:
    if not images or group.css_first("[data-gallery]") is not None:
        return
    if group.tag == "p":
        names = {name: value or "" for name, value in group.attributes.items()}
        group = rename(group, "div")
        set_attributes(group, names)
    for line_break in group.css("br"):
        if line_break.parent is None or line_break.parent.tag != "figcaption":
            line_break.decompose()
    set_attributes(group, {"data-gallery": _shape([find(image) for image in images])})
    for image in images:
        _add_caption(image, group)


def _shape(pictures: list[Picture | None]) -> str:
    """The proportions that suit most of the pictures whose size is known."""
    known = [picture.width / picture.height for picture in pictures if picture]
    if not known:
        return _USUAL
    if min(known) < 1 < max(known):
        return "1:1"
    middle = median(known)
    return min(SHAPES, key=lambda name: abs(SHAPES[name] / middle - 1))


def _add_caption(image: Node, group: Node) -> None:
    """Show the title of an image or of its link below it."""
    around = image.parent if image.parent is not None and image.parent.tag == "picture" else image
    link = around.parent if around.parent is not None and around.parent.tag == "a" else around
    title = attribute(image, "title") or attribute(link, "title")
    holder = link.parent
    is_captioned = holder is not None and holder.tag == "figure" and holder.mem_id != group.mem_id
    if not title.strip() or is_captioned:
        return
    for node in (image, link):
        if "title" in node.attributes:
            del node.attrs["title"]
    figure = wrap(link, "figure", {})
    caption = figure.parser.create_node("figcaption")
    caption.insert_child(title)
    figure.insert_child(caption, move=True)
