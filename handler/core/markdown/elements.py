"""How HTML elements behave in Markdown: what holds blocks, what holds text, what is left alone."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE_PARSED = _names(
    "a abbr acronym b big bdo button cite del dfn em i ins label q rb rbc rp rt rtc ruby select"
    " small span strong sub sup tt"
)
_INLINE_RAW = _names("code kbd mark option samp u var")
_TEXT_BLOCKS = _names("caption dt h1 h2 h3 h4 h5 h6 legend optgroup p th")

VOID = _names("area base br col command embed hr img input keygen link meta param source track wbr")
PARAGRAPH_CONTENT = _INLINE_PARSED | _INLINE_RAW | _names("br img input")
"""Elements that begin no block when they begin a line."""

BLOCK_CONTENT = _names(
    "address applet article aside blockquote body dd details div dl fieldset figcaption figure"
    " footer form header hgroup iframe li main map menu nav noscript object section summary td"
)
SPAN_CONTENT = _INLINE_PARSED | _TEXT_BLOCKS
NEVER_INLINE = (
    (BLOCK_CONTENT - _names("details figure noscript object"))
    | _TEXT_BLOCKS
    | _names("col hr colgroup head html ol pre table tbody tfoot thead tr ul")
)
"""Elements whose tags are shown as text inside a paragraph."""

UNESCAPED = _names("script style")
"""Elements whose content browsers do not read as HTML."""

HIDING = UNESCAPED | _names(
    "audio canvas datalist dialog iframe math meter noembed noframes noscript object plaintext"
    " progress select svg template textarea title video xmp"
)
"""Elements that would take what follows out of readers' sight if they were never closed."""

_KNOWN = (
    PARAGRAPH_CONTENT
    | BLOCK_CONTENT
    | SPAN_CONTENT
    | NEVER_INLINE
    | VOID
    | UNESCAPED
    | _names("math textarea")
)


def content_model(name: str) -> str:
    """Whether an element's content is read as blocks, as inline text or not at all."""
    if name in BLOCK_CONTENT:
        return "block"
    return "span" if name in SPAN_CONTENT else "raw"


def tag_name(name: str) -> str:
    """An element's name as it is written: HTML's own in lower case."""
    return name.lower() if is_known(name) else name


def is_known(name: str) -> bool:
    """Whether kramdown counts this among HTML's elements; SVG keeps its letters as they are."""
    return name.lower() in _KNOWN


def is_real(name: str) -> bool:
    """Whether browsers take this for the name of an element."""
    return name[:1].isascii() and name[:1].isalpha()


def never_closed(name: str) -> str:
    """What an author is told of an element without an end."""
    if name == "plaintext":
        return "<plaintext> can never be closed: write a code fence (```) around such text."
    return f"<{name}> is never closed: add </{name}>."
