"""Formulas: MathML for readers, or the TeX between the marks that MathJax looks for."""

from __future__ import annotations

from handler.core.markdown.attributes import write_attributes
from handler.core.markdown.nodes import Math
from handler.core.markdown.source import Document
from handler.core.markdown.text import escape

MAXIMUM_ALL = 200_000
"""How many characters of TeX in one text become MathML, which takes seconds for so many."""


class Formulas:
    """Writes the formulas of one document, as MathML if its options say so."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._written = 0

    def write(self, node: Math) -> str:
        """A formula, in an element of its own if it has attributes."""
        if not self._document.options.mathml:
            return _write_tex(node)
        shown = self._mathml(node)
        if node.attributes:
            tag = "div" if node.block else "span"
            shown = f"<{tag}{write_attributes(node.attributes.items())}>{shown}</{tag}>"
        return f"{shown}\n" if node.block else shown

    def _mathml(self, node: Math) -> str:
        """MathML, or TeX as it is written: words of a text never vanish."""
        from handler.core.markdown.document.mathml import to_mathml
        from handler.core.markdown.document.mathml_elements import UnknownTeXError

        self._written += len(node.tex)
        try:
            if self._written > MAXIMUM_ALL:
                raise UnknownTeXError(f"a text may have {MAXIMUM_ALL:,} characters of formulas")
            return to_mathml(node.tex, block=node.block)
        except UnknownTeXError as error:
            self._document.warn(node.line, f"A formula is shown as TeX: {error}.")
            code = f'<code class="language-tex">{escape(node.tex)}</code>'
            return f"<pre>{code}</pre>" if node.block else code


def _write_tex(node: Math) -> str:
    tex, attributes = escape(node.tex), write_attributes(node.attributes.items())
    if node.block:
        shown = f"\\[{tex}\\]\n"
        return f"<div{attributes}>{shown}</div>\n" if node.attributes else shown
    return f"<span{attributes}>${tex}$</span>" if node.attributes else f"\\({tex}\\)"
