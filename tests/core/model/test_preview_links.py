"""Tokens that only a secret makes, and files that are told by their slug."""

from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.preview_links import id_of, moves_among, token_of

SECRET = b"s" * 32
ID = "0123456789abcdef"


def test_a_token_is_of_its_id() -> None:
    assert id_of(token_of(ID, SECRET), SECRET) == ID


@given(st.binary(max_size=64))
def test_another_secret_does_not_know_it(secret: bytes) -> None:
    assert secret == SECRET or id_of(token_of(ID, SECRET), secret) == ""


@given(st.text(max_size=60))
def test_no_other_text_is_one(text: str) -> None:
    assert id_of(text, SECRET) == ""
    assert id_of(f"{ID}.{text}", SECRET) == ""


def test_a_draft_is_the_post_of_its_slug() -> None:
    gone = ["_drafts/anna/idea.md", "_drafts/other.md"]
    new = ["_posts/2020-1-02-idea.markdown", "about.md"]
    assert moves_among(gone, new) == {gone[0]: new[0]}
