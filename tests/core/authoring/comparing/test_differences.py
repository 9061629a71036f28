"""Tests of how versions are compared."""

from hypothesis import given
from hypothesis import strategies as st

from handler.core.authoring.comparing.differences import MAXIMUM_LINES, Line, changes, difference


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


def test_a_change_of_words_is_marked_within_its_lines() -> None:
    assert changes(b"a\nb\nCold milk.\nc\nd\ne", "a\nb\nWarm milk, 봄.\nc\nd\ne".encode()) == [
        *(Line("same", (("a", False),)), Line("same", (("b", False),))),
        Line("removed", (("Cold", True), (" milk.", False))),
        Line("added", (("Warm", True), (" milk", False), (", 봄", True), (".", False))),
        *(Line("same", (("c", False),)), Line("same", (("d", False),))),
        Line("gap"),
    ]


def test_another_text_is_not_taken_to_pieces() -> None:
    assert changes(b"One thing.", b"Something else entirely") == [
        Line("removed", (("One thing.", False),)),
        Line("added", (("Something else entirely", False),)),
    ]
    assert changes(b"", b"a\n\xff\x1b") == [
        Line("added", (("a", False),)),
        Line("added", (("\ufffd?", False),)),
    ]
    assert changes(b"a", b"a") == []


@given(st.text("ab 한\n", max_size=60), st.text("ab 한\n", max_size=60))
def test_what_is_gone_and_what_is_new_are_whole_lines_of_both(old: str, new: str) -> None:
    shown = changes(old.encode(), new.encode())
    for kind, text in (("removed", old), ("added", new)):
        lines = ["".join(part for part, _ in line.parts) for line in shown if line.kind == kind]
        assert set(lines) <= set(text.splitlines())
    assert bool(shown) == (old.splitlines() != new.splitlines())
