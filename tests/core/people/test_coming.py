from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handler.core.people import coming
from handler.core.people.state import (
    IDLE,
    INVITED,
    LONGEST_SESSION,
    MAXIMUM_ANSWERED,
    MAXIMUM_INVITATIONS,
    MAXIMUM_MEMBERS,
    MAXIMUM_PASSKEYS,
    MAXIMUM_SESSIONS,
    Answered,
    People,
    Reason,
    Refused,
    checked_name,
)
from tests.core.people.builders import (
    NOW,
    make_invitation,
    make_member,
    make_passkey,
    make_people,
    make_session,
)

ANSWERED = Answered("digest", NOW + timedelta(minutes=5))
ADA = make_member("ada", passkeys=(make_passkey(counter=3),))


def reason(refused: pytest.ExceptionInfo[Refused]) -> Reason:
    return refused.value.reason


def accept(people: People, token: str = "link", now: datetime = NOW, name: str = "Bob") -> People:
    return coming.accept(people, token, name, make_passkey(), make_session(), now)


def sign_in(people: People, counter: int = 4, answered: Answered = ANSWERED) -> People:
    return coming.sign_in(people, "credential-key", counter, answered, make_session(), NOW)


def test_a_link_lets_in_once_and_as_what_it_says() -> None:
    people = accept(make_people(invitations=(make_invitation(),)))
    bob = replace(
        make_member("link", is_owner=False, passkeys=(make_passkey(),), sessions=(make_session(),)),
        name="Bob",
    )
    assert people == make_people(bob)
    with pytest.raises(Refused) as refused:
        accept(people)
    assert reason(refused) == "invitation"


def test_a_link_for_somebody_adds_a_passkey_and_changes_no_role() -> None:
    invited = make_invitation(member="ada", is_owner=False)
    other = make_member("ada", passkeys=(make_passkey("other"),))
    people = accept(make_people(other, invitations=(invited,)), name="Mallory")
    (ada,) = people.members
    assert (ada.name, ada.is_owner) == ("Ada", True)
    assert [each.id for each in ada.passkeys] == ["other", "key"]


