"""HTML as programs of feed readers take it. No IO here.

They drop or refuse what might run, or might lay itself over their own pages. So does the policy of
the blog's pages; a feed has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from handler.core.html.allowed import BODY_TAGS, names
from handler.core.html.text import ARCHIVE, remove
from handler.core.html.tree import attribute, find, set_attributes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_LEFT_OUT = (
    "script, style, link, meta, base, title, template, embed, noembed, noframes,"
    # Programs that know no formulas show their letters, and then all of it again as TeX.
    " annotation, annotation-xml"
)
_KEPT = BODY_TAGS | names(
    """
    acronym area big button data dialog fieldset font form input label legend main map meter
    noscript optgroup option output progress search select strike textarea
    """
)
"""Of all else only what it holds is kept, such as the words for those who cannot show an object."""
_HARMLESS = re.compile(
    r"(?:text-align|vertical-align|float|clear|width|height|font-(?:style|weight)|text-decoration"
    r"|white-space)\s*:\s*[a-z0-9.%-]+",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"[\s\"'/]on[a-z]+\s*=", re.IGNORECASE)


def make_portable(root: Node, html: str) -> None:
    """Leave out of a tree, which was read from `html`, what feed readers fear."""
    remove(root, f"{_LEFT_OUT}, {ARCHIVE}")
    for element in root.css("*:not(body, svg, svg *)"):
        if element.tag not in _KEPT:
            element.unwrap(delete_empty=True)
    for link in root.css("a[href^='javascript:' i]"):
        _remove_attributes(link, lambda name: name.endswith("href"))
    for element in find(root, "[style]"):
        _keep_harmless(element)
    if _HANDLER.search(html):
        for element in root.css("*"):
            _remove_attributes(element, lambda name: name.startswith("on"))


def _keep_harmless(element: Node) -> None:
    parts = (part.strip() for part in attribute(element, "style").split(";"))
    kept = "; ".join(part for part in parts if _HARMLESS.fullmatch(part))
    if kept:
        set_attributes(element, {"style": kept})
    else:
        _remove_attributes(element, lambda name: name == "style")


def _remove_attributes(element: Node, is_unwanted: Callable[[str], bool]) -> None:
    for name in filter(is_unwanted, list(element.attributes)):
        del element.attrs[name]
