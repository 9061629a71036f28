"""Coming in: invitations, registering a passkey, signing in with it, and being there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handler.core.people.state import (
    BETWEEN_VISITS,
    MAXIMUM_ANSWERED,
    MAXIMUM_INVITATIONS,
    MAXIMUM_MEMBERS,
    MAXIMUM_PASSKEYS,
    MAXIMUM_SESSIONS,
    Answered,
    Invitation,
    Member,
    Passkey,
    People,
    Refused,
    Session,
    checked_name,
)
from handler.core.people.tokens import with_token


def without_expired(people: People, now: datetime) -> People:
    """The people without what is over."""
    members = (
        replace(
            each,
            sessions=tuple(one for one in each.sessions if one.until() > now),
            programs=tuple(one for one in each.programs if one.ends() > now),
        )
        for each in people.members
    )
    return replace(
        people,
        members=tuple(members),
        invitations=tuple(each for each in people.invitations if each.until > now),
        answered=tuple(each for each in people.answered if each.until > now),
    )


def invite(people: People, invitation: Invitation, now: datetime) -> People:
    """Let somebody register a passkey; a new link for a member ends those before."""
    people = without_expired(people, now)
    if invitation.member:
        people.member(invitation.member)
    namesakes = () if invitation.member else people.members
    named = invitation.name and checked_name(invitation.name, namesakes)
    others = [
        each
        for each in people.invitations
        if not invitation.member or each.member != invitation.member
    ]
    new = [each for each in others if not each.member]
    if not invitation.member and len(new) >= MAXIMUM_INVITATIONS:
        raise Refused("invitations")
    return replace(people, invitations=(*others, replace(invitation, name=named)))


def invitation_of(people: People, token: str, now: datetime) -> Invitation:
    """The invitation of a link; raises `Refused` if it is used, expired or made up."""
    found = with_token(token, people.invitations)
    if found is None or found.until <= now or not people.is_on:
        raise Refused("invitation")
    return found


def is_known(people: People, named: str, now: datetime) -> bool:
    """Whether there is such a passkey or link, by what only its device or holder knows of it."""
    links = [each for each in people.invitations if each.until > now]
    is_passkey = any(each.credential == named for _, each in people.passkeys())
    return is_passkey or with_token(named, links) is not None


def invited_id(invitation: Invitation) -> str:
    """The id of the member that an invitation is for, be they there yet or not."""
    return invitation.member or invitation.id


def accept(
    people: People, token: str, name: str, passkey: Passkey, session: Session, now: datetime
) -> People:
    """Register a passkey by an invitation, which is used up, and begin a session with it.

    Whoever is new gets the `name`.
    """
    invitation = invitation_of(people, token, now)
    people = without_expired(people, now)
    if any(each.credential == passkey.credential for _, each in people.passkeys()):
        raise Refused("known")
    kept = tuple(each for each in people.invitations if each != invitation)
    people = replace(people, invitations=kept)
    if not invitation.member:
        people = _with_member(people, Member(invitation.id, name, invitation.is_owner))
    member = people.member(invited_id(invitation))
    if len(member.passkeys) >= MAXIMUM_PASSKEYS:
        raise Refused("passkeys")
    return _with_session(people, replace(member, passkeys=(*member.passkeys, passkey)), session)


def sign_in(
    people: People,
    credential: str,
    counter: int,
    answered: Answered,
    session: Session,
    now: datetime,
) -> People:
    """Begin a session for whose passkey gave an answer, which is good this one time."""
    people = without_expired(people, now)
    if not people.is_on:
        raise Refused("passkey")
    member, passkey = passkey_of(people, credential)
    _permit(people, answered, member, now)
    if (counter or passkey.counter) and counter <= passkey.counter:
        raise Refused("counter")
    used = replace(passkey, counter=counter, used=now)
    passkeys = tuple(used if each == passkey else each for each in member.passkeys)
    people = replace(people, answered=(*people.answered, replace(answered, member=member.id)))
    begun = replace(session, passkey=passkey.id)
    return _with_session(people, replace(member, passkeys=passkeys), begun)


def _permit(people: People, answered: Answered, member: Member, now: datetime) -> None:
    """Refuse a challenge that anybody has answered, and a member who has answered too many."""
    if answered.until <= now or any(each.digest == answered.digest for each in people.answered):
        raise Refused("replayed")
    theirs = [each for each in people.answered if each.member == member.id]
    if len(theirs) >= MAXIMUM_ANSWERED:
        raise Refused("busy")


def passkey_of(people: People, credential: str) -> tuple[Member, Passkey]:
    """A passkey by what its authenticator calls it, and whose it is; raises `Refused`."""
    for member, passkey in people.passkeys():
        if passkey.credential == credential:
            return member, passkey
    raise Refused("passkey")


def session_of(people: People, token: str, now: datetime) -> tuple[Member, Session] | None:
    """Who has a session, if somebody does."""
    held = [(member, each) for member in people.members for each in member.sessions]
    session = with_token(token, (each for _, each in held)) if people.is_on else None
    if session is None or session.until() <= now:
        return None
    return next((member, each) for member, each in held if each is session)


def is_visit(session: Session, now: datetime) -> bool:
    """Whether it is to be written down that somebody is there."""
    return now - session.seen >= BETWEEN_VISITS


def visited(people: People, session_id: str, now: datetime) -> People:
    """Note that somebody is there; a session that ended meanwhile stays so."""
    people = without_expired(people, now)
    members = (
        replace(member, sessions=_seen(member.sessions, session_id, now))
        for member in people.members
    )
    return replace(people, members=tuple(members))


def _seen(sessions: Iterable[Session], session_id: str, now: datetime) -> tuple[Session, ...]:
    return tuple(replace(each, seen=now) if each.id == session_id else each for each in sessions)


def _with_member(people: People, new: Member) -> People:
    if len(people.members) >= MAXIMUM_MEMBERS:
        raise Refused("members")
    named = replace(new, name=checked_name(new.name, people.members))
    return replace(people, members=(*people.members, named))


def _with_session(people: People, member: Member, session: Session) -> People:
    newest = sorted(member.sessions, key=lambda each: each.seen)[1 - MAXIMUM_SESSIONS :]
    changed = replace(member, sessions=(*newest, session))
    members = tuple(changed if each.id == member.id else each for each in people.members)
    return replace(people, members=members)
