"""HTML becomes a tree and HTML again, which browsers read alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.html.tree import after, before, children, find, parse, rename, wrap, write
from tests.core.html.trees import tree_of


@pytest.mark.parametrize(
    "html",
    [
        "",
        " text ",
        "<p>a<p>b",
        "a &amp; b &lt;p&gt; &nbsp;",
        "<img src=a><br/><hr>",
        "<pre>\n\nx</pre><pre>\nx</pre><pre>x</pre><textarea>\n\n\nx</textarea>",
        "<template><pre>\n\nx</pre></template>",
        "<svg viewbox='0 0 1 1'><use xlink:href='#a'/><foreignObject><p>x</foreignObject></svg>",
        "<math><mi>x</mi><annotation-xml encoding='text/html'><b>y</b></annotation-xml></math>",
        "<!-- a --><!-->b",
        "--&gt;&lt;b&gt;<!",
        "<script>a < b && c</script><style>a > b</style><xmp><b></xmp><iframe><b></iframe>",
        "<noscript><p>x</p></noscript>",
        "<table><b>x<tr><td>y</table>",
        "<a href=1>x<a href=2>y",
        "<b><i>x</b>y</i>",
        "<p title='\"&lt;&nbsp;&amp;'>x",
        "<input disabled><select><option>x<option selected>y</select>",
        "</div></p>x</body>y",
        "<p>x <![CDATA[y]]>",
        "<x-y z>a</x-y>",
    ],
)
def test_what_is_written_is_read_as_the_same_tree(html: str) -> None:
    written = write(parse(html))
    assert tree_of(written) == tree_of(html)
    assert write(parse(written)) == written


PIECES = ["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<ul>", "<li>", "</ul>"]
PIECES += ["<pre>\n", "</pre>", "<br>", "<img>", "<span>", "</span>", "<code>", "</code>", "<a x>"]
PIECES += ["</a>", "text", "&amp;", "<", ">", "\n", "<!-- x -->", "<td>", "</x>"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_mixture_is_read_as_browsers_do(html: str) -> None:
    assert tree_of(write(parse(html))) == tree_of(html)


def test_writing_changes_nothing() -> None:
    root = parse("<pre>\n\nx</pre>")
    assert write(root) == write(root) == "<pre>\n\nx</pre>"


def test_characters_that_feeds_may_not_have_are_left_out() -> None:
    assert write(parse("a\x01b\x0cc&#xFFFF;d<i title='&#1;'>")) == 'ab cd<i title=""></i>'
    assert write(parse("half \ud800 a character")) == "half ? a character"


def test_what_is_in_templates_is_found_too() -> None:
    root = parse("<i></i><template><i></i><template><i></i></template></template>")
    assert len(list(find(root, "i"))) == 3


def test_elements_are_wrapped_renamed_and_told_from_space() -> None:
    root = parse("<p> <em>a <b>b</b></em> <img></p>")
    emphasis = root.css("em")[0]
    assert [node.tag for node in children(root.css("p")[0])] == ["em", "img"]
    assert before(emphasis) is None
    following = after(emphasis)
    assert following is not None
    assert following.tag == "img"
    wrap(following, "a", {"href": '"'})
    rename(emphasis, "i")
    assert write(root) == '<p> <i>a <b>b</b></i> <a href="&quot;"><img></a></p>'
