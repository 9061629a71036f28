import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.people.state import Answered, People
from handler.core.people.storing import BrokenPeople, from_json, to_json
from tests.core.people.builders import (
    NOW,
    make_invitation,
    make_member,
    make_passkey,
    make_people,
    make_session,
)

PEOPLE = People(
    "s" * 43,
    members=(
        make_member("ada", passkeys=(make_passkey(),), sessions=(make_session(),)),
        make_member("봄이", is_owner=False),
    ),
    invitations=(make_invitation(by="ada"),),
    answered=(Answered("digest", NOW),),
)


def test_what_is_stored_comes_back() -> None:
    assert from_json(to_json(PEOPLE)) == PEOPLE
    off = make_people()
    assert from_json(to_json(off)) == off


def test_no_token_is_stored() -> None:
    assert b'"link"' not in to_json(make_people(invitations=(make_invitation("link"),))).replace(
        b'"id": "link"', b""
    )


@pytest.mark.parametrize(
    "data", [b"", b"{", b"null", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"version": 2}']
)
def test_what_cannot_be_read_closes_the_desk(data: bytes) -> None:
    with pytest.raises(BrokenPeople, match="the desk is closed"):
        from_json(data)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of everything in a value."""
    named = list(value.items()) if isinstance(value, dict) else []
    items = list(enumerate(value)) if isinstance(value, list) else named
    inner = [place for key, each in items for place in places(each, (*path, key))]
    return [path, *inner] if path else inner


RAW = json.loads(to_json(PEOPLE))


@given(
    st.sampled_from(places(RAW)),
    st.sampled_from([None, 1.5, [], {}, [None], "x", "2026-06-01T12:00:00"]),
)
def test_whatever_is_wrong_in_it_is_noticed_or_harmless(place: tuple[Any, ...], wrong: Any) -> None:
    raw = json.loads(json.dumps(RAW))
    holder = raw
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = wrong
    try:
        people = from_json(json.dumps(raw).encode())
    except BrokenPeople:
        return
    assert isinstance(wrong, str) or wrong == []
    assert people.is_on


@pytest.mark.parametrize("missing", RAW)
def test_whatever_is_missing_is_noticed(missing: str) -> None:
    with pytest.raises(BrokenPeople):
        from_json(json.dumps({k: v for k, v in RAW.items() if k != missing}).encode())


@pytest.mark.parametrize(
    ("part", "name", "wrong"),
    [
        ("passkeys", "counter", 1.5),
        ("passkeys", "counter", True),
        ("sessions", "seen", "2026-06-01"),
    ],
)
def test_numbers_are_whole_and_times_have_a_zone(part: str, name: str, wrong: Any) -> None:
    raw = json.loads(json.dumps(RAW))
    raw["members"][0][part][0][name] = wrong
    with pytest.raises(BrokenPeople):
        from_json(json.dumps(raw).encode())


def test_a_secret_that_anybody_could_guess_is_none() -> None:
    with pytest.raises(BrokenPeople):
        from_json(json.dumps(RAW | {"secret": "short"}).encode())
