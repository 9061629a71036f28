"""Going out, being put out, and what else becomes of people: names and roles.

`by` is the member who does it; None is the command, which whoever owns the blog on AWS runs.
"""

from collections.abc import Callable
from dataclasses import replace

from handler.core.people.state import Member, People, Refused, checked_name


def rename(people: People, member_id: str, name: str, by: Member | None) -> People:
    """Call somebody otherwise; authors may call themselves as nobody else is."""
    _check_theirs(member_id, by)
    member = people.member(member_id)
    others = (each for each in people.members if each != member)
    return _with(people, replace(member, name=checked_name(name, others)))


def set_role(people: People, member_id: str, is_owner: bool, by: Member | None) -> People:
    """Make somebody an owner or an author; links that a former owner made lead nowhere."""
    _check_owner(by)
    changed = _with(people, replace(people.member(member_id), is_owner=is_owner))
    if not is_owner:
        changed = _without_invitations(changed, lambda by_id: by_id == member_id)
    return _still_owned(people, changed, by)


def remove(people: People, member_id: str, by: Member | None) -> People:
    """Let somebody in no more, with all passkeys, sessions and links."""
    _check_owner(by)
    member = people.member(member_id)
    members = tuple(each for each in people.members if each != member)
    kept = tuple(each for each in people.invitations if each.member != member_id)
    changed = replace(people, members=members, invitations=kept)
    changed = _without_invitations(changed, lambda by_id: by_id == member_id)
    return _still_owned(people, changed, by)


def revoke_passkey(people: People, passkey_id: str, by: Member | None) -> People:
    """Let nobody in with a passkey any more, and end what sessions were begun with it."""
    found = (each for each in people.passkeys() if each[1].id == passkey_id)
    member, passkey = next(found, (None, None))
    if member is None:
        raise Refused("missing")
    _check_theirs(member.id, by)
    passkeys = tuple(each for each in member.passkeys if each != passkey)
    sessions = tuple(each for each in member.sessions if each.passkey != passkey_id)
    changed = _with(people, replace(member, passkeys=passkeys, sessions=sessions))
    return _still_owned(people, changed, by)


def end_session(people: People, session_id: str, by: Member | None) -> People:
    """End a session."""
    for member in people.members:
        if any(each.id == session_id for each in member.sessions):
            _check_theirs(member.id, by)
            sessions = tuple(each for each in member.sessions if each.id != session_id)
            return _with(people, replace(member, sessions=sessions))
    raise Refused("missing")


def stop_program(people: People, program_id: str, by: Member | None) -> People:
    """Let a program write for nobody any more."""
    for member in people.members:
        if any(each.id == program_id for each in member.programs):
            _check_theirs(member.id, by)
            kept = tuple(each for each in member.programs if each.id != program_id)
            return _with(people, replace(member, programs=kept))
    raise Refused("missing")


def withdraw(people: People, invitation_id: str, by: Member | None) -> People:
    """Let a link lead nowhere."""
    found = next((each for each in people.invitations if each.id == invitation_id), None)
    if found is None:
        raise Refused("missing")
    _check_theirs(found.member or found.by, by)
    kept = tuple(each for each in people.invitations if each != found)
    return replace(people, invitations=kept)


def revoke(people: People, anything: str, by: Member | None) -> People:
    """Revoke whatever has an id: somebody, a passkey, a session, a program or a link."""
    for attempt in (remove, revoke_passkey, end_session, stop_program, withdraw):
        try:
            return attempt(people, anything, by)
        except Refused as error:
            if error.reason != "missing":
                raise
    raise Refused("missing")


def may_invite(by: Member | None, member_id: str, is_owner: bool) -> bool:
    """Whether somebody may make a link; all may make one for another device of their own."""
    if by is None or by.is_owner:
        return True
    return member_id == by.id and not is_owner


def _check_owner(by: Member | None) -> None:
    if by is not None and not by.is_owner:
        raise Refused("owner")


def _check_theirs(member_id: str, by: Member | None) -> None:
    if by is not None and member_id != by.id:
        _check_owner(by)


def _still_owned(before: People, after: People, by: Member | None) -> People:
    """At the desk the last owner who can come in stays."""
    if by is not None and _is_owned(before) and not _is_owned(after):
        raise Refused("last")
    return after


def _is_owned(people: People) -> bool:
    return any(each.is_owner and each.passkeys for each in people.members)


def _with(people: People, member: Member) -> People:
    members = tuple(member if each.id == member.id else each for each in people.members)
    return replace(people, members=members)


def _without_invitations(people: People, is_by: Callable[[str], bool]) -> People:
    kept = tuple(each for each in people.invitations if not is_by(each.by))
    return replace(people, invitations=kept)
