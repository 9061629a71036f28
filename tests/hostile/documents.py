"""Random posts that are made to be misread: markup, broken markup, attribute lists, Unicode."""

from random import Random

from tests.browser.hostile.xss_payloads import EVERYTHING


def _words(text: str) -> list[str]:
    return text.split()


_TAGS = _words(
    "a abbr annotation annotation-xml applet audio b base blockquote body br button center code"
    " del desc details dd div dl dt em embed fieldset figure font footer foreignObject form frame"
    " frameset h1 h2 head header hr html i iframe image img input ins isindex keygen li link"
    " listing main map marquee math menu meta mglyph mi mn mo ms mtext nobr noembed noframes"
    " noscript object ol optgroup option p param picture plaintext pre q rb rp rt rtc ruby script"
    " section select slot source span strike style sub summary sup svg table tbody td template"
    " textarea tfoot th thead title tr track tt u ul use var video wbr x-y xmp"
)
_ATTRIBUTES = _words(
    "action alt aria-label background checked cite class data data-align data-note dir download"
    " formaction height href id is lang longdesc name onclick onerror onfocus onload ping poster"
    " rel role sandbox sizes src srcdoc srcset style tabindex target title type value width"
    " xlink:href xmlns encoding definitionurl"
)
_VALUES = (
    *("x", "1", "", "/a.png", "a.png 1x, b.png 2x", "#x", "//evil.invalid/", "text-align: right"),
    *(
        "https://evil.invalid/",
        "mailto:a@b.c",
        "data:image/png;base64,AA==",
        "checkbox",
        "text/html",
    ),
    *(
        "https://www.youtube.com/embed/x",
        "https://www.youtube.com/embed/../evil",
        "x onload=alert(1)",
    ),
    *("position:fixed", "text-align:right;position:fixed", "--><img src=x onerror=alert(1)>"),
    *("</style><img src=x onerror=alert(1)>", "</iframe><script>alert(1)</script>", "`", "'", '"'),
    *("data:text/html,<script>alert(1)</script>", "a.png 1x, javascript:alert(1) 2x", "${1}"),
)
_SCHEMES = ("javascript:alert(1)", "vbscript:alert(1)", "data:text/html,<script>alert(1)</script>")
# What readers, parsers and checks pass over in an address, or do not.
_UNSEEN = (
    *(
        "\t",
        "\n",
        "\r",
        " ",
        "\x00",
        "\x01",
        "\x0b",
        "\x0c",
        "\x1f",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
    ),
    *("\u1680", "\u2003", "\u200b", "\u2028", "\u202e", "\u3000", "\ufeff", "\ufffd", "\uffff"),
    *("&Tab;", "&NewLine;", "&nbsp;", "&#1;", "&#x3000;", "&#xFFFF;", "&ZeroWidthSpace;", "&shy;"),
    *("\U000e0001", "&bsol;", "\\", "/", "&colon;"),
)
_TEXTS = (
    *(
        "words ",
        "漢字 ",
        "한글 ",
        "עברית ",
        "👩‍👩‍👧 ",
        "é ",
        "&amp;",
        "&lt;",
        "&#60;",
        "&lt",
        "\u2028",
    ),
    *("<", ">", '"', "'", "`", "=", "/", "--", "<!--", "-->", "--!>", "<!-->", "<![CDATA[", "]]>"),
    *(
        "<?x ",
        "?>",
        "<!doctype x>",
        "</",
        "<x",
        "\n",
        "\n\n",
        "    ",
        "\x00",
        "\x01",
        "\x0c",
        "\ufffe",
    ),
)
_MARKDOWN = (
    *(
        "*a* ",
        "**b** ",
        "`c` ",
        "~~d~~ ",
        "[a](/b) ",
        "![a](/b.png)",
        "# H\n\n",
        "- [x] a\n",
        "> q\n\n",
    ),
    *(
        "\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n",
        "x[^1]\n\n[^1]: note\n\n",
        "\n\n```python\nx\n```\n\n",
    ),
    *(
        "$$x^2$$ ",
        "\n\n$$\n\\frac{a}{b}\n$$\n\n",
        "\n* TOC\n{:toc}\n\n",
        "\n*[HTML]: x\n\nHTML ",
        "<https://a.b/>",
    ),
    *(
        "{::nomarkdown}",
        "{:/}",
        "{::comment}",
        "{::options parse_block_html='true' /}\n",
        "{% raw %}",
    ),
    *(
        "\n\n{% highlight python linenos %}\nx = '<b>'\ny\n{% endhighlight %}\n\n",
        "![a](b){: width='1'}",
    ),
)


def document(seed: int) -> tuple[str, str]:
    """The extension and the text of a post; a seed always makes the same."""
    random = Random(seed)
    pieces = [_piece(random) for _ in range(random.randint(1, 12))]
    return random.choice(("md", "html")), random.choice(("", "\n", "\n\n")).join(pieces)


def _piece(random: Random) -> str:
    make = random.choice(
        (_payload, _spliced, _tag, _tag, _tag, _end, _text, _markdown, _attributes)
    )
    return make(random)


def _payload(random: Random) -> str:
    return random.choice(EVERYTHING).replace("RUN", "alert(1)")


def _spliced(random: Random) -> str:
    """A payload, cut, with something put into its middle."""
    text = _payload(random)
    start, stop = sorted(random.choices(range(len(text) + 1), k=2))
    within = random.choice((_payload, _tag, _end, _text))(random)
    return random.choice(
        (text[:start] + within + text[start:], text[:start] + within + text[stop:])
    )


def _tag(random: Random) -> str:
    attributes = (_attribute(random) for _ in range(random.choice((0, 0, 1, 1, 2, 3))))
    end = random.choice((">", ">", ">", "/>", " >", "", "\n>"))
    return f"<{_odd_case(random, random.choice(_TAGS))}{''.join(attributes)}{end}"


def _attribute(random: Random) -> str:
    name = _odd_case(random, random.choice(_ATTRIBUTES))
    value = _address(random) if random.random() < 0.5 else random.choice(_VALUES)
    quote = random.choice(('"', '"', "'", ""))
    return random.choice((" ", " ", "\n", "/", "")) + f"{name}={quote}{value}{quote}"


def _address(random: Random) -> str:
    """An address that should not be followed, with something hidden in it."""
    address = _odd_case(random, random.choice(_SCHEMES))
    for _ in range(random.choice((0, 1, 1, 2))):
        place = random.choice((0, 0, 4, len(address.split(":")[0]), len(address)))
        address = address[:place] + random.choice(_UNSEEN) + address[place:]
    return address


def _odd_case(random: Random, text: str) -> str:
    return text if random.random() < 0.8 else text.swapcase()


def _end(random: Random) -> str:
    return f"</{random.choice(_TAGS)}{random.choice(('>', '>', '>', ' x>', '', '/>'))}"


def _text(random: Random) -> str:
    return "".join(random.choice(_TEXTS) for _ in range(random.randint(1, 4)))


def _markdown(random: Random) -> str:
    return random.choice(_MARKDOWN)


def _attributes(random: Random) -> str:
    """A list of attributes as kramdown has them, or a link."""
    kind = random.choice(
        ("{{: {}}}", "*x*{{: {}}}", "\n{{: {}}}\n", "[x](y){{: {}}}", "# H\n{{: {}}}\n")
    )
    if random.random() < 0.3:
        return f"[x]({_address(random)})" if random.random() < 0.5 else f"<{_address(random)}>"
    return kind.format(_attribute(random).strip())
