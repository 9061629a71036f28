"""Codes that programs get a token with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.people.codes import Approval, check_verifier, code_of, read_code
from handler.core.people.state import CODE, Refused
from handler.core.people.tokens import LONGEST_SIGNED, challenge, signed, signed_data
from tests.core.people.builders import NOW

SECRET = "s" * 43
# https://www.rfc-editor.org/rfc/rfc7636#appendix-B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
texts = st.text(max_size=40)
approvals = st.builds(Approval, texts, texts, texts, texts, texts)


@given(approvals, texts)
def test_a_code_says_what_was_approved(approval: Approval, nonce: str) -> None:
    code = code_of(approval, SECRET, nonce, NOW)
    assert read_code(code, SECRET, NOW) == (approval, NOW + CODE)


@given(approvals, st.integers(0, 200), st.characters(codec="ascii"))
def test_no_letter_of_it_can_be_another(approval: Approval, at: int, letter: str) -> None:
    code = code_of(approval, SECRET, "n", NOW)
    other = code[:at] + letter + code[at + 1 :]
    if other != code:
        with pytest.raises(Refused):
            read_code(other, SECRET, NOW)


def test_the_longest_that_may_be_asked_for_fits() -> None:
    approval = Approval("m" * 10, "c" * 500, "r" * 500, CHALLENGE, "create " * 7)
    code = code_of(approval, SECRET, "n" * 43, NOW)
    assert len(code) < LONGEST_SIGNED
    assert read_code(code, SECRET, NOW)[0] == approval


def test_it_expires_and_is_another_desks_no_more_than_another_purposes() -> None:
    approval = Approval("m", "c", "r", "x", "create")
    code = code_of(approval, SECRET, "n", NOW)
    for secret, moment in ((SECRET, NOW + CODE), ("t" * 43, NOW)):
        with pytest.raises(Refused):
            read_code(code, secret, moment)
    assert signed_data(SECRET, "another", signed(SECRET, "one", b"x")) is None
    with pytest.raises(Refused):
        read_code(challenge(SECRET, "a code for a program", b"n" * 16, NOW), SECRET, NOW)


def test_who_made_the_challenge_is_known_by_it() -> None:
    check_verifier(CHALLENGE, VERIFIER)


@pytest.mark.parametrize(
    ("challenge_", "verifier"),
    [
        (CHALLENGE, VERIFIER[:-1] + "l"),
        (CHALLENGE, CHALLENGE),
        (CHALLENGE, ""),
        ("", ""),
        (VERIFIER, VERIFIER),
        (CHALLENGE, VERIFIER + "\n"),
        (CHALLENGE, "é" * 43),
    ],
)
def test_nobody_else_is(challenge_: str, verifier: str) -> None:
    with pytest.raises(Refused):
        check_verifier(challenge_, verifier)
