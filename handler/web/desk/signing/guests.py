"""Who may come in at a desk on AWS: whoever has a session."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from flask import Request, Response

from handler.core.people.tokens import change_token
from handler.services.people.access import Access
from handler.services.people.attempts import Attempts
from handler.settings import Settings
from handler.web.desk.desk import PageAnswer, Person, Visit
from handler.web.desk.signing.visitors import Visitors

if TYPE_CHECKING:
    from handler.web.desk.signing.doors import Doors


class SignedGuests:
    """The `Guests` of a desk with sign-in; one for all requests of a process."""

    def __init__(self, access: Access, attempts: Attempts, settings: Settings) -> None:
        self._visitors = Visitors(access, attempts, settings)

    def are_welcome(self, request: Request) -> bool:
        """See `Guests.are_welcome`: the desk has to be on, and to have an origin."""
        known = self._visitors.known(request)
        return bool(self.origin(request)) and (known.people is not None or known.is_broken)

    def person(self, request: Request) -> Person | None:
        """See `Guests.person`."""
        member = self._visitors.known(request).member
        return Person(member.name, member.is_owner) if member else None

    def origin(self, request: Request) -> str:
        """See `Guests.origin`."""
        return self._visitors.origin(request)

    def token(self, request: Request) -> str:
        """See `Guests.token`: it follows from the session, so that it ends with it."""
        known = self._visitors.known(request)
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

    @cached_property
    def _doors(self) -> "Doors":
        from handler.web.desk.signing.doors import Doors

        return Doors(self._visitors)
