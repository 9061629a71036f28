from html import unescape
from re import sub

import pytest

from handler.core.html.highlighting import highlight_code, highlight_inner, one_text
from handler.core.liquid import render
from handler.core.markdown import to_html

DEADLY = {
    "fish": '"' + "\\" * 90,
    "tcsh": '"' + "\\" * 90,
    "make": "A" * 40_000,
    "terraform": "a" * 50_000,
}
"""Code at which the lexers of some languages take exponential or quadratic time."""


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


def test_very_long_code_is_not_coloured_and_its_author_told() -> None:
    told: list[str] = []
    assert highlight_code("x = 1\n" * 10_000, "python", told.append) == "x = 1\n" * 10_000
    assert told == ["it has more than 50,000 characters"]


@pytest.mark.parametrize(("language", "code"), DEADLY.items())
def test_code_that_a_lexer_never_gets_done_with_is_shown_without_colours(
    language: str, code: str
) -> None:
    told: list[str] = []
    assert unescape(str(highlight_code(code, language, told.append))) == code
    assert told == ["colouring it takes more than 0.25 s of computing"]


def test_all_code_of_a_text_shares_its_time() -> None:
    told: list[str] = []
    with one_text():
        for _ in range(4):
            highlight_code(DEADLY["fish"], "fish", told.append)
        with one_text():
            highlight_code("x = 1", "python", told.append)
    assert told[-2:] == ["the code before it took 0.5 s of computing"] * 2
    assert highlight_code("x = 1", "python", told.append) != "x = 1"


def test_code_at_which_a_lexer_fails_is_shown_without_colours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("pygments.lexers.JsonLexer.get_tokens", fail)
    told: list[str] = []
    assert highlight_code("[1 < 2]", "json", told.append) == "[1 &lt; 2]"
    assert told == ["colouring it fails (RecursionError)"]


def test_a_fence_without_colours_is_told_with_its_line() -> None:
    result = to_html(f"one\n\n```fish\n{DEADLY['fish']}\n```\n")
    assert DEADLY["fish"] in text_of(result.html)
    (warning,) = result.warnings
    assert (warning.line, "without colours" in warning.message) == (3, True)


def test_a_highlight_tag_without_colours_is_told_with_its_line() -> None:
    source = f"one\n\n{{% highlight fish %}}\n{DEADLY['fish']}\n{{% endhighlight %}}"
    result = render(source, page={}, site={})
    assert DEADLY["fish"] in text_of(result.text)
    (warning,) = result.warnings
    assert (warning.line, "without colours" in warning.message) == (3, True)
