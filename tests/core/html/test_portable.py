"""What programs of feed readers refuse does not go into feeds."""

import pytest

from handler.core.html.portable import make_portable
from handler.core.html.tree import parse, write


def portable(html: str) -> str:
    root = parse(html)
    make_portable(root, html)
    return write(root)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<style>p { color: red }</style><p>a</p>", "<p>a</p>"),
        ("<p>a<script>run()</script><script src=x></script></p>", "<p>a</p>"),
        ("<p>a</p><link rel=stylesheet href=x><meta name=x><base href=/>", "<p>a</p>"),
        ("<template><p>never</p></template>a<embed src=x>", "a"),
        ("<object data=x.pdf><a href=x.pdf>x</a></object>", '<a href="x.pdf">x</a>'),
        ("a<object><embed></object><x-y></x-y><slot></slot>b", "ab"),
        ("<x-y>a <blink>b</blink></x-y><xmp><i></xmp>", "a b&lt;i&gt;"),
        ("<applet><object><b>a</b></object></applet>", "<b>a</b>"),
        (
            "<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>",
            "<math><semantics><mi>x</mi></semantics></math>",
        ),
        ('<a href="javascript:run()" title="t">a</a>', '<a title="t">a</a>'),
        ('<svg><a xlink:href="javascript:x()">a</a></svg>', "<svg><a>a</a></svg>"),
        ('<p onclick="run()" class="c">a<b onfocus=x>b</b></p>', '<p class="c">a<b>b</b></p>'),
        ('<p title="go on = x">a</p>', '<p title="go on = x">a</p>'),
    ],
)
def test_what_runs_or_styles_is_left_out(html: str, wanted: str) -> None:
    assert portable(html) == wanted


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("text-align: right", "text-align: right"),
        ("float:left; width: 50%;position: fixed", "float:left; width: 50%"),
        ("background: url(x)", ""),
        ("width: expression(x)", ""),
        ("display: none", ""),
        ("margin: 0 auto", ""),
        ("", ""),
    ],
)
def test_styles_that_only_set_text_stay(style: str, kept: str) -> None:
    attribute = f' style="{kept}"' if kept else ""
    assert portable(f'<p style="{style}">a</p>') == f"<p{attribute}>a</p>"


def test_all_else_stays_as_it_is() -> None:
    html = (
        '<figure class="highlight"><pre><code data-lang="c"><span class="k">a</span></code></pre>'
        '</figure><iframe src="https://www.youtube.com/embed/x"></iframe><math><mi>x</mi></math>'
        '<svg viewBox="0 0 1 1"><g><path d="M0 0"></path><text>a</text></g></svg>'
        '<form><label>a<input name="b"></label><button>c</button></form><bdo dir="rtl">d</bdo>'
        '<video src="a.mp4" controls=""></video><noscript><img src="a.png"></noscript>'
    )
    assert portable(html) == html
