"""Elements of MathML as text.

Each is checked, as the converter passes over what it does not know and writes text as it finds it.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from xml.etree.ElementTree import Element

from handler.core.html.allowed import names

_ESCAPED = re.compile(r"\\([$%&#_{}])")
_RELATION = re.compile("[:\u223c\u2190-\u21ff\u27f0-\u27ff]")
_CODE_POINT = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_CHILDREN = {
    **dict.fromkeys(["mfrac", "msub", "msup", "munder", "mover", "mroot"], 2),
    **dict.fromkeys(["msubsup", "munderover"], 3),
}
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_WITH_LIMITS = frozenset([*"∑∏∐⋀⋁⋂⋃", "det", "gcd", "inf", "lim", "max", "min", "Pr", "sup"])
"""Operators with limits above and below where there is room, and beside them in a line."""
_TAGS = frozenset(_CHILDREN) | names(
    "menclose mi mmultiscripts mn mo mpadded mphantom mprescripts mrow ms mspace msqrt"
    " mstyle mtable mtd mtext mtr"
)
_ATTRIBUTES = names(
    "accent columnalign columnlines columnspacing depth displaystyle fence form height"
    " linethickness lspace mathcolor maxsize minsize movablelimits notation rowlines"
    " rowspacing rspace scriptlevel separator stretchy symmetric voffset width"
)


class UnknownTeXError(ValueError):
    """TeX that cannot be shown as a formula, with what to do about it."""


def write_element(element: Element) -> str:
    """An element as text, escaped; raises `UnknownTeXError` at what browsers would not show."""
    tag = element.tag
    children = list(element)
    if tag not in _TAGS or len(children) != _CHILDREN.get(tag, len(children)):
        raise UnknownTeXError("it is not complete")
    if tag in _LIMITS and children[0].tag == "mo" and _text(children[0]) in _WITH_LIMITS:
        tag = _LIMITS[tag]  # The converter forgets it inside of braces.
        children[0].set("movablelimits", "true")
    text = _styled(_text(element), element.get("mathvariant", ""))
    if tag == "mo" and children:
        tag = "mrow"  # Operators hold text alone, and browsers leave MathML at anything else.
    if tag == "mi" and _RELATION.fullmatch(text):
        tag = "mo"
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in element.attrib.items()
        if _is_kept(tag, name, value)
    )
    inner = escape(text, quote=False) + "".join(map(write_element, children))
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Whether browsers know an attribute; a change of a size, as `height="-.2em"`, they do not."""
    if tag == "mpadded" and value.startswith(("+", "-")):
        return False
    return name in _ATTRIBUTES or (name, value) == ("mathvariant", "normal")


def _styled(text: str, variant: str) -> str:
    """Text in the letters that Unicode has for a style: browsers know no other way.

    https://www.w3.org/TR/mathml-core/#dfn-mathvariant
    """
    if variant in {"", "normal"}:
        return text
    return "".join(_styled_letter(letter, variant.replace("-", " ").upper()) for letter in text)


def _styled_letter(letter: str, style: str) -> str:
    name = unicodedata.name(letter, "").removeprefix("LATIN ").removeprefix("GREEK ")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {style} {name.replace('LETTER ', '')}")
    except KeyError:  # An italic h, for one, is Planck's constant; most signs have no styles.
        return letter


def _text(element: Element) -> str:
    raw = element.text or ""
    if element.tag != "mtext" and (raw[:1] == "\\" or raw in {"&", "{", "}", "#"}):
        raise UnknownTeXError(f"{raw} is not known")
    plain = _CODE_POINT.sub(_character, raw)
    return _ESCAPED.sub(r"\1", plain) if element.tag == "mtext" else plain


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    if number > 0x10FFFF or unicodedata.category(chr(number)) in {"Cc", "Cs"}:
        raise UnknownTeXError(f"{match[1]} is no character")
    return chr(number)
