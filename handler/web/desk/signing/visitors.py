"""What is known of who asks at a desk on AWS: whether they have a session, which a passkey began.

The people are read once a request. They are never remembered for another, so that what is revoked
is so at once.
"""

import logging
from dataclasses import dataclass

from flask import Request

from handler.core.people.coming import session_of
from handler.core.people.origins import origin_of
from handler.core.people.state import Member, People, Session
from handler.core.people.storing import BrokenPeople
from handler.services.people.access import Access
from handler.services.people.attempts import Attempts
from handler.settings import Settings
from handler.web.desk.signing.cookies import token_in
from handler.web.places import place_of

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


class Visitors:
    """Tells who asks; one for all requests of a process."""

    def __init__(self, access: Access, attempts: Attempts, settings: Settings) -> None:
        self.access = access
        self.attempts = attempts
        self._settings = settings

    def origin(self, request: Request) -> str:
        """The blog's origin: what is set, else what API Gateway says; never what visitors do."""
        if self._settings.url:
            return origin_of(self._settings.url)
        event = request.environ.get("lambda.event")
        return place_of(event, self._settings.prefix).origin if event else ""

    def known(self, request: Request) -> Known:
        """What is known of a request; the people are read once for it."""
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
