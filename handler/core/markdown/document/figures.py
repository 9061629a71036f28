"""Images that stand alone in a paragraph and ask, with ``{:standalone}``, to be figures."""

from __future__ import annotations

from handler.core.markdown.attributes import write_attributes
from handler.core.markdown.nodes import Image, Node, Paragraph
from handler.core.markdown.text import escape_once


def standalone_image(nodes: list[Node]) -> Image | None:
    """The image that is to be a figure, if it is all that a paragraph holds."""
    image = nodes[0] if len(nodes) == 1 else None
    return image if isinstance(image, Image) and "standalone" in image.marks else None


def write_figure(paragraph: Paragraph, image: Image) -> str:
    """A figure with the image's class and id, and its alternative text as the caption."""
    outer, inner = dict(paragraph.attributes), dict(image.attributes)
    for name in ("class", "id"):
        if name in inner and name not in outer:
            outer[name] = inner.pop(name)
    return (
        f"<figure{write_attributes(outer.items())}>\n<img{write_attributes(inner.items())} />\n"
        f"<figcaption>{escape_once(inner.get('alt', ''))}</figcaption>\n</figure>\n"
    )
