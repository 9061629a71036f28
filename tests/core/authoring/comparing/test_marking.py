"""The place where somebody types is found in the page, and leaves no trace there."""

import pytest

from handler.core.authoring.comparing.marking import MARK, anchored, marked
from tests.core.growth import is_in_proportion


@pytest.mark.parametrize(
    ("body", "line", "at"),
    [
        ("One.\n\nTwo.\n", 3, "Two."),
        ("One.\n\nTwo.\n", 2, "One."),
        ("One.\n\nTwo.\n", 99, "Two."),
        ("## Heading\n", 1, "## Heading"),
        ("- item\n", 1, "- item"),
        ("> said,\n", 1, "> said,"),
        ("한국어 문장이다.\n", 1, "한국어 문장이다."),
        ("Text.\n\n```\ncode\n```\n", 4, "Text."),
        ("Text.\n\n~~~\n```\ncode\n~~~\nAfter.\n", 7, "After."),
        ("Text.\n{% include a.html %}\n", 2, "Text."),
        ("Text.\n| a | b |\n", 2, "Text."),
        ("Text.\n<div>b</div>\n", 2, "Text."),
        ("Text.\n![a](b.png)\n", 2, "Text."),
        ("Text.  \nMore.\n", 1, "Text."),
    ],
)
def test_it_is_the_line_or_prose_above(body: str, line: int, at: str) -> None:
    assert marked(body, line) == body.replace(at, at + MARK, 1)


@pytest.mark.parametrize(
    "piece", ["Text.\n", "```\nText.\n", "Text.\r", "    code\n", "```\n", "a ", "# ", "- ", "1. "]
)
def test_a_long_text_takes_work_in_proportion(piece: str) -> None:
    small, large = f"A.\n```\n{piece * 2_000}", f"A.\n```\n{piece * 16_000}"
    assert is_in_proportion(lambda: marked(small, 99_999), lambda: marked(large, 99_999))


@pytest.mark.parametrize("piece", ["<p>", "<script>", "<!--", f"<p>{MARK}", "<", "</title>"])
def test_a_long_page_takes_work_in_proportion(piece: str) -> None:
    small, large = f"{piece * 2_000}{MARK}</p>", f"{piece * 16_000}{MARK}</p>"
    assert is_in_proportion(lambda: anchored(small), lambda: anchored(large))


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_may_end_otherwise(end: str) -> None:
    assert marked(f"One.{end}Two.{end}", 2) == f"One.{end}Two.{MARK}{end}"


@pytest.mark.parametrize("body", ["", "```\ncode\n", "{% if a %}\n", "    code\n", "---\n"])
def test_without_prose_there_is_none(body: str) -> None:
    assert marked(body, 9) == body


def test_the_page_gets_an_anchor_where_it_last_stands_between_tags() -> None:
    page = f'<title>A{MARK}</title><a title="x{MARK}">A{MARK}</a><p>B{MARK} c'
    shown = '<title>A</title><a title="x">A</a><p>B<span id="~desk"></span> c'
    assert anchored(page) == shown
    assert anchored("<p>None") == "<p>None"


def test_it_is_never_put_into_a_script_or_a_comment() -> None:
    page = f"<script>a{MARK}</script><!-- <p>{MARK} --><style>{MARK}</style>"
    assert anchored(page) == page.replace(MARK, "")
