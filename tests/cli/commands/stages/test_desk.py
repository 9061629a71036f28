"""`desk`: the desk turned on and off, links for people, and what lets them in revoked."""

import re

import pytest

from handler.core.index.items import DESK
from handler.core.people.state import People
from handler.services.people.access import Access, Credential
from handler.wiring import Services
from tests.cli.conftest import Run

MADE = Credential("credential", "public", 0)
LINK = re.compile(r"https://blog\.test/_coldpress/desk/enter#([\w-]{43})")
SAID = "good once and for 10 minutes:"


@pytest.fixture
def access(deployment: Services) -> Access:
    """Who may come in at the desk of the deployment."""
    return deployment.access


def people_of(access: Access) -> People:
    found = access.people()
    assert found is not None
    return found


def come_in(access: Access, output: str, name: str, credential: str = "credential") -> None:
    """Register a passkey with the link that a command printed."""
    found = LINK.search(output)
    assert found, output
    access.register(found[1], name, Credential(credential, "public", 0), "Firefox on Linux")


def test_it_turns_the_desk_on_and_prints_a_link_and_its_code(run: Run, access: Access) -> None:
    done = run("desk")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    start = lines.index(f"A link for a new owner, {SAID}")
    assert lines[start - 1] == "The desk is on."
    assert LINK.fullmatch(lines[start + 1])
    code = lines[start + 2 :]
    assert {len(line) for line in code if line} == {max(map(len, code))}
    assert set("".join(code)) <= set("█▀▄ ")
    come_in(access, done.output, "Ada")
    (ada,) = people_of(access).members
    assert (ada.name, ada.is_owner) == ("Ada", True)


def test_links_are_for_who_is_named_or_for_the_one_owner(run: Run, access: Access) -> None:
    come_in(access, run("desk", "--owner", "Ada").output, "Ada")
    assert f"A link for another passkey of Ada, {SAID}" in run("desk").output
    assert f"A link for Bob, a new author, {SAID}" in run("desk", "--author", "Bob").output
    assert f"A link for another passkey of Ada, {SAID}" in run("desk", "--owner", "ADA").output
    as_author = run("desk", "--author", "ada").output
    assert f"A link for Ada, who is owner and stays so, {SAID}" in as_author
    come_in(access, as_author, "Mallory", "second")
    (ada,) = people_of(access).members
    assert (ada.name, ada.is_owner, len(ada.passkeys)) == ("Ada", True, 2)
    come_in(access, run("desk", "--owner", "Eve").output, "Eve", "third")
    assert "Name one of the owners, or a new one, with --owner: Ada, Eve." in run("desk").output


def test_people_are_listed_with_what_can_be_revoked(run: Run, access: Access) -> None:
    come_in(access, run("desk").output, "Ada")
    run("desk", "--author", "봄이")
    people = people_of(access)
    (ada,), (link,) = people.members, people.invitations
    (key,), (session,) = ada.passkeys, ada.sessions
    day = f"{key.made.astimezone():%Y-%m-%d}"
    until = f"{link.until.astimezone():%H:%M %z}"
    assert run("desk", "--people").output.splitlines() == [
        f"{ada.id}  Ada, owner",
        f"  {key.id}  passkey of Firefox on Linux, made {day}, last used {day}",
        f"  {session.id}  signed in with Firefox on Linux, seen {day}",
        f"{link.id}  link for 봄이, author, until {until}",
    ]


def test_whatever_is_listed_is_revoked_by_its_id(run: Run, access: Access) -> None:
    come_in(access, run("desk").output, "Ada")
    run("desk", "--author", "Bob")
    people = people_of(access)
    (ada,), (link,) = people.members, people.invitations
    for each in (link, ada.sessions[0]):
        assert run("desk", "--revoke", each.id).output == f"Revoked {each.id}, from now on.\n"
    left = people_of(access)
    assert (left.invitations, left.members[0].sessions) == ((), ())
    told = "No owner can come in any more; `coldpress desk` makes a link for one."
    assert told in run("desk", "--revoke", ada.passkeys[0].id).output
    run("desk", "--revoke", ada.id)
    assert people_of(access).members == ()
    again = run("desk", "--revoke", ada.id)
    assert (again.exit_code, "Somebody may have removed it." in again.output) == (2, True)
    assert run("desk", "--people").output == "Nobody has come in yet.\n"


def test_off_signs_everybody_out_and_on_again_lets_their_passkeys_in(
    run: Run, access: Access
) -> None:
    come_in(access, run("desk").output, "Ada")
    assert "The desk is off, and everybody is signed out." in run("desk", "--off").output
    assert run("desk", "--people").output.startswith("The desk is off.\n")
    people = people_of(access)
    assert (people.is_on, people.members[0].sessions) == (False, ())
    assert "The desk is on." in run("desk").output
    assert len(people_of(access).members[0].passkeys) == 1


@pytest.mark.parametrize("options", [("--people",), ("--revoke", "x")])
def test_of_a_desk_that_was_never_on_there_is_nothing_to_tell(
    run: Run, access: Access, options: tuple[str, ...]
) -> None:
    done = run("desk", *options)
    assert (done.exit_code, "was never turned on" in done.output) == (2, True)
    assert access.people() is None


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--owner", "A", "--author", "B"), "Choose one of"),
        (("--people", "--off"), "Choose one of"),
        (("--owner", ""), "Give a name"),
        (("--author", "x" * 101), "Give a name"),
    ],
)
def test_what_cannot_be_meant_is_told(
    run: Run, access: Access, options: tuple[str, ...], told: str
) -> None:
    done = run("desk", *options)
    assert (done.exit_code, told in done.output) == (2, True)
    assert access.people() is None


def test_passkeys_need_https(run: Run, access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    for url, told in {
        "http://blog.test": "Passkeys need https, and COLDPRESS_URL is http://blog.test.",
        "": "Nobody can tell where the blog is: set COLDPRESS_URL to its address.",
    }.items():
        monkeypatch.setenv("COLDPRESS_URL", url)
        done = run("desk")
        assert (done.exit_code, told in done.output) == (2, True)
    assert access.people() is None


def test_a_list_that_cannot_be_read_is_told_with_its_remedy(
    run: Run, access: Access, deployment: Services
) -> None:
    deployment.bucket.put(".coldpress/desk/people.json", b"{", "application/json")
    for options in ((), ("--people",), ("--off",)):
        done = run("desk", *options)
        assert done.exit_code == 2
        assert "Restore an older version of it, or delete it" in done.output


def test_programs_are_listed_and_revoked_and_pages_lead_to_where_they_write(
    run: Run, access: Access, deployment: Services
) -> None:
    come_in(access, run("desk").output, "Ada")
    assert deployment.table.get([DESK]) == {DESK: {"on": 1}}
    deployment.programs.make(people_of(access).members[0], "Shortcuts")
    (program,) = people_of(access).members[0].programs
    may = "may create, update, delete, undelete, media"
    used = f"last used {program.used.astimezone():%Y-%m-%d}"
    line = f"  {program.id}  Shortcuts writes, {may}, {used}"
    assert line in run("desk", "--people").output.splitlines()
    assert run("desk", "--revoke", program.id).output == f"Revoked {program.id}, from now on.\n"
    assert people_of(access).members[0].programs == ()
    run("desk", "--off")
    assert deployment.table.get([DESK]) == {DESK: {"on": 0}}
