"""What holds for any text: it never fails, loses no word and gives balanced HTML."""

import re
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handler.core.html.tree import parse, write
from handler.core.markdown import to_html

VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "col", "area", "base", "wbr"])

MARKS = [*"*_`~#>-+|&!.'\"\\$()=:^", "**", "```", "~~", "---", "\n", "\n\n", "    ", "* ", "1. "]
MARKS += ["> ", "\n```\n", "$$", "](u)", " ![", " [", "|---|", "\t", "  \n", "\n: ", "\n===\n"]
HTML = ["<b>", "</b>", "<div>", "</div>", "<p>", "<br>", "<!--", "-->", "<i a='", "<", "<script>"]
HTML += [
    "</script>",
    '<div markdown="1">',
    '<span markdown="0">',
    "<li>",
    "<table>",
    "<é>",
    "<kbd>",
]
EXTRAS = ["{:.c}", "{:", "}", "[^1]", "\n[^1]: ", "\n[a]: b\n", "\n*[w]: x\n", "{:toc}", "{:/}"]
EXTRAS += ["{::nomarkdown}", "{::comment}", "{: a}", "\n{:a: .x a}\n", "\n{:.c}\n", "&amp;", "가"]
WORDS = [f"w{number}x" for number in range(40)]
_SCRIPT_IN_SCRIPT = re.compile(
    "<script[^>]*>(?:(?!</script).)*<!--(?:(?!-->|</script).)*<script", re.DOTALL | re.IGNORECASE
)
"""Within one script, as far as that goes for who knows nothing of comments in scripts."""


class Balance(HTMLParser):
    """Follows the tags, which have to close in the order in which they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


def assert_balanced(html: str) -> None:
    if _SCRIPT_IN_SCRIPT.search(html):  # Python's parser ends scripts where browsers do not.
        assert html5lib.parseFragment(f"{html}<hr>")[-1].tag.endswith("hr")
        return
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []


def pieces(*groups: list[str]) -> st.SearchStrategy[str]:
    fragments = [fragment for group in groups for fragment in group]
    return st.lists(st.sampled_from(fragments), max_size=25).map("".join)


@pytest.mark.slow
@settings(max_examples=400)
@example("<script><!--<script>")
@given(pieces(MARKS, HTML, EXTRAS, WORDS, [" ", "a"]))
def test_any_mixture_of_markup_gives_balanced_html(text: str) -> None:
    """What raw HTML leaves open is closed at the latest where a body becomes a tree."""
    assert_balanced(write(parse(to_html(text).html)))


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    assert_balanced(to_html(text).html)


@settings(max_examples=300)
@given(pieces(MARKS, WORDS, [" ", "가", "é"]))
def test_no_word_is_lost(text: str) -> None:
    html = to_html(text).html
    assert [word for word in re.findall(r"w\d+x", text) if word not in html] == []


@settings(max_examples=150)
@given(pieces(MARKS, WORDS, [" ", "[^1]", "{:.c}"]))
def test_html_without_raw_html_is_what_a_strict_parser_expects(text: str) -> None:
    parser = html5lib.HTMLParser()
    parser.parseFragment(to_html(f"{text}\n\n[^1]: note").html)
    # Control characters and links in links come from the author, not from us.
    assert [error for _, error, _ in parser.errors if "end" in error or "clos" in error] == []


@settings(max_examples=200)
@given(pieces(MARKS, HTML, EXTRAS, WORDS))
def test_warnings_name_lines_of_the_text(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(0 <= warning.line <= lines + 1 for warning in to_html(text).warnings)
