"""A form gives a file back to the byte, but for what was changed in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.authoring.front_matter.parts import Parts, like, parts_of, whole
from handler.core.yaml.decoding import decode
from handler.core.yaml.front_matter import JekyllHandler

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
    "---\rtitle: A\r---\rText.\r",
    "---\rtitle: A\r...\r\r \rText",
    "---\r\ntitle: A\r---\nOne.\rTwo.\r\n",
    "\ufeff\ufeff---\ntitle: A\n---\nText.\n",
    "-\x01--\n\x02title: A\n---\x03\n\x04Text.\n",
    "---\ntitle: A\n---\x01",
    "---\ntitle: A\n---\x0c\nText.\n",
]
_PIECES = ["---", "...", "\n", "\r", "\r\n", " ", "\t", "\x0c", "\x01", "\ufeff", "a: b", "한", "-"]
texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
fronted = texts.map(lambda rest: f"---\r{rest}")


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


@given(texts | fronted)
def test_front_matter_is_found_where_it_is_when_the_text_is_published(text: str) -> None:
    published, parts = decode("a.md", text.encode())[0], parts_of(text)
    try:
        front, body = JekyllHandler("").split(published)
    except ValueError:
        front, body = "", published
    assert decode("a.md", (parts.opening + parts.front).encode())[0] == front
    assert decode("a.md", b"." + parts.body.encode())[0] == f".{body}"


@given(texts | fronted)
def test_no_text_loses_a_character_by_being_opened_and_saved(text: str) -> None:
    front, body = parts_of(text).shown()
    assert whole(text, as_sent(front), as_sent(body)) == text


@given(texts | fronted, st.sampled_from(["New.", "New.\n", "\n\nNew.\n"]))
def test_another_body_leaves_whatever_front_matter_alone(text: str, body: str) -> None:
    old = parts_of(text)
    front, shown = old.shown()
    if body != shown:
        new = parts_of(whole(text, front, body))
        assert (new.opening, new.front) == (old.opening, old.front)


def test_lone_returns_stay_what_ends_lines() -> None:
    text = "---\rtitle: A\r---\rOne.\r"
    assert parts_of(text).shown() == ("title: A", "One.\n")
    assert whole(text, "title: B\nmood: calm", "One.\nTwo.") == (
        "---\rtitle: B\rmood: calm\r---\rOne.\rTwo.\r"
    )
    assert whole("One.\rTwo.\r", "title: A", "One.\nTwo.\n") == "---\rtitle: A\r---\rOne.\rTwo.\r"


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
