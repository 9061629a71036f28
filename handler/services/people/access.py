"""The people of a desk in the bucket: read once a request, changed on the condition that nobody
else has changed them meanwhile. Tokens are made here, and handed out once.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from handler.core.people import coming
from handler.core.people.leaving import may_invite
from handler.core.people.state import (
    INVITED,
    MAXIMUM_STATE,
    STATE,
    Answered,
    Invitation,
    Member,
    Passkey,
    People,
    Refused,
    Session,
)
from handler.core.people.storing import BrokenPeople, from_json, to_json
from handler.core.people.tokens import NONCE_BYTES, challenge, check_challenge, digest_of
from handler.services.ports import Bucket, Clock, Conflict, Unavailable

_ATTEMPTS = 5
_TYPE = "application/json"
_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 10
_SIGNING_IN = "sign in"


@dataclass(frozen=True, slots=True)
class Credential:
    """A passkey as an authenticator made it."""

    id: str
    key: str
    counter: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that was made: the token that it ends with, and what it is good for."""

    token: str
    invitation: Invitation


Decision = Callable[[People, datetime], People]


class Access:
    """Who may come in at the desk of one blog."""

    def __init__(self, bucket: Bucket, clock: Clock) -> None:
        self._bucket = bucket
        self._clock = clock

    def now(self) -> datetime:
        """The time by which all is judged."""
        return self._clock.now()

    def people(self) -> People | None:
        """Everybody who may come in; None if the desk was never turned on."""
        found = self._read()
        return found[0] if found else None

    def turn_on(self) -> None:
        """Let people in; those of before, if there were some."""
        try:
            self.change(lambda people, _now: replace(people, is_on=True))
        except Refused:
            made = BytesIO(to_json(People(new_token())))
            try:
                self._bucket.replace(STATE, made, _TYPE, None)
            except Conflict:  # Somebody else has turned it on just now.
                self.change(lambda people, _now: replace(people, is_on=True))

    def turn_off(self) -> None:
        """Let nobody in; end sessions, programs, codes and links. Who has a passkey keeps it."""
        if self._read() is not None:
            self.change(lambda people, _now: _closed(people))

    def change(self, decision: Decision) -> People:
        """Change the people as is decided of what they are now."""
        for attempt in range(_ATTEMPTS):
            people, etag = self._existing()
            changed = decision(people, self._clock.now())
            if changed == people or self._write(changed, etag):
                return changed
            self._clock.sleep(secrets.randbelow(100) / 1000 * (attempt + 1))
        raise Unavailable("the desk is busy: too many change who may come in")

    def invite(
        self, name: str, *, is_owner: bool, member: str = "", by: Member | None = None
    ) -> Invited:
        """Make a link with which somebody may register a passkey."""
        token = new_token()

        def decide(people: People, now: datetime) -> People:
            inviting = people.member(by.id) if by else None
            if not may_invite(inviting, member, is_owner):
                raise Refused("owner")
            told = (new_id(), digest_of(token), name, is_owner, member, by.id if by else "")
            return coming.invite(people, Invitation(*told, now + INVITED), now)

        changed = self.change(decide)
        return Invited(token, coming.invitation_of(changed, token, self._clock.now()))

    def ask_new(self, people: People, token: str) -> tuple[Invitation, str]:
        """What a link is good for, and the challenge that a new passkey has to answer."""
        invitation = coming.invitation_of(people, token, self._clock.now())
        return invitation, self._challenge(people, _registering(invitation))

    def check_new(self, people: People, token: str, asked: str) -> None:
        """Refuse an answer to a challenge that is not this link's, or expired."""
        now = self._clock.now()
        invitation = coming.invitation_of(people, token, now)
        check_challenge(people.secret, _registering(invitation), asked, now)

    def register(self, token: str, name: str, made: Credential, browser: str) -> str:
        """Let somebody in with a new passkey; the token of the session that it begins."""
        session = new_token()

        def decide(people: People, now: datetime) -> People:
            told = (made.id, made.key, made.counter, browser, now, now)
            passkey = Passkey(new_id(), *told)
            begun = Session(new_id(), digest_of(session), passkey.id, browser, now, now)
            return coming.accept(people, token, name, passkey, begun, now)

        self.change(decide)
        return session

    def ask(self, people: People) -> str:
        """The challenge that whoever wants to come in has to answer with a passkey."""
        return self._challenge(people, _SIGNING_IN)

    def check(self, people: People, asked: str) -> Answered:
        """The challenge that was answered; refused if it is no such, or expired."""
        until = check_challenge(people.secret, _SIGNING_IN, asked, self._clock.now())
        return Answered(digest_of(asked), until)

    def sign_in(self, credential: str, counter: int, answered: Answered, browser: str) -> str:
        """Let somebody in whose passkey gave a right answer; the token of the session."""
        session = new_token()

        def decide(people: People, now: datetime) -> People:
            begun = Session(new_id(), digest_of(session), "", browser, now, now)
            return coming.sign_in(people, credential, counter, answered, begun, now)

        self.change(decide)
        return session

    def visit(self, session: Session) -> None:
        """Note that somebody is there, once a day; if that fails, the next visit is noted."""
        if coming.is_visit(session, self._clock.now()):
            with suppress(Unavailable, Refused):
                self.change(lambda people, now: coming.visited(people, session.id, now))

    def _challenge(self, people: People, purpose: str) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return challenge(people.secret, purpose, nonce, self._clock.now())

    def _write(self, people: People, etag: str) -> bool:
        """Whether the people are written; an answer that was lost is found out about."""
        try:
            self._bucket.replace(STATE, BytesIO(to_json(people)), _TYPE, etag)
        except (Conflict, Unavailable) as error:
            is_written = self._existing()[0] == people
            if not is_written and isinstance(error, Unavailable):
                raise
            return is_written
        return True

    def _existing(self) -> tuple[People, str]:
        found = self._read()
        if found is None:
            raise Refused("missing")
        return found

    def _read(self) -> tuple[People, str] | None:
        found = self._bucket.get(STATE, limit=MAXIMUM_STATE)
        if found is None:
            return None
        if found.data is None:
            raise BrokenPeople(f"{STATE} in the bucket is too large, so the desk is closed.")
        return from_json(found.data), found.info.etag


def new_id() -> str:
    """What people, passkeys, sessions and links are called where somebody may have to type it."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))


def new_token() -> str:
    """What nobody can guess."""
    return secrets.token_urlsafe(32)


def _registering(invitation: Invitation) -> str:
    return f"register {invitation.id}"


def _closed(people: People) -> People:
    members = tuple(replace(each, sessions=(), programs=()) for each in people.members)
    closed = replace(people, is_on=False, members=members, invitations=())
    return replace(closed, secret=new_token()) if people.is_on else closed
