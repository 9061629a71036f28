"""Frames, and what stands at a side of the text, as the theme's stylesheet knows them. No IO here.

The policy of pages allows no styles, and a stylesheet reads no numbers out of attributes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handler.core.html.tree import attribute, set_attributes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

RATIOS = {"16:9": 16 / 9, "3:2": 3 / 2, "4:3": 4 / 3, "1:1": 1.0, "9:16": 9 / 16}
"""The proportions that the stylesheet has a rule for."""

_ALIKE = 0.04
_FLOAT = re.compile(r"(?:^|;)\s*float\s*:\s*(left|right)\b", re.IGNORECASE)
_FILMS = re.compile(
    r"(?:https?:)?//(?:www\.|player\.)?"
    r"(?:youtube(?:-nocookie)?\.com/embed|vimeo\.com/video|dailymotion\.com/embed)/",
    re.IGNORECASE | re.ASCII,
)
# Minimal Mistakes, WordPress, Chirpy, Bootstrap, Hugo.
_NAMES = {
    f"{before}{side}{after}": side
    for side in ("left", "right")
    for before, after in (
        *(("align-", ""), ("align", ""), ("pull-", ""), ("float-", "")),
        *(("", ""), ("img-", ""), ("", "-float")),
    )
}


def keep_proportions(root: Node) -> None:
    """Note the proportions of frames that say their size, or that show films."""
    for frame in root.css("iframe"):
        if ratio := _ratio(frame):
            set_attributes(frame, {"data-ratio": ratio})


def _ratio(frame: Node) -> str:
    sides = [attribute(frame, name).strip().removesuffix("px") for name in ("width", "height")]
    if not all(side.isascii() and side.isdigit() and int(side[:6]) > 0 for side in sides):
        return "16:9" if _FILMS.match(attribute(frame, "src")) else ""
    wanted = int(sides[0][:6]) / int(sides[1][:6])
    near = (name for name, ratio in RATIOS.items() if abs(wanted / ratio - 1) < _ALIKE)
    return next(near, "")


def set_aside(root: Node) -> None:
    """Note at which side of the text pictures stand, by the ways in which authors say so."""
    for node in root.css("img, figure, picture"):
        if side := _side(node):
            set_attributes(node, {"data-float": side})
    for paragraph in root.css("p[class], div[class]"):
        held = paragraph.css("img")
        side = _named_side(paragraph)
        if side and len(held) == 1 and not paragraph.text().strip():
            set_attributes(held[0], {"data-float": side})


def _side(node: Node) -> str:
    align = attribute(node, "align").strip().lower()
    match = _FLOAT.search(attribute(node, "style"))
    styled = match[1].lower() if match else ""
    return (align if align in {"left", "right"} else "") or styled or _named_side(node)


def _named_side(node: Node) -> str:
    names = attribute(node, "class").lower().split()
    return next((_NAMES[name] for name in names if name in _NAMES), "")
