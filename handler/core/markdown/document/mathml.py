"""Formulas as MathML, which browsers show by themselves; their TeX is kept as an annotation.

The converter is imported when a text first has a formula.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from itertools import accumulate
from xml.etree.ElementTree import Element

from handler.core.html.allowed import names
from handler.core.markdown.document.mathml_elements import UnknownTeXError, write_element

MAXIMUM_TEX = 5_000
"""The longest formula, in characters: converting takes a while, and nobody reads longer ones."""

MAXIMUM_BRACES = 100
MAXIMUM_ELEMENTS = 250
"""Inside one another. Each level of braces slows the converter down."""
_TOO_DEEP = "it is too deep at this place"  # The text around it may be deep as well.
_DEFINES = re.compile(r"\\(?:(?:re|provide)?newcommand|def|newenvironment|renewenvironment)\b")
_ENVIRONMENT = re.compile(r"\\begin\s*\{([^{}]*)\}")
_ENVIRONMENTS = names(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases dcases split"
    " align align* aligned gather gather* gathered equation equation* subarray substack"
    " multline"
)
# A formula does not know those before it, so it has no number, and nothing refers to it.
_SAME = [
    (re.compile(pattern), same)
    for pattern, same in [
        (r"\\label\{[^{}]*\}", ""),
        (r"\\(begin|end)\{align\}", r"\\\1{align*}"),
        (r"\\(begin|end)\{aligned\}", r"\\\1{split}"),
        (r"\\(begin|end)\{(?:gather\*?|gathered|multline)\}", r"\\\1{matrix}"),
        (r"\\(begin|end)\{dcases\}", r"\\\1{cases}"),
        (r"\\(?:big|Big|bigg|Bigg)[lrm]?\s*(\\[{}|]|\\[lr]brace(?![A-Za-z]))", r"\1"),
        (r"\\mathrm\s*\{([A-Za-z]+)\}", r"\\text{\1}"),
        (r"\\mathscr(?![A-Za-z])", r"\\mathcal"),
        (r"\\arg(?![A-Za-z])", r"\\operatorname{arg}"),
        (r"\\not\s*=", r"\\neq "),
        (r"(\\[A-Za-z]+)\s*\\nolimits(?![A-Za-z])", r"{\1}"),
        (r"\\setminus(?![A-Za-z])", r"\\smallsetminus"),
        (r"\\sim(?![A-Za-z])", "\u223c"),
        (r"\\lbrace(?![A-Za-z])", r"\\{"),
        (r"\\rbrace(?![A-Za-z])", r"\\}"),
    ]
]
"""TeX that the converter does not know or gets wrong, and what says the same."""


def to_mathml(tex: str, *, block: bool) -> str:
    """A formula as `<math>`; raises `UnknownTeXError` if any part of it is not understood."""
    _check_source(tex)
    display = "block" if block else "inline"
    shown = _converted(_simplified(tex), display)
    annotation = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return (
        f'<math display="{display}"><semantics><mrow>{shown}</mrow>{annotation}</semantics></math>'
    )


def _check_source(tex: str) -> None:
    if len(tex) > MAXIMUM_TEX:
        raise UnknownTeXError(f"it is longer than {MAXIMUM_TEX:,} characters")
    if _depth(tex) > MAXIMUM_BRACES:
        raise UnknownTeXError(f"its braces are more than {MAXIMUM_BRACES} deep")
    if match := _DEFINES.search(tex):
        raise UnknownTeXError(f"{match[0]} is not supported")
    for name in _ENVIRONMENT.findall(tex):
        if name.strip() not in _ENVIRONMENTS:
            raise UnknownTeXError(f"\\begin{{{name}}} is not known")


def _depth(tex: str) -> int:
    """How many braces are open at once at most; each level slows the converter down."""
    opened = accumulate(1 if char == "{" else -1 for char in tex if char in "{}")
    return max(opened, default=0)


def _check_depth(root: Element) -> None:
    """Refuse what is deep without braces: `\\not\\cfrac` again and again."""
    level = [root]
    for _ in range(MAXIMUM_ELEMENTS):
        level = [child for element in level for child in element]
    if level:
        raise UnknownTeXError(f"it is more than {MAXIMUM_ELEMENTS} elements deep")


def _simplified(tex: str) -> str:
    for pattern, same in _SAME:
        tex = pattern.sub(same, tex)
    return tex


def _converted(tex: str, display: str) -> str:
    from latex2mathml.converter import convert_to_element

    try:
        row = convert_to_element(tex, display=display)[0]
        _check_depth(row)
        return "".join(write_element(child) for child in row)
    except UnknownTeXError:
        raise
    except RecursionError as error:
        raise UnknownTeXError(_TOO_DEEP) from error
    except _failures() as error:
        # Its errors say nothing but their names: DoubleSubscriptsError.
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error"))
        raise UnknownTeXError(f"it is not complete ({reason.lower()})") from error


@cache
def _failures() -> tuple[type[Exception], ...]:
    """What the converter raises for TeX that it cannot read."""
    from latex2mathml import exceptions

    own = [each for each in vars(exceptions).values() if isinstance(each, type)]
    return (*own, LookupError, ValueError, TypeError, AttributeError, RuntimeError, StopIteration)
