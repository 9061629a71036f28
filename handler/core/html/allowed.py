"""What may stand in HTML of people who may not run scripts on readers. No IO here."""

from collections.abc import Mapping


def names(text: str) -> frozenset[str]:
    """Names that a text lists."""
    return frozenset(text.split())


TEXT_TAGS = names(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
    wbr
    """
)
MATH_TAGS = names(
    """
    math annotation menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom
    mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder
    munderover semantics
    """
)
BODY_TAGS = (TEXT_TAGS | MATH_TAGS) | names(
    """
    address article aside audio center footer header hgroup iframe input menu nav picture section
    source track video
    """
)
WITHOUT_CONTENT = names(
    "script style svg noscript template textarea title noembed noframes select embed"
)
UNUSUAL = names("math object applet xmp plaintext")
"""What GitHub never sends in a comment."""
COMMENT_ATTRIBUTES: Mapping[str, set[str]] = {
    **{tag: {"dir"} for tag in ("blockquote", "div", "p", "table", "ul")},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "title"},
    "ol": {"dir", "start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_MATH_ATTRIBUTES = names(
    """
    accent accentunder columnalign columnspacing columnlines dir display displaystyle encoding
    fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits
    notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric width voffset
    depth xmlns alttext
    """
)
BODY_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": names("id class title lang dir role aria-label aria-hidden"),
    "a": names("href rel hreflang type download name"),
    "audio": names("src controls loop muted preload"),
    "blockquote": names("cite"),
    "code": names("data-lang"),
    "col": names("span"),
    "colgroup": names("span"),
    "del": names("cite datetime"),
    "details": names("open"),
    "iframe": names("src width height allowfullscreen loading"),
    "img": names("src srcset sizes alt width height loading decoding fetchpriority align"),
    "input": names("checked"),
    "ins": names("cite datetime"),
    "li": names("value"),
    "ol": names("start type reversed"),
    "q": names("cite"),
    "source": names("src srcset sizes type media width height"),
    "td": names("align colspan rowspan style headers"),
    "th": names("align colspan rowspan style headers scope"),
    "time": names("datetime"),
    "track": names("src kind label srclang default"),
    "video": names("src poster controls loop muted preload width height"),
    **dict.fromkeys(names("caption div h1 h2 h3 h4 h5 h6 p table tr"), names("align")),
    **dict.fromkeys(MATH_TAGS, _MATH_ATTRIBUTES),
}
THEME_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "div": names("data-gallery data-language tabindex"),
    "figure": names("data-float data-gallery data-language"),
    "iframe": names("data-ratio"),
    "img": names("data-float"),
    "li": names("data-note"),
    "pre": names("tabindex"),
    "picture": names("data-float"),
    "span": names("tabindex"),
    "sup": names("data-note"),
    "td": names("data-align"),
    "th": names("data-align"),
    "ul": names("data-gallery"),
}
"""What the theme adds to bodies on pages; authors' own are taken out before."""
# The classes of GitHub's highlighter, https://github.com/primer/github-syntax-light
HIGHLIGHTS = names(
    """
    pl-c pl-c1 pl-s pl-s1 pl-k pl-en pl-e pl-ent pl-smi pl-v pl-pds pl-cce pl-sr pl-mh pl-mi1
    pl-md pl-ii
    """
)
