from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.people.state import ASKED, Refused
from handler.core.people.tokens import (
    challenge,
    change_token,
    check_challenge,
    digest_of,
    with_token,
)
from tests.core.people.builders import NOW, make_session

SECRET = "s" * 43
ASKED_NOW = challenge(SECRET, "sign in", b"n" * 16, NOW)


def test_a_challenge_is_good_for_five_minutes() -> None:
    until = check_challenge(SECRET, "sign in", ASKED_NOW, NOW + ASKED - timedelta(seconds=1))
    assert until == NOW + ASKED
    with pytest.raises(Refused, match="too long"):
        check_challenge(SECRET, "sign in", ASKED_NOW, NOW + ASKED)


@pytest.mark.parametrize(
    ("secret", "purpose"), [(SECRET, "register x"), ("t" * 43, "sign in"), (SECRET, "sign in ")]
)
def test_it_is_good_for_its_purpose_and_blog_alone(secret: str, purpose: str) -> None:
    with pytest.raises(Refused):
        check_challenge(secret, purpose, ASKED_NOW, NOW)


@given(st.text(max_size=300) | st.sampled_from([ASKED_NOW + "=", ASKED_NOW + "==", ASKED_NOW[:-1]]))
def test_none_can_be_made_up(text: str) -> None:
    with pytest.raises(Refused):
        check_challenge(SECRET, "sign in", text, NOW)


@given(st.integers(0, len(ASKED_NOW) - 1), st.sampled_from("AQgw_-é"))
def test_none_can_be_changed(place: int, letter: str) -> None:
    changed = ASKED_NOW[:place] + letter + ASKED_NOW[place + 1 :]
    if changed != ASKED_NOW:
        with pytest.raises(Refused):
            check_challenge(SECRET, "sign in", changed, NOW)


@given(st.text())
def test_what_nobody_got_opens_nothing(token: str) -> None:
    among = (make_session("a"), make_session("b"))
    found = with_token(token, among)
    assert (found is not None) == (token in {"a", "b"})


def test_the_digest_of_a_token_is_no_token() -> None:
    assert with_token(digest_of("a"), (make_session("a"),)) is None


def test_what_changes_need_follows_from_the_session_alone() -> None:
    assert change_token("a") == change_token("a") != change_token("b")
    assert digest_of("a") not in change_token("a")
