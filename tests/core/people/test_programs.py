"""Programs that write for people, as plain data."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.core.people import leaving, programs
from handler.core.people.coming import without_expired
from handler.core.people.state import (
    MAXIMUM_ANSWERED,
    MAXIMUM_MEMBERS,
    MAXIMUM_PROGRAMS,
    MAXIMUM_STATE,
    REFRESHED,
    WRITING,
    Answered,
    People,
    Program,
    Refused,
)
from handler.core.people.storing import from_json, to_json
from handler.core.people.tokens import digest_of
from tests.core.people.builders import NOW, make_member, make_people

ANSWERED = Answered("code", NOW + timedelta(minutes=1))


def make_program(name: str = "one", *, scopes: str = "create", refresh: bool = True) -> Program:
    """A program whose tokens are its name, and that with an `r` before it."""
    digests = (digest_of(name), digest_of(f"r{name}") if refresh else "", "code")
    told = (*digests, "https://client.test/", "client.test", scopes)
    return Program(name, *told, NOW, NOW, NOW + WRITING)


def make_blog(*names: str) -> People:
    """People of whom one lets programs write."""
    member = replace(make_member(), programs=tuple(map(make_program, names)))
    return make_people(member, make_member("bob", is_owner=False))


def names_of(people: People) -> list[str]:
    return [each.id for member in people.members for each in member.programs]


def test_a_code_adds_a_program_once() -> None:
    people = programs.add_program(make_blog(), "ada", make_program(), ANSWERED, NOW)
    assert names_of(people) == ["one"]
    for again in (people, replace(make_blog(), is_on=False)):
        with pytest.raises(Refused):
            programs.add_program(again, "ada", make_program("two"), ANSWERED, NOW)
    with pytest.raises(Refused):
        programs.add_program(make_blog(), "nobody", make_program(), ANSWERED, NOW)
    with pytest.raises(Refused):
        programs.add_program(make_blog(), "ada", make_program(), ANSWERED, ANSWERED.until)


def test_so_many_codes_at_once_are_too_many() -> None:
    used = tuple(Answered(str(n), NOW + timedelta(minutes=1)) for n in range(MAXIMUM_ANSWERED))
    with pytest.raises(Refused, match="You signed in"):
        programs.use_code(replace(make_blog(), answered=used), ANSWERED, NOW)


def test_one_more_than_there_may_be_puts_out_that_used_longest_ago() -> None:
    people = make_blog(*(f"p{n}" for n in range(MAXIMUM_PROGRAMS)))
    people = programs.used(people, "p0", NOW + timedelta(days=2))
    people = programs.add_program(people, "ada", make_program("new"), None, NOW)
    assert "p1" not in names_of(people)
    assert {"p0", "new"} <= {*names_of(people)}
    assert len(names_of(people)) == MAXIMUM_PROGRAMS


def test_a_token_is_known_until_it_ends() -> None:
    people = make_blog("one", "two")
    found = programs.program_of(people, "two", NOW)
    assert found
    assert (found[0].id, found[1].id) == ("ada", "two")
    for token, moment in (("rtwo", NOW), ("x", NOW), ("", NOW), ("two", NOW + WRITING)):
        assert programs.program_of(people, token, moment) is None
    assert programs.program_of(replace(people, is_on=False), "two", NOW) is None


def test_what_renews_is_good_once_for_its_program_and_no_more_than_it_had() -> None:
    people = make_blog("one")
    new = replace(make_program("two"), scopes="")
    renewed = programs.renew(people, "rone", "https://client.test/", new, NOW)
    found = programs.program_of(renewed, "two", NOW)
    assert found
    assert (found[1].id, found[1].scopes) == ("one", "create")
    assert programs.program_of(renewed, "one", NOW) is None
    for token, client, scopes in (
        ("rone", "https://other.test/", ""),
        ("one", "https://client.test/", ""),
        ("", "https://client.test/", ""),
        ("rone", "https://client.test/", "create delete"),
    ):
        with pytest.raises(Refused):
            programs.renew(people, token, client, replace(new, scopes=scopes), NOW)
    with pytest.raises(Refused):
        programs.renew(renewed, "rone", "https://client.test/", new, NOW)


def test_a_program_is_kept_while_it_may_be_renewed() -> None:
    by_hand = make_program("hand", refresh=False)
    people = replace(
        make_blog("one"), members=(replace(make_member(), programs=(make_program(), by_hand)),)
    )
    assert names_of(without_expired(people, NOW + WRITING)) == ["one"]
    assert names_of(without_expired(people, NOW + REFRESHED)) == []


def test_both_kinds_of_tokens_are_revoked() -> None:
    assert names_of(programs.without_token(make_blog("one", "two"), "one")) == ["two"]
    assert names_of(programs.without_token(make_blog("one", "two"), "rtwo")) == ["one"]
    assert names_of(programs.without_token(make_blog("one"), "")) == ["one"]
    assert names_of(programs.without_code(make_blog("one"), "code")) == []


def test_who_may_stop_a_program() -> None:
    people = make_blog("one")
    ada, bob = people.members
    assert names_of(leaving.stop_program(people, "one", ada)) == []
    assert names_of(leaving.revoke(people, "one", None)) == []
    with pytest.raises(Refused):
        leaving.stop_program(people, "one", bob)
    with pytest.raises(Refused):
        leaving.stop_program(people, "none", ada)


def test_scopes_that_nobody_knows_are_left_out() -> None:
    assert programs.scopes_in("update create read create email") == "create update"
    assert programs.scopes_in("") == ""


def test_programs_are_stored_and_files_without_them_are_read() -> None:
    people = make_blog("one")
    assert from_json(to_json(people)) == people
    older = to_json(make_blog()).replace(b'"programs": []', b'"others": []')
    assert from_json(older) == make_blog()


def test_with_as_many_as_there_may_be_it_can_be_read() -> None:
    program = replace(
        make_program(), client="c" * 500, label="l" * 100, scopes=" ".join(programs.SCOPES)
    )
    member = replace(make_member(), programs=(program,) * MAXIMUM_PROGRAMS)
    assert len(to_json(make_people(*[member] * MAXIMUM_MEMBERS))) < MAXIMUM_STATE
