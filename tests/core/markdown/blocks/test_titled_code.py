"""Code with a title and marked lines: what its fence says, and fences that stay what they are."""

import pytest

from handler.core.html.highlighting import highlight_code
from handler.core.markdown import MarkdownOptions, to_html

PLAIN = MarkdownOptions(highlight_code=True)


def html(text: str) -> str:
    return to_html(text, PLAIN, highlight_code).html


def fence(info: str, language: str = "text") -> str:
    return f"``` {language}{info}\none\ntwo\nthree\n```\n"


@pytest.mark.parametrize(
    ("info", "title", "lines"),
    [
        (' title="a &lt; b.py" {1,3}', "a &amp;lt; b.py", [1, 3]),
        (' {2-3} title="b.py"', "b.py", [2, 3]),
        (' title="c.py"', "c.py", []),
        (" {2}", "", [2]),
        (" {2-99999, 1}", "", [1, 2, 3]),
        (" {9}", "", []),
    ],
)
def test_a_fence_may_have_a_title_and_marked_lines(info: str, title: str, lines: list[int]) -> None:
    above = f'<div class="code-title">{title}</div>' if title else ""
    words = ["one", "two", "three"]
    code = "".join(
        f'<span class="hll">{word}</span>\n' if number in lines else f"{word}\n"
        for number, word in enumerate(words, 1)
    )
    assert html(fence(info)) == (
        f'<div class="language-text highlighter-rouge">{above}<div class="highlight">'
        f'<pre class="highlight"><code>{code}</code></pre></div></div>\n'
    )


@pytest.mark.parametrize("info", [" title=a", " {x}", " {1} {2} {3}", " title={1}", " hl=[1]"])
def test_any_other_fence_is_what_it_is_in_jekyll(info: str) -> None:
    assert "<pre" not in html(fence(info))


def test_code_in_a_language_that_nobody_knows_has_its_title() -> None:
    shown = html(fence(' title="x"', "klingon"))
    assert shown.startswith('<div class="code-title">x</div><pre><code class="language-klingon">')
