"""The body of a post that a program wrote, and what it is told of it later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.authoring.micropub.bodies import body_of, properties_in
from handler.core.authoring.micropub.requests import Properties
from handler.core.markdown import to_html

lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
words = lines.map(lambda text: " ".join(text.split())).filter(bool)
contents = st.lists(words, max_size=4).map("\n\n".join)
addresses = st.text("aZ09()'_*[]{}|<>\"\\ é", max_size=12).map(
    lambda end: f"https://else.test/{end}x"
)


def body(content: str, photos: list[tuple[str, str]], replies: list[str]) -> str:
    found: Properties = {"in-reply-to": [*replies]}
    found["photo"] = [{"value": address, "alt": alt} for address, alt in photos]
    return body_of(found | ({"content": [content]} if content else {}))


@given(contents, st.lists(st.tuples(addresses, words), max_size=3), st.lists(addresses, max_size=2))
def test_what_was_sent_comes_back(
    content: str, photos: list[tuple[str, str]], replies: list[str]
) -> None:
    found = properties_in(body(content, photos, replies))
    assert found.get("content", []) == ([content] if content else [])
    alts = [photo["alt"] for photo in found.get("photo", []) if isinstance(photo, dict)]
    assert alts == [alt for _, alt in photos]
    assert len(found.get("in-reply-to", [])) == len(replies)
    assert body_of(found) == body(content, photos, replies)


@given(addresses, words)
def test_a_photo_is_one_picture_and_nothing_else(address: str, alt: str) -> None:
    html = to_html(body("", [(address, alt)], [])).html
    assert html.count("<img") == 1
    assert html.count('class="u-photo"') == 1
    assert "<script" not in html


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_html_stays_in_what_encloses_it(html: str) -> None:
    text = body_of({"content": [{"html": f"<p>{html}</p>"}]})
    assert text.count("{:/") == 1
    assert "content" in properties_in(text)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:x", "", "x.jpg", "ftp://a/b"])
def test_only_addresses_of_the_web_are_shown(address: str) -> None:
    assert body("", [(address, "A")], [address]) == ""
