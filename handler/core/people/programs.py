"""Programs that write for people: what they may do, and how long.

https://indieauth.spec.indieweb.org and https://indieweb.org/scope
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from handler.core.people.coming import without_expired
from handler.core.people.state import (
    BETWEEN_VISITS,
    MAXIMUM_ANSWERED,
    MAXIMUM_PROGRAMS,
    Answered,
    Member,
    People,
    Program,
    Refused,
)
from handler.core.people.tokens import is_token

SCOPES = ("create", "draft", "update", "delete", "undelete", "media", "profile")
WRITING_SCOPES = ("create", "update", "delete", "undelete", "media")
"""What a token has that somebody makes by hand."""


def scopes_in(text: str) -> str:
    """Those of the scopes asked for that there are, each once."""
    asked = set(text.split())
    return " ".join(scope for scope in SCOPES if scope in asked)


def add_program(
    people: People, member_id: str, program: Program, answered: Answered | None, now: datetime
) -> People:
    """Let a program write for somebody, by a code that is good this one time, or by hand."""
    people = without_expired(people, now)
    if answered:
        people = use_code(people, answered, now)
    member = people.member(member_id)
    newest = sorted(member.programs, key=lambda each: each.used)[1 - MAXIMUM_PROGRAMS :]
    return _with(people, replace(member, programs=(*newest, program)))


def use_code(people: People, answered: Answered, now: datetime) -> People:
    """Note that a code was used, so that it is good no more; raises `Refused` if it is not."""
    is_used = any(each.digest == answered.digest for each in people.answered)
    if not people.is_on or answered.until <= now or is_used:
        raise Refused("code")
    theirs = [each for each in people.answered if each.member == answered.member]
    if len(theirs) >= MAXIMUM_ANSWERED:
        raise Refused("busy")
    return replace(people, answered=(*people.answered, answered))


def without_code(people: People, digest: str) -> People:
    """The people without the program that a code gave a token to.

    One that comes twice was stolen, by whoever came first or second.
    """
    return _each(people, lambda programs: (each for each in programs if each.code != digest))


def renew(people: People, token: str, client: str, new: Program, now: datetime) -> People:
    """Give a program another token for that which it refreshes, and no more scopes than it had."""
    people = without_expired(people, now)
    member, old = _with_refresh(people, token)
    is_more = not set(new.scopes.split()) <= set(old.scopes.split())
    if not people.is_on or old.client != client or is_more:
        raise Refused("token")
    scopes = new.scopes or old.scopes
    kept = replace(new, id=old.id, label=old.label, code=old.code, made=old.made, scopes=scopes)
    programs = tuple(kept if each is old else each for each in member.programs)
    return _with(people, replace(member, programs=programs))


def program_of(people: People, token: str, now: datetime) -> tuple[Member, Program] | None:
    """The program that has a token, and for whom it writes, if there is one."""
    if not people.is_on:
        return None
    alive = (held for held in _held(people) if held[1].until > now)
    return next((held for held in alive if is_token(token, held[1].digest)), None)


def without_token(people: People, token: str) -> People:
    """The people without the program that has a token, be it of either kind."""
    return _each(people, lambda programs: (each for each in programs if not _has(each, token)))


def is_use(program: Program, now: datetime) -> bool:
    """Whether it is to be written down that a program writes."""
    return now - program.used >= BETWEEN_VISITS


def used(people: People, program_id: str, now: datetime) -> People:
    """Note that a program writes."""
    people = without_expired(people, now)

    def seen(programs: Iterable[Program]) -> Iterable[Program]:
        return (replace(each, used=now) if each.id == program_id else each for each in programs)

    return _each(people, seen)


def _has(program: Program, token: str) -> bool:
    return is_token(token, program.digest) or is_token(token, program.refresh)


def _with_refresh(people: People, token: str) -> tuple[Member, Program]:
    found = next((held for held in _held(people) if is_token(token, held[1].refresh)), None)
    if found is None:
        raise Refused("token")
    return found


def _held(people: People) -> Iterator[tuple[Member, Program]]:
    return ((member, each) for member in people.members for each in member.programs)


def _each(people: People, change: Callable[[tuple[Program, ...]], Iterable[Program]]) -> People:
    members = (replace(each, programs=tuple(change(each.programs))) for each in people.members)
    return replace(people, members=tuple(members))


def _with(people: People, member: Member) -> People:
    members = tuple(member if each.id == member.id else each for each in people.members)
    return replace(people, members=members)
