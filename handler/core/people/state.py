"""The people of a desk as plain data, and the bounds of it. Tokens are in it as digests only."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handler.core.model.addressing.keys import PRIVATE
from handler.core.model.problems import ColdpressError

STATE = f"{PRIVATE}desk/people.json"
"""The one file that all of it lies in; without one there is no desk."""
MAXIMUM_STATE = 2_000_000
"""Bytes; with everything at its bound it has half of that."""

MAXIMUM_MEMBERS = 50
MAXIMUM_PASSKEYS = 10
"""Of each member."""
MAXIMUM_SESSIONS = 20
"""Of each member; another one ends the one that was used longest ago."""
MAXIMUM_PROGRAMS = 20
"""Of each member; another one puts out the one that was used longest ago."""
MAXIMUM_INVITATIONS = 20
"""For people who are new; each member has one at most."""
MAXIMUM_ANSWERED = 20
"""Of each member, within the time in which one could be used again."""
MAXIMUM_NAME = 100
"""Characters of what people, passkeys and browsers are called."""

INVITED = timedelta(minutes=10)
"""How long an invitation is good."""
ASKED = timedelta(minutes=5)
"""How long an answer to a challenge is waited for."""
IDLE = timedelta(days=30)
"""After how long without a visit a session ends."""
LONGEST_SESSION = timedelta(days=90)
"""After how long a session ends whatever happens."""
CODE = timedelta(minutes=2)
"""How long a program may take to fetch what somebody has let it have."""
WRITING = timedelta(days=90)
"""How long a program may write until it has to ask for a new token."""
REFRESHED = timedelta(days=180)
"""How long after its last token a program may ask for a new one."""
BETWEEN_VISITS = timedelta(days=1)
"""A visit is written down if the last one is so long ago."""

Reason = Literal[
    "invitation",
    "challenge",
    "replayed",
    "passkey",
    "counter",
    "known",
    "name",
    "taken",
    "members",
    "passkeys",
    "invitations",
    "code",
    "token",
    "busy",
    "missing",
    "owner",
    "last",
]
"""Why something is refused, for whoever says it in another language."""
_TOLD: dict[Reason, str] = {
    "invitation": "The link was used, has expired or never was one. Ask for another.",
    "challenge": "That took too long. Try it again.",
    "replayed": "This answer was used before. Try it again.",
    "passkey": "No passkey of this desk gave this answer.",
    "counter": "The passkey counts backwards: somebody may have copied it. Revoke it.",
    "known": "This passkey is registered already. Sign in with it.",
    "name": f"Give a name of 1 to {MAXIMUM_NAME} characters.",
    "taken": "Somebody else at the desk has that name. Give another.",
    "members": f"The desk has {MAXIMUM_MEMBERS} people. Remove one first.",
    "passkeys": f"There are {MAXIMUM_PASSKEYS} passkeys already. Revoke one first.",
    "invitations": f"{MAXIMUM_INVITATIONS} invitations are open. Wait until some have expired.",
    "code": "The code was used, has expired, or is another program's. Sign in again.",
    "token": "The token was revoked, has expired, or never was one. Sign in again.",
    "busy": f"You signed in {MAXIMUM_ANSWERED} times by now. Try it again in a few minutes.",
    "missing": "There is nobody and nothing of that name. Somebody may have removed it.",
    "owner": "Only an owner may do that.",
    "last": "Nobody would be left who can come in as an owner.",
}


class Refused(ColdpressError):
    """Something that may not be; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_TOLD[reason])
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey: its public `key`, and how often it was used as far as it counts."""

    id: str
    credential: str
    key: str
    counter: int
    label: str
    made: datetime
    used: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that somebody has signed in with."""

    id: str
    digest: str
    passkey: str
    browser: str
    made: datetime
    seen: datetime

    def until(self) -> datetime:
        """When it ends if nobody comes any more."""
        return min(self.seen + IDLE, self.made + LONGEST_SESSION)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that may write for somebody, as far as its scopes go, `until` a moment.

    `digest` is of its token, `refresh` of what it gets a new one with, empty for one that somebody
    made by hand; `code` is of what it got the first with. `client` is its address.
    """

    id: str
    digest: str
    refresh: str
    code: str
    client: str
    label: str
    scopes: str
    made: datetime
    used: datetime
    until: datetime

    def ends(self) -> datetime:
        """When it is over for good."""
        return self.until - WRITING + REFRESHED if self.refresh else self.until


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may come in, as owner or as author."""

    id: str
    name: str
    is_owner: bool
    passkeys: tuple[Passkey, ...] = ()
    sessions: tuple[Session, ...] = ()
    programs: tuple[Program, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets somebody register a passkey, once.

    `member` is who gets another passkey by it, empty for somebody new; `by` is the member who
    invites, empty if the command does.
    """

    id: str
    digest: str
    name: str
    is_owner: bool
    member: str
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A challenge that a member has answered, which is good no more, until it expires anyway."""

    digest: str
    until: datetime
    member: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may come in; `secret` signs challenges."""

    secret: str
    is_on: bool = True
    members: tuple[Member, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    answered: tuple[Answered, ...] = ()

    def member(self, member_id: str) -> Member:
        """The member with an id; raises `Refused`."""
        found = next((each for each in self.members if each.id == member_id), None)
        if found is None:
            raise Refused("missing")
        return found

    def passkeys(self) -> Iterable[tuple[Member, Passkey]]:
        """Each passkey with whose it is."""
        return ((member, key) for member in self.members for key in member.passkeys)


def checked_name(name: str, others: Iterable[Member] = ()) -> str:
    """A name as it is shown; raises `Refused` if it is none, or that of others."""
    words = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    if not 1 <= len(words) <= MAXIMUM_NAME:
        raise Refused("name")
    if any(_folded(words) == _folded(member.name) for member in others):
        raise Refused("taken")
    return words


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
