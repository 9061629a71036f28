"""Sanitising HTML of people who may not run scripts on readers. No IO here.

What is allowed is named; all else goes. Nothing on the path of a cached page imports this.
"""

import re
from collections import Counter
from collections.abc import Mapping
from html import escape, unescape

import nh3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXT_TAGS = _words(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
    wbr
    """
)
_MATH_TAGS = _words(
    """
    math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder
    munderover semantics
    """
)
_BODY_TAGS = (_TEXT_TAGS | _MATH_TAGS) | _words(
    """
    address article aside audio center footer header hgroup iframe input menu nav picture section
    source track video
    """
)
_WITHOUT_CONTENT = _words(
    "script style svg noscript template textarea title noembed noframes select embed"
)
_UNUSUAL = _words("math object applet xmp plaintext")
"""What GitHub never sends in a comment."""
_COMMENT_ATTRIBUTES = {
    **{tag: {"dir"} for tag in ("blockquote", "div", "p", "table", "ul")},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "title"},
    "ol": {"dir", "start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_MATH_ATTRIBUTES = _words(
    """
    accent accentunder columnalign columnspacing columnlines dir display displaystyle encoding
    fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits
    notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric width voffset
    depth xmlns alttext
    """
)
_BODY_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"id", "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden"}),
    "a": frozenset({"href", "rel", "hreflang", "type", "download", "name"}),
    "audio": frozenset({"src", "controls", "loop", "muted", "preload"}),
    "blockquote": frozenset({"cite"}),
    "code": frozenset({"data-lang"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "iframe": frozenset({"src", "width", "height", "allowfullscreen", "loading"}),
    "img": frozenset(
        {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "align"}
    ),
    "input": frozenset({"checked", "type"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"src", "srcset", "sizes", "type", "media", "width", "height"}),
    "td": frozenset({"align", "colspan", "rowspan", "style", "headers"}),
    "th": frozenset({"align", "colspan", "rowspan", "style", "headers", "scope"}),
    "time": frozenset({"datetime"}),
    "track": frozenset({"src", "kind", "label", "srclang", "default"}),
    "video": frozenset(
        {"src", "poster", "controls", "loop", "muted", "preload", "width", "height"}
    ),
    **dict.fromkeys(_words("caption div h1 h2 h3 h4 h5 h6 p table tr"), frozenset({"align"})),
    **dict.fromkeys(_MATH_TAGS, _MATH_ATTRIBUTES),
}
# The classes of GitHub's highlighter, https://github.com/primer/github-syntax-light
_HIGHLIGHTS = _words(
    """
    pl-c pl-c1 pl-s pl-s1 pl-k pl-en pl-e pl-ent pl-smi pl-v pl-pds pl-cce pl-sr pl-mh pl-mi1
    pl-md pl-ii
    """
)
_EMBEDS = re.compile(
    r"https://(?:www\.youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/video/"
    r"|codepen\.io/[\w-]+/embed/|asciinema\.org/a/|w\.soundcloud\.com/player/"
    r"|open\.spotify\.com/embed/|www\.openstreetmap\.org/export/embed)[^\s\"'<>\\]*",
    re.ASCII,
)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[\w+/=\s]*", re.ASCII)
# https://url.spec.whatwg.org/#concept-basic-url-parser
_IGNORED = re.compile(r"[\x00-\x20]")
_FRAME_WITHOUT_SOURCE = re.compile(
    r'<iframe\b(?![^>]*\ssrc=)(?:[^>"]|"[^"]*")*></iframe>', re.IGNORECASE
)
_CHECKBOX = re.compile(r"<input\b[^<>]*\btask-list-item-checkbox\b[^<>]*>")
_INPUT = re.compile(r'<input\b(?:[^>"]|"[^"]*")*>')
_IMAGE = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
_ALTERNATIVE = re.compile(r'\balt="([^"]*)"')
_HEADING = re.compile(r"<(/?)h[1-6]>")
_TAKEN = re.compile(r"<(svg|select|textarea)\b(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 500
_NESTED = re.compile(
    # All but those that need not be closed.
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|tbody|td|th"
    r"|tr|track|wbr)\b)([a-z][^\s/<>]*)"
)
_EMPTY_LINK = re.compile(r'<a rel="[^"]*"></a>')


def clean_comment(html: str, *, images: bool) -> str:
    """GitHub's HTML of a comment without anything that runs, asks elsewhere or looks like ours.

    Headings would stand between those of the post, so they become paragraphs. Unless `images` are
    wanted, their descriptions stand for them.
    """
    cleaned = nh3.clean(
        _CHECKBOX.sub(_checkbox, _shallow(html)),
        tags=set(_TEXT_TAGS),
        clean_content_tags=set(_WITHOUT_CONTENT | _UNUSUAL),
        attributes=_COMMENT_ATTRIBUTES,
        link_rel="nofollow ugc noopener",
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        allowed_classes={"span": set(_HIGHLIGHTS)},
        set_tag_attribute_values={
            "img": {"loading": "lazy", "referrerpolicy": "no-referrer"},
            "pre": {"tabindex": "0"},
        },
    )
    cleaned = _HEADING.sub(_demoted, _EMPTY_LINK.sub("", cleaned))
    return (cleaned if images else _IMAGE.sub(_described, cleaned)).strip()


def _checkbox(match: re.Match[str]) -> str:
    return "☑" if re.search(r"\schecked\b", match[0]) else "☐"


def _demoted(match: re.Match[str]) -> str:
    return "</b></div>" if match[1] else "<div><b>"


def _described(match: re.Match[str]) -> str:
    found = _ALTERNATIVE.search(match[0])
    words = unescape(found[1]).strip() if found else ""
    return f"[{escape(words)}]" if words else "[…]"


def clean_body(html: str) -> str:
    """The HTML of a post or page without scripts, forms, and frames of unknown services."""
    cleaned = nh3.clean(
        _shallow(html),
        tags=set(_BODY_TAGS),
        clean_content_tags=set(_WITHOUT_CONTENT),
        attributes={tag: set(names) for tag, names in _BODY_ATTRIBUTES.items()},
        attribute_filter=_filter_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        url_relative="pass_through",
        filter_style_properties={"text-align"},
        set_tag_attribute_values={
            "iframe": {
                "sandbox": "allow-scripts allow-same-origin allow-popups allow-presentation"
            },
        },
    )
    return _INPUT.sub(_disabled, _FRAME_WITHOUT_SOURCE.sub("", cleaned))


def _shallow(html: str) -> str:
    """The HTML, or its text if so many elements are in one another that cleaning would not end."""
    opened: Counter[str] = Counter()
    depth = 0
    for slash, name in _NESTED.findall(html.lower()):
        step = -min(opened[name], 1) if slash else 1
        opened[name] += step
        depth += step
        if depth > _DEEPEST:
            return escape(_TAG.sub(" ", html))
    return html


def elements_taken(html: str) -> set[str]:
    """The names of the elements that `clean_body` takes out of HTML with words in them."""
    return {match[1].lower() for match in _TAKEN.finditer(html) if _TAG.sub("", match[0]).strip()}


def _disabled(match: re.Match[str]) -> str:
    """A box of a task list, as Markdown makes it: nobody can fill it in; other fields go."""
    if ' type="checkbox"' not in match[0]:
        return ""
    checked = ' checked="checked"' if " checked=" in match[0] else ""
    box = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"'
    return f"{box}{checked} />"


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Frames show known services only, and only images may be in the text itself."""
    if tag == "iframe" and attribute == "src":
        return value if _EMBEDS.fullmatch(value) else None
    if not _IGNORED.sub("", value).lower().startswith(("data:", "javascript:", "vbscript:")):
        return value
    is_text = attribute in {"title", "alt", "aria-label"}
    is_image = (tag, attribute) == ("img", "src") and _DATA_IMAGE.fullmatch(value)
    return value if is_text or is_image else None
