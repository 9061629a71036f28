"""HTML becomes Markdown only where that shows the same, and nothing of it is ever lost."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.cli.importing.composing import Composer
from handler.cli.importing.exports import Text
from handler.cli.importing.texts.to_markdown import to_markdown
from handler.core.model.entries import SiteConfig

CASES = {
    "<p>a <b>b</b> <i>c</i> <code>d`e</code></p>": "a **b** *c* ``d`e``\n",
    "<p>5 * 3 _x_ [a] # b | c</p>": "5 \\* 3 \\_x\\_ \\[a\\] # b \\| c\n",
    "<p>1. a</p><p>- b</p><p># c</p>": "1\\. a\n\n\\- b\n\n\\# c\n",
    "<p>&lt;b&gt; &amp;copy; a &amp; b</p>": "&lt;b&gt; &amp;copy; a & b\n",
    '<p><a href="/a(b)">x</a> <a href="https://a.test/">https://a.test/</a></p>': (
        "[x](</a(b)>) <https://a.test/>\n"
    ),
    "<ul><li>a</li></ul><ul><li>b</li></ul>": "- a\n\n<!-- -->\n\n- b\n",
    "<ul><li>a<ol><li>b</li></ol></li></ul>": "- a\n  1. b\n",
    "<ol><li><p>a</p><p>b</p></li></ol>": "1. a\n\n   b\n",
    "<blockquote><p>a</p><p>b<br>c</p></blockquote>": "> a\n>\n> b  \n> c\n",
    "<pre><code class='language-c'>``` a\n\n&lt;b</code></pre>": "````c\n``` a\n\n<b\n````\n",
    "<table><tr><th>a</th></tr><tr><td>b | c</td></tr></table>": "| a |\n|---|\n| b \\| c |\n",
    '<table><tr><td colspan="2">a</td></tr></table>': (
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>\n'
    ),
    '<h2 id="b-c">b c</h2><h2 id="own">d</h2>': "## b c {#b-c}\n\n## d {#own}\n",
    "<h2 id='b-c'>b c</h2>": "## b c\n",
    "a<br><br>b<br>c": "a\n\nb  \nc\n",
    "<details><summary>a</summary><p>b</p></details>": (
        "<details><summary>a</summary><p>b</p></details>\n"
    ),
}


@pytest.mark.parametrize(("html", "markdown"), CASES.items())
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_what_no_parser_may_have_stays_html() -> None:
    assert to_markdown("<b>" * 5_000) is None


_WORDS = st.text(st.sampled_from("ab1 .-_*`#>|[](){}%!\\~$:&<\"'\n"), min_size=1, max_size=12)
_LINE = st.recursive(
    _WORDS.map(lambda text: escape(text, quote=False)),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", "code", "del", "sup", "span", 'a href="/x_y*z"', "q"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
_BLOCK = st.recursive(
    st.builds(
        lambda tag, line: f"<{tag}>{line}</{tag}>",
        st.sampled_from(["p", "h2", "div", "pre", "li", "td", "dt"]),
        _LINE,
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["ul", "ol", "blockquote", "div", "table", "figure"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@pytest.mark.slow
@given(st.lists(_BLOCK, max_size=4).map("".join))
def test_no_text_loses_anything(html: str) -> None:
    text = Text(place="x", kind="page", title="X", slug="x", html=html)
    composed = Composer(SiteConfig()).compose(text)
    assert (composed.lost, composed.problems) == ((), ())
