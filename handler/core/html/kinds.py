"""Kinds of elements, as browsers tell them from one another where tags are left out. No IO here."""

from handler.core.html.allowed import names

FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
"""What is opened again where it was left open."""
VOID = names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param"
    " source track wbr"
)
CELLS = names("caption colgroup tbody td tfoot th thead tr")
UNCLOSED = CELLS | names("body head html p")
"""What is never in another of its kind, but for scopes between them."""
ITEMS = {"dd": names("dd dt"), "dt": names("dd dt"), "li": names("li")}
"""What closes an element of these where another begins."""
HEADINGS = names("h1 h2 h3 h4 h5 h6")
BLOCKS = HEADINGS | names(
    "address article aside blockquote button center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer header hgroup listing main menu nav ol pre search section summary ul"
)
"""What an end tag closes, whatever was left open in it."""
SCOPES = names("applet marquee math object select svg table template")
"""What no end tag of an element around it closes."""
HTML_WITHIN = {
    "math": names("annotation-xml mi mn mo ms mtext"),
    "svg": names("desc foreignobject title"),
}
"""What holds HTML in SVG and MathML, and is a scope as well."""
FORGETTING = names("applet marquee object template")
"""Scopes whose end closes for good what was left open in them."""
SPECIAL = (
    BLOCKS
    | SCOPES
    | UNCLOSED
    | VOID
    | names("dd dt form frameset iframe li noembed noframes noscript script style textarea xmp")
)
FOREIGN = names("math svg")
ONLY_HTML = HEADINGS | names(
    "b big blockquote body br center code dd div dl dt em embed font head hr i img li listing menu"
    " meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var"
)
"""What ends SVG and MathML that it stands in."""
