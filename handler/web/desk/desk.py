"""What the desk works with, and who may come in."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from flask import Request, Response

from handler.core.jekyll.results import Evaluation
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.translations import Words, desk_words
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.writes import Item, Key
from handler.core.people.rights import is_authors
from handler.services.author.authoring import Authoring
from handler.services.author.files import Author
from handler.services.author.granting import Granting
from handler.services.author.opened import Opened
from handler.services.author.uploads import Uploads
from handler.services.contexts import context_keys
from handler.services.ports import Conflict, Outcome, Unavailable
from handler.services.read.replies import Base
from handler.services.records import site_in
from handler.wiring import Services

_log = logging.getLogger("coldpress")
_ATTEMPTS = 2
"""At publishing what is saved, while its author waits."""
PREFIX = "/_coldpress/desk/"
"""What the paths of all its pages begin with."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk; `name` is what histories show, empty if nobody had to sign in."""

    name: str
    is_owner: bool


NOBODY = Person("", is_owner=False)
"""Whoever has not signed in."""
PageAnswer = Callable[["Visit"], Response]


class Guests(Protocol):
    """Who may come in, and how it is told that a change is theirs."""

    def are_welcome(self, request: Request) -> bool:
        """Whether whoever asks may see the desk; to others there is none."""
        ...

    def person(self, request: Request) -> Person | None:
        """Who asks, of those who are welcome; None for who has to sign in first."""
        ...

    def origin(self, request: Request) -> str:
        """The origin of the desk's own pages, at which somebody is: `http://127.0.0.1:8000`."""
        ...

    def token(self, request: Request) -> str:
        """What pages of the desk hand out, and changes have to bring along."""
        ...

    def pages(self) -> Mapping[str, PageAnswer]:
        """Their own pages for who is in, beside the desk's."""
        ...

    def changes(self) -> Mapping[str, PageAnswer]:
        """What their own pages bring about."""
        ...

    def let_in(self, visit: "Visit", name: str) -> Response:
        """What is answered to who has to sign in first, for a page or change that there is."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """A blog whose authors come in: its files, what became of them, and who may.

    `publish` brings readers up to date with files; a desk that waits for nobody else does so
    before it answers. `granting` lets browsers put pictures where they are kept, without which they
    are sent to the desk, in forms of at most `most_sent` bytes. One that runs in memory
    `keeps_versions` only as long as it does.
    """

    services: Services
    authoring: Authoring
    opened: Opened
    uploads: Uploads
    guests: Guests
    publish: Callable[[Sequence[str]], list[Outcome]]
    granting: Granting | None = None
    most_sent: int = MAXIMUM_BYTES
    keeps_versions: bool = True

    def at(self, person: Person) -> "Desk":
        """The desk at which somebody sits, whose name stands beside what they write.

        Authors write nothing but what is theirs.
        """
        author = Author(person.name) if person.is_owner else Author(person.name, is_authors)
        return replace(
            self,
            authoring=self.authoring.by(author),
            uploads=self.uploads.by(author),
            granting=self.granting.by(author) if self.granting else None,
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for the desk; `base` is at which address of the blog it came in.

    `known` is what each request has to know of the blog.
    """

    request: Request
    desk: Desk
    base: Base
    known: Mapping[Key, Item]
    person: Person

    @classmethod
    def of(cls, request: Request, desk: Desk, base: Base) -> "Visit":
        """The visit that a request is."""
        person = desk.guests.person(request) or NOBODY
        known = desk.services.table.get(context_keys())
        return cls(request, desk.at(person), base, known, person)

    @property
    def site(self) -> SiteConfig:
        """The blog's configuration."""
        return site_in(self.known)

    def check(self, key: str, data: bytes) -> Evaluation:
        """See `Listing.check`."""
        return self.desk.services.listing.check(key, data, self.known)

    def publish(self, *keys: str) -> list[Outcome]:
        """Bring readers up to date; nothing if they are so later, by an event or the tick."""
        for _ in range(_ATTEMPTS):
            try:
                return self.desk.publish(keys)
            except (Conflict, Unavailable) as error:
                _log.warning("not published at once: %s: %s", ", ".join(keys), error)
        return []

    @property
    def words(self) -> Words:
        """The desk's words, in the language of the blog, or in English."""
        return desk_words(self.site)

    @property
    def wants_data(self) -> bool:
        """Whether a script asks, which takes data in place of a page."""
        return self.request.headers.get("Accept", "") == "application/json"
