"""Tests of how versions are compared."""

from handler.core.authoring.differences import MAXIMUM_LINES, difference


def test_lines_that_went_and_came_are_shown_as_in_a_patch() -> None:
    assert difference("a.md", b"a\nb\n", b"a\nc\n", "1", "2") == [
        *("--- a.md 1", "+++ a.md 2", "@@ -1,3 +1,3 @@", " a", "-b", "+c", " "),
    ]
    assert difference("a.md", b"a", b"a", "1", "2") == []


def test_a_terminal_gets_nothing_that_it_would_obey() -> None:
    shown = "".join(difference("a.md", b"", "\x1b[2J\u202e\x07a\r\r\nb\x9b".encode(), "1", "2"))
    assert "+?[2J??a?␍+b?" in shown


def test_what_is_no_text_or_too_long_is_only_measured() -> None:
    assert difference("a.png", b"\0", b"\0\0", "1", "2") == ["a.png is no text: 1 and 2 bytes."]
    assert difference("a.png", b"\0", b"\0", "1", "2") == []
    told = difference("a.md", b"\n" * MAXIMUM_LINES, b"", "1", "2")
    assert told == ["a.md is too long to compare: 20,001 and 1 lines."]
