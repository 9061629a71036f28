"""Who may come in at a desk on AWS: whoever has a session, which a passkey began.

The people are read once a request. They are never remembered for another, so that what is revoked
is so at once.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flask import Request, Response

from handler.core.people.coming import session_of
from handler.core.people.origins import origin_of
from handler.core.people.state import Member, People, Session
from handler.core.people.storing import BrokenPeople
from handler.core.people.tokens import change_token
from handler.services.people.access import Access
from handler.services.people.attempts import Attempts
from handler.settings import Settings
from handler.web.desk.desk import PageAnswer, Person, Visit
from handler.web.desk.signing.cookies import token_in
from handler.web.places import place_of

if TYPE_CHECKING:
    from handler.web.desk.signing.doors import Doors

_log = logging.getLogger("coldpress")
_KEPT = "coldpress.people"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a request: the people, and who of them it is from."""

    people: People | None
    is_broken: bool = False
    token: str = ""
    member: Member | None = None
    session: Session | None = None


class SignedGuests:
    """The `Guests` of a desk with sign-in; one for all requests of a process."""

    def __init__(self, access: Access, attempts: Attempts, settings: Settings) -> None:
        self.access = access
        self.attempts = attempts
        self._settings = settings

    def are_welcome(self, request: Request) -> bool:
        """See `Guests.are_welcome`: the desk has to be on, and to have an origin."""
        known = self.known(request)
        return bool(self.origin(request)) and (known.people is not None or known.is_broken)

    def person(self, request: Request) -> Person | None:
        """See `Guests.person`."""
        member = self.known(request).member
        return Person(member.name, member.is_owner) if member else None

    def origin(self, request: Request) -> str:
        """See `Guests.origin`: what is set, else what API Gateway says; never what visitors do."""
        if self._settings.url:
            return origin_of(self._settings.url)
        event = request.environ.get("lambda.event")
        return place_of(event, self._settings.prefix).origin if event else ""

    def token(self, request: Request) -> str:
        """See `Guests.token`: it follows from the session, so that it ends with it."""
        known = self.known(request)
        return change_token(known.token) if known.session else ""

    def pages(self) -> Mapping[str, PageAnswer]:
        """See `Guests.pages`."""
        return self._doors.pages

    def changes(self) -> Mapping[str, PageAnswer]:
        """See `Guests.changes`."""
        return self._doors.changes

    def let_in(self, visit: Visit, name: str) -> Response:
        """See `Guests.let_in`."""
        return self._doors.let_in(visit, name)

    def known(self, request: Request) -> Known:
        """What is known of a request; asked for once."""
        found: Known | None = request.environ.get(_KEPT)
        if found is None:
            found = request.environ[_KEPT] = self._look(request)
        return found

    def _look(self, request: Request) -> Known:
        try:
            people = self.access.people()
        except BrokenPeople as error:
            _log.error("the desk is closed: %s", error)
            return Known(None, is_broken=True)
        if people is None or not people.is_on:
            return Known(None)
        token = token_in(request)
        found = session_of(people, token, self.access.now()) if token else None
        if found is None:
            return Known(people)
        self.access.visit(found[1])
        return Known(people, False, token, *found)

    @cached_property
    def _doors(self) -> "Doors":
        from handler.web.desk.signing.doors import Doors

        return Doors(self)
