"""HTML as programs of feed readers take it. No IO here.

They drop or refuse what might run, or might lay itself over their own pages. So does the policy of
the blog's pages; a feed has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handler.core.html.text import remove
from handler.core.html.tree import attribute, find, set_attributes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_LEFT_OUT = (
    "script, style, link, meta, base, title, template, embed, noembed, noframes,"
    # Programs that know no formulas show their letters, and then all of it again as TeX.
    " annotation, annotation-xml"
)
_UNWRAPPED = ("object", "applet")
"""What has words in it for all that cannot show it."""
_HARMLESS = re.compile(
    r"(?:text-align|vertical-align|float|clear|width|height|font-(?:style|weight)|text-decoration"
    r"|white-space)\s*:\s*[a-z0-9.%-]+",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"[\s\"'/]on[a-z]+\s*=", re.IGNORECASE)


def make_portable(root: Node, html: str) -> None:
    """Leave out of a tree, which was read from `html`, what feed readers fear."""
    remove(root, _LEFT_OUT)
    for element in root.css(", ".join(_UNWRAPPED)):
        element.unwrap()
    for link in root.css("a[href^='javascript:' i]"):
        del link.attrs["href"]
    for element in find(root, "[style]"):
        _keep_harmless(element)
    if _HANDLER.search(html):
        _remove_handlers(root)


def _keep_harmless(element: Node) -> None:
    parts = (part.strip() for part in attribute(element, "style").split(";"))
    kept = "; ".join(part for part in parts if _HARMLESS.fullmatch(part))
    if kept:
        set_attributes(element, {"style": kept})
    else:
        del element.attrs["style"]


def _remove_handlers(root: Node) -> None:
    for element in root.css("*"):
        for name in element.attributes:
            if name.startswith("on"):
                del element.attrs[name]
