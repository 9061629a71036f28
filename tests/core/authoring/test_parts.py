"""A form gives a file back to the byte, but for what was changed in it."""

import pytest

from handler.core.authoring.parts import Parts, like, parts_of, whole

FILES = [
    "",
    "No front matter.\n",
    "---\ntitle: A\n---\nText.\n",
    "---\ntitle: A\n---\n\n\nText without an end",
    "---\n---\nText.\n",
    "---\n\n---\nText.\n",
    "--- \ntitle: A\n... \nText.\n",
    "---\r\ntitle: A\r\n---\r\nText.\r\nMore.\r\n",
    "\ufeff---\ntitle: A\n---\nText.\n",
    "---\ntitle: A\r\nb: c\n---\nOne.\r\nTwo.\nThree.\rFour.\n",
    "---\ntitle: A\n---",
    "---\ntitle: A\nno end\n",
    "---\ntitle: |\n  a\n\n---\n한국어\n",
    "----\ntitle: A\n---\nText.\n",
]


def as_sent(text: str) -> str:
    """A text as browsers send it out of a form."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


@pytest.mark.parametrize("text", FILES)
def test_what_is_not_changed_stays_to_the_byte(text: str) -> None:
    front, body = parts_of(text).shown()
    assert whole(text, front, body) == text
    assert whole(text, as_sent(front), as_sent(body)) == text


@pytest.mark.parametrize("text", FILES)
def test_parts_are_the_whole(text: str) -> None:
    parts = parts_of(text)
    assert parts.opening + parts.front + parts.closing + parts.body == text


def test_another_body_leaves_the_front_matter_alone() -> None:
    text = "---  \r\ntitle:   A # so\r\n...\r\nOld.\r\n"
    assert whole(text, "title:   A # so", "New.\r\nLines.\r\n") == (
        "---  \r\ntitle:   A # so\r\n...\r\nNew.\r\nLines.\r\n"
    )


def test_other_front_matter_leaves_the_body_alone() -> None:
    text = "---\ntitle: A\n---\nOne.\r\nTwo.\n"
    assert whole(text, "title: B", "One.\r\nTwo.\r\n") == "---\ntitle: B\n---\nOne.\r\nTwo.\n"


def test_a_text_gets_front_matter_that_had_none() -> None:
    assert whole("Text.\n", "title: A", "Text.\n") == "---\ntitle: A\n---\nText.\n"
    assert whole("\ufeffText.\n", "title: A", "Text.\n") == "\ufeff---\ntitle: A\n---\nText.\n"


def test_a_closing_line_at_the_very_end_is_ended_before_a_body() -> None:
    assert whole("---\ntitle: A\n---", "title: A", "Text.") == "---\ntitle: A\n---\nText.\n"


def test_lines_that_stay_keep_their_ends_where_a_text_has_several() -> None:
    assert like("a\r\nb\nc\r\n", "a\nx\nb\nc\n") == "a\r\nx\r\nb\nc\r\n"


def test_front_matter_that_is_not_closed_is_body() -> None:
    assert parts_of("---\ntitle: A\n") == Parts("", "", "", "---\ntitle: A\n")


def test_blank_lines_before_the_body_are_kept_but_not_shown() -> None:
    text = "---\ntitle: A\n---\n\n \nText.\n"
    assert parts_of(text).shown() == ("title: A", "Text.\n")
    assert parts_of(text).gap == 2
    assert whole(text, "title: A", "New.") == "---\ntitle: A\n---\n\n \nNew.\n"
