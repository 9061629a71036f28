"""The author's desk on this machine: everybody on it may come in, and it writes into the folder."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from flask import Request
from werkzeug.exceptions import Forbidden

from handler.cli.local.blog import LocalBlog
from handler.cli.trees import folder_of, site_of
from handler.memory.folder import Folder
from handler.services.author.authoring import Authoring
from handler.services.author.opened import OpenedTexts
from handler.services.author.uploads import Uploads
from handler.services.ports import Outcome
from handler.services.records import CONFIG
from handler.web.desk.desk import Desk, PageAnswer, Person, Visit
from handler.wiring import Services


class LocalGuests:
    """Everybody on this machine; a page of another site that found its way here is nobody.

    A name that a stranger's server gives to 127.0.0.1 does not lead in.
    """

    def __init__(self, port: int) -> None:
        self._hosts = frozenset([f"127.0.0.1:{port}", f"localhost:{port}"])
        self._token = secrets.token_urlsafe(32)

    def are_welcome(self, request: Request) -> bool:
        """See `Guests.are_welcome`."""
        return request.headers.get("Host", "") in self._hosts

    def person(self, request: Request) -> Person:  # noqa: ARG002 - the same for everybody
        """See `Guests.person`."""
        return Person("", is_owner=True)

    def origin(self, request: Request) -> str:
        """See `Guests.origin`."""
        return f"http://{request.headers.get('Host', '')}"

    def token(self, request: Request) -> str:  # noqa: ARG002 - the same for everybody
        """See `Guests.token`."""
        return self._token

    def pages(self) -> Mapping[str, PageAnswer]:
        """See `Guests.pages`."""
        return {}

    def changes(self) -> Mapping[str, PageAnswer]:
        """See `Guests.changes`."""
        return {}

    def let_in(self, visit: Visit, name: str) -> NoReturn:  # noqa: ARG002 - all are in
        """See `Guests.let_in`."""
        raise Forbidden


class LocalDesk:
    """The desk over a source tree."""

    def __init__(
        self, root: Path, port: int, services: Callable[[], Services], blog: LocalBlog
    ) -> None:
        self._root = root
        self._guests = LocalGuests(port)
        self._services = services
        self._blog = blog

    def __call__(self) -> Desk:
        """The desk over the blog's folder as it is now."""
        services = self._services()
        folder = folder_of(self._root, site_of(self._root)).absolute()
        files = Folder(folder, {CONFIG: self._root / CONFIG}, is_closed=True)
        authoring = Authoring(files, services.clock, services.sandbox)
        uploads = Uploads(files, services.clock, services.sandbox)
        return Desk(
            services,
            authoring,
            OpenedTexts(),
            uploads,
            self._guests,
            self._publish,
            keeps_versions=False,
        )

    def _publish(self, keys: Sequence[str]) -> list[Outcome]:
        return self._blog.publish_now(keys)
