"""People of a desk for tests."""

from datetime import UTC, datetime

from handler.core.people.state import INVITED, Invitation, Member, Passkey, People, Session
from handler.core.people.tokens import digest_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def make_passkey(name: str = "key", *, counter: int = 0) -> Passkey:
    return Passkey(name, f"credential-{name}", "public", counter, "Firefox on Linux", NOW, NOW)


def make_session(
    name: str = "session", *, passkey: str = "key", made: datetime = NOW, seen: datetime = NOW
) -> Session:
    """A session whose token is its name."""
    return Session(name, digest_of(name), passkey, "Firefox on Linux", made, seen)


def make_member(
    name: str = "ada",
    *,
    is_owner: bool = True,
    passkeys: tuple[Passkey, ...] = (),
    sessions: tuple[Session, ...] = (),
) -> Member:
    return Member(name, name.title(), is_owner, passkeys, sessions)


def make_invitation(
    token: str = "link",
    *,
    name: str = "Bob",
    is_owner: bool = False,
    member: str = "",
    by: str = "",
) -> Invitation:
    """An invitation whose token is its id."""
    return Invitation(token, digest_of(token), name, is_owner, member, by, NOW + INVITED)


def make_people(*members: Member, invitations: tuple[Invitation, ...] = ()) -> People:
    return People("s" * 43, members=members, invitations=invitations)