@pytest.mark.parametrize(
    ("token", "now"), [("other", NOW), ("", NOW), ("link", NOW + INVITED), ("link\0", NOW)]
)
def test_no_other_link_does_nor_one_that_expired(token: str, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        accept(make_people(invitations=(make_invitation(),)), token, now)
    assert reason(refused) == "invitation"


def test_while_the_desk_is_off_nothing_lets_in() -> None:
    on = make_people(replace(ADA, sessions=(make_session(),)), invitations=(make_invitation(),))
    off = replace(on, is_on=False)
    assert coming.session_of(on, "session", NOW) == (on.members[0], make_session())
    assert coming.session_of(off, "session", NOW) is None
    for attempt in (accept, sign_in):
        with pytest.raises(Refused):
            attempt(off)


def test_a_passkey_that_somebody_has_is_not_taken_again() -> None:
    with pytest.raises(Refused) as refused:
        accept(make_people(ADA, invitations=(make_invitation(),)))
    assert reason(refused) == "known"


def test_a_right_answer_begins_a_session_and_is_good_once() -> None:
    people = sign_in(make_people(ADA))
    (ada,) = people.members
    assert ada.sessions == (make_session(),)
    assert ada.passkeys[0].counter == 4
    assert people.answered == (replace(ANSWERED, member="ada"),)
    with pytest.raises(Refused) as refused:
        sign_in(people, 5)
    assert reason(refused) == "replayed"


@pytest.mark.parametrize(
    ("before", "now", "is_refused"),
    [(0, 0, False), (0, 1, False), (3, 4, False), (3, 3, True), (3, 2, True), (3, 0, True)],
)
def test_a_passkey_that_counts_backwards_may_be_a_copy(
    before: int, now: int, is_refused: bool
) -> None:
    people = make_people(make_member("ada", passkeys=(make_passkey(counter=before),)))
    if not is_refused:
        sign_in(people, now)
        return
    with pytest.raises(Refused) as refused:
        sign_in(people, now)
    assert reason(refused) == "counter"


def test_the_passkey_of_nobody_lets_nobody_in() -> None:
    with pytest.raises(Refused) as refused:
        sign_in(make_people(make_member("ada", passkeys=(make_passkey("other"),))))
    assert reason(refused) == "passkey"


@pytest.mark.parametrize(
    ("made", "seen", "is_over"),
    [
        (timedelta(0), timedelta(0), False),
        (IDLE, IDLE, True),
        (IDLE * 2, IDLE - timedelta(seconds=1), False),
        (LONGEST_SESSION - timedelta(seconds=1), timedelta(0), False),
        (LONGEST_SESSION, timedelta(0), True),
    ],
)
def test_a_session_ends_when_nobody_comes_and_in_the_end_anyway(
    made: timedelta, seen: timedelta, is_over: bool
) -> None:
    session = make_session(made=NOW - made, seen=NOW - seen)
    people = make_people(replace(ADA, sessions=(session,)))
    assert (coming.session_of(people, "session", NOW) is None) == is_over
    assert (coming.without_expired(people, NOW).members[0].sessions == ()) == is_over


def test_a_visit_is_noted_once_a_day() -> None:
    session = make_session()
    later = NOW + timedelta(days=1)
    assert not coming.is_visit(session, later - timedelta(seconds=1))
    assert coming.is_visit(session, later)
    people = coming.visited(make_people(replace(ADA, sessions=(session,))), "session", later)
    assert people.members[0].sessions == (replace(session, seen=later),)
    assert coming.visited(make_people(ADA), "session", later) == make_people(ADA)


def test_one_session_more_ends_the_one_that_was_used_longest_ago() -> None:
    sessions = tuple(
        make_session(str(number), seen=NOW + timedelta(seconds=number))
        for number in range(MAXIMUM_SESSIONS)
    )
    people = sign_in(make_people(replace(ADA, sessions=sessions)))
    names = [each.id for each in people.members[0].sessions]
    assert names == [*map(str, range(1, MAXIMUM_SESSIONS)), "session"]


def test_of_everything_there_is_only_so_much() -> None:
    many = tuple(make_member(str(number)) for number in range(MAXIMUM_MEMBERS))
    keys = tuple(make_passkey(str(number)) for number in range(MAXIMUM_PASSKEYS))
    links = tuple(make_invitation(str(number)) for number in range(MAXIMUM_INVITATIONS))
    answers = tuple(
        Answered(str(number), ANSWERED.until, "ada") for number in range(MAXIMUM_ANSWERED)
    )
    invited = make_invitation(member="ada")
    full: dict[Reason, Callable[[], People]] = {
        "members": lambda: accept(make_people(*many, invitations=(make_invitation(),))),
        "passkeys": lambda: accept(make_people(make_member(passkeys=keys), invitations=(invited,))),
        "invitations": lambda: coming.invite(
            make_people(invitations=links), make_invitation(), NOW
        ),
        "busy": lambda: sign_in(replace(make_people(ADA), answered=answers)),
    }
    for expected, attempt in full.items():
        with pytest.raises(Refused) as refused:
            attempt()
        assert reason(refused) == expected


def test_who_signs_in_too_often_keeps_nobody_else_out() -> None:
    bob = make_member("bob", passkeys=(make_passkey("other"),))
    answers = tuple(Answered(str(number), ANSWERED.until, "bob") for number in range(20))
    people = replace(make_people(ADA, bob), answered=answers)
    with pytest.raises(Refused) as refused:
        coming.sign_in(people, "credential-other", 4, ANSWERED, make_session(), NOW)
    assert reason(refused) == "busy"
    people = sign_in(people)
    later = ANSWERED.until
    fresh = Answered("fresh", later + timedelta(minutes=5))
    coming.sign_in(people, "credential-other", 4, fresh, make_session(), later)


def test_links_of_members_keep_nobody_from_inviting_somebody() -> None:
    names = [str(number) for number in range(MAXIMUM_INVITATIONS + 1)]
    people = make_people(*map(make_member, names))
    for name in (*names, *names):
        people = coming.invite(people, make_invitation(f"link {name}", member=name), NOW)
    people = coming.invite(people, make_invitation(), NOW)
    assert len(people.invitations) == len(names) + 1


def test_only_its_device_and_holder_can_name_a_passkey_or_a_link() -> None:
    people = make_people(ADA, invitations=(make_invitation(),))
    known = [coming.is_known(people, name, NOW) for name in ("credential-key", "link")]
    others = ("", "key", "ada", "public", people.invitations[0].digest, "link ")
    assert (known, [name for name in others if coming.is_known(people, name, NOW)]) == (
        [True, True],
        [],
    )
    assert not coming.is_known(people, "link", NOW + INVITED)


def test_a_new_link_for_somebody_ends_the_one_before() -> None:
    people = make_people(ADA)
    for token in ("first", "second"):
        people = coming.invite(people, make_invitation(token, member="ada"), NOW)
    people = coming.invite(people, make_invitation("other"), NOW)
    assert [each.id for each in people.invitations] == ["second", "other"]
    with pytest.raises(Refused) as refused:
        coming.invite(people, make_invitation(member="nobody"), NOW)
    assert reason(refused) == "missing"


@pytest.mark.parametrize(
    ("name", "shown"),
    [(" A\n\tB ", "A B"), ("봄이", "봄이"), ("a\u202eb", "a b"), ("x" * 100, "x" * 100)],
)
def test_a_name_is_one_line_that_prints(name: str, shown: str) -> None:
    assert checked_name(name) == shown


@pytest.mark.parametrize("name", ["", "  ", "\0", "\u200b", "x" * 101])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        checked_name(name)
