from html import unescape
from re import sub

import pytest

from handler.core.html.highlighting import highlight_code, highlight_inner
from handler.core.markdown import to_html


def text_of(html: str) -> str:
    return unescape(sub("<[^>]*>", "", html))


def test_a_block_has_the_markup_that_themes_style() -> None:
    html = to_html("```python\nx = 1\n```\n").html
    assert html.startswith(
        '<div class="language-python highlighter-rouge"><div class="highlight">'
        '<pre class="highlight"><code><span class="n">x</span>'
    )


def test_unknown_language_is_plain_text() -> None:
    assert highlight_code("a < b", "no-such-language") is None
    assert highlight_inner("a < b", "no-such-language") == "a &lt; b"


@pytest.mark.parametrize("language", ["python", "html", "yaml", "c++", "console", "diff", "r"])
@pytest.mark.parametrize("code", ["", "\n\n  a\n", "\ufeffa", "a\tb\r\x0c", "<&>\"'\u2028", "가"])
def test_no_character_of_the_code_is_lost(language: str, code: str) -> None:
    assert text_of(highlight_inner(code, language)) == code


def test_lines_are_numbered_beside_the_code() -> None:
    html = highlight_inner("a\nb\n", "text", linenos=True)
    assert '<pre class="lineno">1\n2\n</pre>' in html
    assert '<td class="code"><pre>a\nb\n</pre></td>' in html


def test_lines_are_marked_one_by_one() -> None:
    html = highlight_inner('"""a\nb\nc"""\n', "python", mark_lines=frozenset({2}))
    assert html.split("\n")[1] == '<span class="hll"><span class="sd">b</span></span>'


def test_very_long_code_is_not_coloured() -> None:
    assert highlight_code("x = 1\n" * 10_000, "python") == "x = 1\n" * 10_000
