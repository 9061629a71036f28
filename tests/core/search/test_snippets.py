"""What of a text is shown with a result."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.pages.views import Segment
from handler.core.search.query import parse_query
from handler.core.search.snippets import highlight, snippet


def marked(text: str, typed: str) -> str:
    return shown(highlight(text, parse_query(typed).phrases))


def shown(segments: tuple[Segment, ...]) -> str:
    return "".join(f"[{each.text}]" if each.is_match else each.text for each in segments)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("The Queue behind the queue", "queue", "The [Queue] behind the [queue]"),
        ("queues and Queued", "queue", "[queues] and [Queued]"),
        ("queues, a barbecue", '"queue"', "queues, a barbecue"),
        ("A Café in Köln", "cafe koln", "A [Café] in [Köln]"),
        ("Use node.js here", "node.js", "Use [node.js] here"),
        ("C and C++", "c++", "C and [C++]"),
        ("Flask로 만든 블로그", "flask", "[Flask]로 만든 블로그"),
        ("한글 검색엔진입니다", "색엔진", "한글 검[색엔진]입니다"),
        ("검색과 점검", "검", "[검]색과 점[검]"),
        ("<b>bold</b>", "bold", "<b>[bold]</b>"),
        ("nothing", "else", "nothing"),
    ],
)
def test_what_was_searched_for_is_marked(text: str, typed: str, expected: str) -> None:
    assert marked(text, typed) == expected


def test_a_snippet_shows_where_most_words_stand() -> None:
    text = "alpha " + "filler " * 100 + "alpha beside beta " + "filler " * 100
    found = shown(snippet(text, parse_query("alpha beta").phrases))
    assert "[alpha] beside [beta]" in found
    assert found.startswith("… filler")
    assert found.endswith("filler\u00a0…")
    assert len(found) < 230


def test_a_snippet_without_a_match_is_the_beginning() -> None:
    assert shown(snippet("Once upon a time.", parse_query("dragon").phrases)) == "Once upon a time."
    assert snippet("", parse_query("dragon").phrases) == ()


@given(st.text(), st.text())
def test_highlighting_loses_nothing(text: str, typed: str) -> None:
    segments = highlight(text, parse_query(typed).phrases)
    assert "".join(each.text for each in segments) == unicodedata.normalize("NFC", text)
    snippet(text, parse_query(typed).phrases)
