"""HTML of which a parser would make too much is told before one reads it."""

import pytest

from handler.core.html.nesting import (
    DEEPEST,
    FREE_GROWTH,
    MOST_ATTRIBUTES,
    is_bounded,
    parse_bounded,
    words_only,
)
from handler.core.html.tree import parse, write

pytestmark = pytest.mark.slow

MANY = range(499)


def opened(element: str) -> str:
    """Many elements that are never closed, each another."""
    return "".join(f"<{element} title={number}>" for number in MANY)


@pytest.mark.parametrize("element", ["b", "i", "code", "font", "nobr", "span><b"])
@pytest.mark.parametrize("block", ["<p>x", "<li>x", "<div>x</div>", "<h2>x</h2>", "<dt>x", "x<td>"])
def test_what_each_block_would_open_again_is_too_much(element: str, block: str) -> None:
    assert not is_bounded("<p>" + opened(element) + block * 8_000)


@pytest.mark.parametrize(
    "trick",
    [
        "<!--</b>-->",
        "<i title='</b>'></i>",
        '<i a="\'</b>">',
        "<object></b></object>",
        "<table></b></table>",
        "<svg></b></svg>",
        "<svg><desc></b></desc></svg>",
        "<svg><style><g title='</style></svg></b>'></g></style></svg>",
        "<script><!--<script></script></b>--></script>",
        "<textarea></b></textarea>",
        "<![CDATA[</b>]]>",
        "<?x </b>?>",
        "<!x </b>>",
        "</x </b>",
        "<math><font><plaintext></b></font></math>",
        "<svg><desc><div></desc></b></svg>",
        f"{'<i>' * 21}</b>{'</i>' * 21}",
    ],
)
def test_ends_that_are_none_do_not_hide_what_is_open(trick: str) -> None:
    html = "<p>" + "".join(f"<b title={number}>{trick}" for number in MANY) + "<p>x" * 8_000
    assert not is_bounded(html) or len(write(parse(html))) < 2 * (2 * len(html) + FREE_GROWTH)


@pytest.mark.parametrize("start", ["<div>", "<ul><li>", "<dl><dt>", "<li><dd>", "<div></b>", "<x>"])
def test_elements_may_not_be_deeper_than_that(start: str) -> None:
    assert is_bounded(start * 100 + "words")
    assert not is_bounded(start * (DEEPEST + 1) + "words")
    assert parse_bounded(start * 100_000 + "words").text().strip() == "words"


def test_a_tag_may_have_so_many_attributes() -> None:
    tag = "<p {}>".format
    assert is_bounded(tag(" ".join(f"a{number}" for number in range(MOST_ATTRIBUTES))) + "<x-y>")
    assert not is_bounded(tag(" ".join(f"a{number}" for number in range(MOST_ATTRIBUTES + 1))))


@pytest.mark.parametrize(
    "html",
    [
        "<p>x" * 50_000,
        "<ul>" + "<li>x" * 50_000,
        "<table>" + "<tr><td><b>x</b><td>y" * 20_000,
        "<table>" + "<tr><td><font color=red>x" * 2_000,
        "<p><b>x</b> <i>y</i></p>\n" * 20_000,
        "<b><i>x</b></i>" * 5_000,
        '<a name="x">' * 5_000,
        "<svg>" + '<path d="M 0 0"/>' * 5_000 + "</svg>",
        "<svg><title>x</title><style>a{}</style></svg>" * 2_000,
        "<script>if (a < b) document.write('<p>');</script>" * 2_000,
        "<!-- <b> --><br><img><hr>" * 5_000,
        "<pre><code>" + '<span class="k">x</span>' * 20_000 + "</code></pre>",
        '<pre><code class="markup--code">' + "x<br>" * 20_000 + "</code></pre>",
        "<dl>" + "<dt>x<dd>y" * 5_000,
        "<select>" + "<option>x" * 5_000,
        "<svg></p>x" * 2_000,
        "<form>x</form>" * 5_000,
        "<div><b>x</div></b>" * 5_000,
        "<table>" + "<tr><td><span>x<td>y" * 5_000,
        "<object><b>x</object>" * 2_000,
        "<ul>" + "<li><div>x" * 5_000,
        "<b><b><b><b>x</b></b></b></b>" * 2_000,
    ],
)
def test_what_people_write_at_length_is_bounded(html: str) -> None:
    assert is_bounded(html)


def test_of_what_is_too_much_every_word_stays() -> None:
    html = "<p>a &lt;b&gt; <i title='no'>c</i><!-- no --><script>no</script>"
    shown = " ".join(words_only(html + "<textarea>d</textarea> 1 < 2").split())
    assert shown == "a &lt;b&gt; c d 1 &lt; 2"
