"""Formulas, in the marks that MathJax looks for."""

from __future__ import annotations

from .attributes import write_attributes
from .nodes import Math
from .text import escape


def write_formula(node: Math) -> str:
    """A formula; one with attributes needs an element that can hold them."""
    tex, attributes = escape(node.tex), write_attributes(node.attributes.items())
    if node.block:
        shown = f"\\[{tex}\\]\n"
        return f"<div{attributes}>{shown}</div>\n" if node.attributes else shown
    return f"<span{attributes}>${tex}$</span>" if node.attributes else f"\\({tex}\\)"
