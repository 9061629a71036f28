from collections.abc import Callable
from dataclasses import replace

import pytest

from handler.core.people import leaving
from handler.core.people.state import Member, People, Refused
from tests.core.people.builders import (
    make_invitation,
    make_member,
    make_passkey,
    make_people,
    make_session,
)

ADA = make_member(
    "ada",
    passkeys=(make_passkey("ada-key"), make_passkey("ada-second")),
    sessions=(
        make_session("ada-here", passkey="ada-key"),
        make_session("ada-there", passkey="ada-second"),
    ),
)
BOB = make_member(
    "bob",
    is_owner=False,
    passkeys=(make_passkey("bob-key"),),
    sessions=(make_session("bob-here", passkey="bob-key"),),
)
PEOPLE = make_people(ADA, BOB, invitations=(make_invitation("link", by="ada"),))

Change = Callable[[People, Member | None], People]
OWNERS: dict[str, Change] = {
    "name of another": lambda people, by: leaving.rename(people, "ada", "Mallory", by),
    "own role": lambda people, by: leaving.set_role(people, "bob", True, by),
    "role of another": lambda people, by: leaving.set_role(people, "ada", False, by),
    "another": lambda people, by: leaving.remove(people, "ada", by),
    "himself": lambda people, by: leaving.remove(people, "bob", by),
    "passkey of another": lambda people, by: leaving.revoke_passkey(people, "ada-key", by),
    "session of another": lambda people, by: leaving.end_session(people, "ada-here", by),
    "link of another": lambda people, by: leaving.withdraw(people, "link", by),
}
MISSING: dict[str, Change] = {
    "name": lambda people, by: leaving.rename(people, "no", "x", by),
    "role": lambda people, by: leaving.set_role(people, "no", True, by),
    "member": lambda people, by: leaving.remove(people, "no", by),
    "passkey": lambda people, by: leaving.revoke_passkey(people, "no", by),
    "session": lambda people, by: leaving.end_session(people, "no", by),
    "link": lambda people, by: leaving.withdraw(people, "no", by),
    "anything": lambda people, by: leaving.revoke(people, "no", by),
}


@pytest.mark.parametrize("what", OWNERS)
def test_an_author_may_not_do_what_only_an_owner_may(what: str) -> None:
    with pytest.raises(Refused) as refused:
        OWNERS[what](PEOPLE, BOB)
    assert refused.value.reason == "owner"


@pytest.mark.parametrize("what", MISSING)
@pytest.mark.parametrize("by", [ADA, None])
def test_what_is_not_there_is_told(what: str, by: Member | None) -> None:
    with pytest.raises(Refused) as refused:
        MISSING[what](PEOPLE, by)
    assert refused.value.reason == "missing"


def test_an_author_does_as_they_like_with_their_own() -> None:
    invited = make_invitation("own", member="bob", by="bob")
    people = make_people(ADA, BOB, invitations=(invited,))
    assert leaving.rename(people, "bob", " Robert ", BOB).member("bob").name == "Robert"
    assert leaving.end_session(people, "bob-here", BOB).member("bob").sessions == ()
    assert leaving.revoke_passkey(people, "bob-key", BOB).member("bob").passkeys == ()
    assert leaving.withdraw(people, "own", BOB).invitations == ()
    assert [
        leaving.may_invite(BOB, member, is_owner)
        for member, is_owner in [("bob", False), ("bob", True), ("ada", False), ("", False)]
    ] == [True, False, False, False]


def test_a_passkey_that_is_revoked_takes_its_sessions_along() -> None:
    ada = leaving.revoke_passkey(PEOPLE, "ada-key", ADA).member("ada")
    assert [each.id for each in ada.passkeys] == ["ada-second"]
    assert [each.id for each in ada.sessions] == ["ada-there"]


def test_who_is_removed_or_no_owner_any_more_has_made_no_links() -> None:
    eve = make_member("eve", passkeys=(make_passkey("eve-key"),))
    links = (make_invitation("by-eve", by="eve"), make_invitation("for-eve", member="eve"))
    people = make_people(ADA, eve, invitations=links)
    assert leaving.remove(people, "eve", ADA) == make_people(ADA)
    lowered = leaving.set_role(people, "eve", False, ADA)
    assert lowered == make_people(ADA, replace(eve, is_owner=False), invitations=links[1:])


def test_an_author_becomes_an_owner_and_keeps_everything() -> None:
    raised = leaving.set_role(PEOPLE, "bob", True, ADA)
    assert raised == replace(PEOPLE, members=(ADA, replace(BOB, is_owner=True)))


@pytest.mark.parametrize(
    "leave",
    [
        lambda people, by: leaving.remove(people, "ada", by),
        lambda people, by: leaving.set_role(people, "ada", False, by),
        lambda people, by: leaving.revoke_passkey(people, "ada-key", by),
    ],
)
def test_at_the_desk_the_last_owner_stays(leave: Change) -> None:
    alone = replace(ADA, passkeys=ADA.passkeys[:1])
    people = make_people(alone, BOB, make_member("without-passkey"))
    with pytest.raises(Refused) as refused:
        leave(people, alone)
    assert refused.value.reason == "last"
    assert leave(people, None) != people


def test_whatever_has_an_id_can_be_revoked() -> None:
    revoked = PEOPLE
    for name in ("link", "bob-here", "ada-key", "bob", "ada"):
        revoked = leaving.revoke(revoked, name, None)
    assert revoked == make_people()
    with pytest.raises(Refused) as refused:
        leaving.revoke(PEOPLE, "ada", BOB)
    assert refused.value.reason == "owner"


@pytest.mark.parametrize("name", ["Ada", " ADA ", "Ａda"])
def test_nobody_is_called_as_another_is(name: str) -> None:
    people = make_people(replace(ADA, name="Ada"), BOB)
    with pytest.raises(Refused) as refused:
        leaving.rename(people, "bob", name, BOB)
    assert refused.value.reason == "taken"
    assert leaving.rename(people, "ada", name, ADA).member("ada").name == name.strip()
